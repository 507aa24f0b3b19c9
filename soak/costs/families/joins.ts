import { type Family, sized } from './family';
import { edge, input, many, node } from './parts';

const JOINS = ['Add', 'Concatenate', 'Multiply', 'Average', 'Maximum', 'Subtract'];

/** Many joins, or much that enters one. */
export const joins: Family = (random) => {
  const count = sized(random, 19_990);
  const type = random.pick(JOINS);
  switch (random.below(6)) {
    case 0:
      return { nodes: [...(random.chance(0.5) ? [input] : []), ...many(count, (i) => node(`j${i}`, type))] };
    case 1: {
      const edges = sized(random, 99_000);
      const sources = many(random.pick([1, 10, 1_000]), (i) => node(`s${i}`, 'Input', { shape: [8, 8, 4] }));
      const port = random.pick([(i: number) => i, (i: number) => edges - i, (i: number) => i * 10_007]);
      return {
        nodes: [...sources, node('join', type), node('next', 'Activation')],
        edges: [
          ...many(edges, (i) => edge(sources[i % sources.length]?.id ?? '', 'join', `in:${port(i)}`)),
          edge('join', 'next'),
        ],
      };
    }
    case 2: {
      // Channels double, or sizes run away.
      const steps = Math.min(count, random.pick([10, 60, 200, 1_100, 9_000]));
      return {
        nodes: [input, ...many(steps, (i) => node(`j${i}`, type))],
        edges: many(steps, (i) => {
          const from = i === 0 ? 'input' : `j${i - 1}`;
          return [edge(from, `j${i}`, 'in:0'), edge(from, `j${i}`, 'in:1')];
        }).flat(),
      };
    }
    case 3: {
      // Each reads all before it.
      const layers = sized(random, 440);
      return {
        nodes: [input, ...many(layers, (i) => node(`j${i}`, type))],
        edges: many(layers, (i) =>
          many(i + 1, (k) => edge(k === 0 ? 'input' : `j${k - 1}`, `j${i}`, `in:${k}`)),
        ).flat(),
      };
    }
    case 4: {
      // A ladder: ways double with every rung.
      const rungs = sized(random, 6_000);
      return {
        nodes: [
          input,
          ...many(rungs, (i) => [
            node(`l${i}`, 'Activation'),
            node(`r${i}`, 'Dropout'),
            node(`j${i}`, type),
          ]).flat(),
        ],
        edges: many(rungs, (i) => {
          const from = i === 0 ? 'input' : `j${i - 1}`;
          const into = [edge(from, `l${i}`), edge(from, `r${i}`)];
          return [...into, edge(`l${i}`, `j${i}`, 'in:0'), edge(`r${i}`, `j${i}`, 'in:1')];
        }).flat(),
      };
    }
    default: {
      // A circle with chords: every one of them closes another.
      const members = sized(random, 3_000);
      const chords = sized(random, 90_000);
      return {
        nodes: [input, ...many(members, (i) => node(`j${i}`, type))],
        edges: [
          ...many(members, (i) => edge(`j${i}`, `j${(i + 1) % members}`, 'in:0')),
          ...many(chords, (i) =>
            edge(`j${random.below(members)}`, `j${random.below(members)}`, `in:${i + 1}`),
          ),
        ],
      };
    }
  }
};
