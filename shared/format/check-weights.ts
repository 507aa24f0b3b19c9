import type { WeightMap } from '../model/weights';
import type { KnownShape } from '../layers/define';

/** A weight that a network has: a plan's weights are a list of these. */
interface ExpectedWeight {
  readonly key: string;
  readonly shape: KnownShape;
}

const sameShape = (a: KnownShape, b: KnownShape): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);

/**
 * Why these weights can't run this network, in a sentence; null where they can. Weights that the network does not
 * have are no problem.
 */
export function weightsProblem(expected: readonly ExpectedWeight[], weights: WeightMap): string | null {
  const problems = expected.flatMap(({ key, shape }) => {
    const found = weights.get(key);
    if (found === undefined) return [`“${key}” is missing`];
    if (sameShape(found.shape, shape)) return [];
    return [
      `“${key}” is ${found.shape.join('×') || 'a single number'} where the network has ${shape.join('×')}`,
    ];
  });
  const [first, ...more] = problems;
  if (first === undefined) return null;
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return `The weights don't belong to this network: ${first}${others}. Train the network again.`;
}
