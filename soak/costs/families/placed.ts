import type { GraphNode, Placement } from '../../../shared/graph/document';
import type { Random } from '../../openings/random';

/** Nowhere, all at one place, or far apart. */
export function placed(random: Random, nodes: readonly GraphNode[]): Record<string, Placement> {
  const place = random.pick<null | ((i: number) => Placement)>([
    null,
    () => ({ x: 0, y: 0 }),
    (i) => ({ x: 0, y: i }),
    (i) => ({ x: i * 300, y: 0, apart: true }),
    (i) => ({ x: 1e7 * (i % 2), y: -1e7 + i }),
  ]);
  const some = random.pick([1, 1, 2]);
  return place === null
    ? {}
    : Object.fromEntries(nodes.flatMap(({ id }, i) => (i % some === 0 ? [[id, place(i)]] : [])));
}
