import { expressionOf } from '../expressions';
import { type Family, sized } from './family';
import { block, definition, edge, input, many, node } from './parts';

/** Arguments of repeated blocks: long expressions, long lists, many parameters. */
export const blockArguments: Family = (random) => {
  const parameters = sized(random, 1_000);
  const repeat = sized(random, 10_000);
  const value = (): unknown =>
    random.pick<() => unknown>([
      () => ({ expr: expressionOf(random, ['i']) }),
      () => many(random.pick([1, repeat, 10_000]), () => ({ expr: 'i' })),
      () => many(sized(random, 300), () => ({ expr: expressionOf(random, ['i']) })),
      () => [[[[{ expr: 'i' }]]]],
      () => 7,
    ])();
  const names = many(parameters, (i) => `p${i}`);
  // Written once and used by all, as `JSON.parse` would not have it: so the text stays short.
  const args = Object.fromEntries(names.slice(0, sized(random, 60)).map((name) => [name, value()]));
  const inner = many(sized(random, 20), (i) =>
    node(`c${i}`, 'Conv2D', {
      filters: { expr: random.pick([names[0] ?? '1', expressionOf(random, names)]) },
    }),
  );
  return {
    nodes: [input, ...many(sized(random, 30), (i) => block(`b${i}`, 'D', { args, repeat }))],
    edges: [edge('input', 'b0')],
    definitions: {
      D: definition(random.chance(0.3) ? [] : inner, {
        params: names.map((name) => ({ name, default: 1 })),
      }),
    },
  };
};
