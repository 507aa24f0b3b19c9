import { callOf, expressionOf } from '../expressions';
import { type Family, sized } from './family';
import { block, definition, edge, input, many, node } from './parts';

/** Long and deep expressions wherever one may stand, in many copies. */
export const expressions: Family = (random) => {
  const copies = sized(random, 10_000);
  const names = ['width', 'i'];
  const filters = random.pick<() => unknown>([
    () => ({ expr: expressionOf(random, names) }),
    () => many(sized(random, 500), () => ({ expr: expressionOf(random, names) })),
  ]);
  const inside = many(sized(random, 40), (i) => ({
    ...node(`c${i}`, random.pick(['Conv2D', 'Activation', 'Dense', 'MaxPooling2D']), { filters: filters() }),
    ...(random.chance(0.5) && { when: { expr: expressionOf(random, names) } }),
  }));
  return {
    nodes: [input, block('b', 'D', { repeat: copies, args: { width: { expr: callOf(random, 'i') } } })],
    edges: [edge('input', 'b')],
    definitions: { D: definition(inside, { params: [{ name: 'width', default: 4 }] }) },
  };
};
