import { type Family, sized } from './family';
import { edge, input, many, node } from './parts';

/** Keys that no layer knows, parameters that are lists, and what was dismissed. */
export const keys: Family = (random) => {
  const count = sized(random, 500);
  const width = sized(random, Math.floor(100_000 / count));
  const strange = (): unknown =>
    random.pick<() => unknown>([
      () => Object.fromEntries(many(width, (i) => [`k${i}`, i])),
      () => many(width, (i) => i),
      () => many(width, () => ({ expr: '1 + 1' })),
      () => 'x'.repeat(width),
    ])();
  const nodes = many(count, (i) =>
    node(`n${i}`, random.pick(['Conv2D', 'Dense', 'Add']), {
      filters: random.pick([8, { expr: '2' }]),
      unknown: strange(),
    }),
  );
  return {
    nodes: [input, ...nodes],
    edges: random.chance(0.5)
      ? nodes.map(({ id }, i) => edge(i === 0 ? 'input' : `n${i - 1}`, id))
      : many(sized(random, 50_000), (i) => edge('input', 'n0', `nothing${i}`)),
    dismissed: many(sized(random, 20_000), (i) => ({ code: 'bias-before-norm', node: `n${i % count}` })),
  };
};
