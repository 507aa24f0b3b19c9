import type { GraphNode } from '../../../shared/graph/document';
import { type Family, sized } from './family';
import { block, definition, edge, input, many, node } from './parts';

/** Blocks of nothing, or of what is left out, as often as a document can say. */
export const copies: Family = (random) => {
  const inside = random.pick<(i: number) => GraphNode>([
    (i) => node(`n${i}`, 'Activation'),
    (i) => ({ ...node(`n${i}`, 'Activation'), when: { expr: 'i > 100000' } }),
    (i) => ({ ...node(`n${i}`, 'Conv2D', { filters: { expr: 'i + 1' } }), when: { expr: 'i % 7 == 0' } }),
    (i) => block(`n${i}`, 'Inner', { repeat: 0 }),
    (i) => block(`n${i}`, 'Inner', { repeat: { expr: 'i' } }),
  ]);
  const count = sized(random, 5_000);
  const blocks = sized(random, 3_000);
  return {
    nodes: [
      input,
      ...many(blocks, (i) =>
        block(`b${i}`, 'Outer', {
          repeat: random.pick([1, 10, 10_000, { expr: random.pick(['20000', '1 + 1']) }]),
        }),
      ),
    ],
    edges: many(blocks, (i) => edge(i === 0 ? 'input' : `b${i - 1}`, `b${i}`)),
    definitions: {
      Inner: definition(random.pick([[], [node('x', 'Activation')]])),
      Outer: definition(random.chance(0.3) ? [] : many(count, inside)),
    },
  };
};
