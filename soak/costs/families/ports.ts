import type { GraphNode } from '../../../shared/graph/document';
import { type Family, sized } from './family';
import { block, definition, edge, input, many, node } from './parts';

/** Blocks with a thousand ways in and out, one after the other. */
export const ports: Family = (random) => {
  const [entering, leaving] = [sized(random, 1_000), sized(random, 1_000)];
  const inner = random.pick<(i: number) => GraphNode>([
    (i) => node(`n${i}`, 'Activation'),
    (i) => ({ ...node(`n${i}`, 'Activation'), when: { expr: 'false' } }),
    (i) => block(`n${i}`, 'Empty', { repeat: 0 }),
  ]);
  const nodes = many(Math.max(entering, leaving), inner);
  const blocks = sized(random, 300);
  const body = definition(nodes, {
    edges: [],
    inputs: many(entering, (i) => ({
      name: random.chance(0.1) ? 'in' : `in${i}`,
      node: `n${i}`,
      port: 'in',
    })),
    outputs: many(leaving, (i) => ({ name: `out${i}`, node: `n${i}`, port: 'out' })),
  });
  return {
    nodes: [input, ...many(blocks, (i) => block(`b${i}`, 'D', { repeat: random.pick([1, 3, 10_000]) }))],
    edges: many(blocks, (i) =>
      many(Math.min(entering, leaving, 300), (k) =>
        i === 0 ? edge('input', 'b0', `in${k}`) : edge(`b${i - 1}`, `b${i}`, `in${k}`, `out${k}`),
      ),
    )
      .flat()
      .slice(0, 99_000),
    definitions: { Empty: definition([]), D: body },
  };
};
