import { type Family, sized } from './family';
import { edge, input, many, node } from './parts';
import { placed } from './placed';

/** Names and ids that are long, alike, or hard to sort; texts, groups and notes. */
export const names: Family = (random) => {
  const count = sized(random, 15_000);
  const digits = many(99, (i) => `${i % 10}a`).join('');
  const id = random.pick<(i: number) => string>([
    (i) => `${'x'.repeat(180)}${i}`,
    (i) => `${digits.slice(0, 190)}${i}`,
    (i) => `${'9'.repeat(190)}${i}`,
    (i) => `n${i}`,
  ]);
  const name = random.pick<(i: number) => string>([
    () => 'Conv2D',
    () => 'W'.repeat(1_000),
    () => '💥'.repeat(499),
    (i) => `conv_${i % 3}`,
    () => '',
    () => ' '.repeat(1_000),
    () => 'if',
    () => '"\\\n\t\u202e',
  ]);
  const nodes = many(count, (i) => node(id(i), random.pick(['Conv2D', 'Activation', 'Add']), {}, name(i)));
  const groups = sized(random, 3_000);
  const members = Math.min(count, Math.ceil(sized(random, 300_000) / groups));
  return {
    nodes: [input, ...nodes],
    edges: nodes.map((each, i) =>
      edge(i === 0 ? 'input' : (nodes[i - 1]?.id ?? ''), each.id, each.type === 'Add' ? 'in:0' : 'in'),
    ),
    groups: many(groups, (g) => ({
      id: `g${g}`,
      title: name(g),
      nodes: nodes.slice(0, members).map((each) => each.id),
      collapsed: random.chance(0.3),
    })),
    notes: many(sized(random, 1_000), (i) => ({
      id: `t${i}`,
      text: random.pick(['', 'word '.repeat(200), 'x'.repeat(random.pick([10, 10_000])), '\n'.repeat(1_000)]),
      x: 0,
      y: i,
      width: random.pick([0, 1, 200, 1e7]),
      height: 10,
    })),
    layout: placed(random, nodes),
    description: name(0).repeat(90),
  };
};
