import type { ConvDocument, Edge, GraphNode } from '../../../shared/graph/document';
import { type Family, sized } from './family';
import { block, definition, edge, input, many, node } from './parts';

/** Layers that are left out one behind the other, and blocks that pass on: what feeds the last is far away. */
export const passing: Family = (random): Partial<ConvDocument> => {
  const count = sized(random, 9_990);
  const inner = random.pick<(i: number) => GraphNode>([
    (i) => ({ ...node(`n${i}`, 'Activation'), when: { expr: 'false' } }),
    (i) => block(`n${i}`, 'Empty', { repeat: 0 }),
    (i) => (i % 2 === 0 ? node(`n${i}`, 'Activation') : block(`n${i}`, 'Empty')),
  ]);
  const chain = many(count, inner);
  const readers = random.chance(0.5) ? many(sized(random, 9_000), (i) => node(`r${i}`, 'Activation')) : [];
  const last = chain.at(-1)?.id ?? '';
  const links = (from: string): Edge[] => [
    ...chain.map(({ id }, i) => edge(i === 0 ? from : (chain[i - 1]?.id ?? ''), id)),
    ...readers.map(({ id }) => edge(last, id)),
  ];
  const circle = random.chance(0.2) ? [edge(last, 'n0')] : [];
  if (random.chance(0.5))
    return {
      nodes: [input, ...chain, ...readers],
      edges: circle.length > 0 ? [...links('input').slice(1), ...circle] : links('input'),
      definitions: { Empty: definition([]) },
    };
  return {
    nodes: [input, block('b', 'D', { repeat: random.pick([1, 2, 20, 1_000]) })],
    edges: [edge('input', 'b')],
    definitions: {
      Empty: definition([]),
      D: definition([...chain, ...readers], {
        edges: links('').slice(1),
        outputs: [{ name: 'out', node: last, port: 'out' }],
      }),
    },
  };
};
