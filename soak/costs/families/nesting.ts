import type { GraphNode } from '../../../shared/graph/document';
import type { Family } from './family';
import { block, definition, edge, input, many, node } from './parts';

/** Definitions, each made of several of the next: what is innermost is there `width ** depth` times. */
export const nesting: Family = (random) => {
  const depth = random.pick([1, 2, 3, 5, 10, 20, 31, 32, 40, 2_000]);
  const width = random.pick([1, 2, 2, 2, 3, 10, 100]);
  const repeats = random.pick([1, 1, 2, 10, 10_000]);
  const off = random.pick<Readonly<Record<string, unknown>>>([
    {},
    {},
    { when: { expr: 'false' } },
    { repeat: 0 },
  ]);
  const innermost = random.pick<readonly GraphNode[]>([
    [],
    [node('a', 'Activation')],
    [{ ...node('a', 'Activation'), when: { expr: 'i < 0' } }],
    [block('a', 'D0')],
  ]);
  const definitions = Object.fromEntries(
    many(depth, (level) => [
      `D${level}`,
      definition(
        level === depth - 1
          ? innermost
          : many(width, (i) =>
              block(`b${i}`, `D${level + 1}`, { repeat: repeats, ...(level === depth - 2 ? off : {}) }),
            ),
      ),
    ]),
  );
  return {
    nodes: [input, block('top', 'D0', { repeat: random.pick([1, 2, 10_000]) })],
    edges: [edge('input', 'top')],
    definitions,
  };
};
