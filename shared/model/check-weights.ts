import type { KnownShape } from '../layers/shape';
import type { ExpectedWeight } from './fit-weights';
import type { WeightMap } from './weights';

/** What is given for a weight, with its values or without. */
type Given = ReadonlyMap<string, { readonly shape: KnownShape }>;

const TRAIN_AGAIN = 'Train the network again.';

export const sameShape = (a: KnownShape, b: KnownShape): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);

export const shapeText = (shape: KnownShape): string => shape.join('×') || 'a single number';

/** Names from files can be long; a sentence is not. */
export const shortened = (name: string): string => (name.length > 100 ? `${name.slice(0, 99)}…` : name);

/** The first of them in a sentence, with how many more there are; null where there are none. */
export function firstOf(
  problems: readonly string[],
  what = "The weights don't belong to this network",
): string | null {
  const [first, ...more] = problems;
  if (first === undefined) return null;
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return `${what}: ${first}${others}. ${TRAIN_AGAIN}`;
}

/** What is missing or has another shape. */
export function misfits(expected: readonly ExpectedWeight[], weights: Given): string[] {
  return expected.flatMap(({ key, shape }) => {
    const found = weights.get(key);
    if (found === undefined) return [`“${shortened(key)}” is missing`];
    if (sameShape(found.shape, shape)) return [];
    return [`“${shortened(key)}” is ${shapeText(found.shape)} where the network has ${shapeText(shape)}`];
  });
}

/** What the network does not have. */
export function strangers(expected: readonly ExpectedWeight[], weights: Given): string[] {
  const known = new Set(expected.map(({ key }) => key));
  return [...weights.keys()]
    .filter((key) => !known.has(key))
    .map((key) => `the network has no “${shortened(key)}”`);
}

/** Nothing times zero is zero but what is finite; a sum is ten times as fast as asking each of a hundred million. */
function allFinite(values: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += 0 * (values[i] ?? 0);
  return sum === 0;
}

/** Weights with a value that is no finite number, as a training that went out of bounds leaves them. */
export function unbounded(weights: WeightMap): string[] {
  return [...weights]
    .filter(([, { data }]) => !allFinite(data))
    .map(([key]) => `“${shortened(key)}” holds a value that is no finite number`);
}

/**
 * Why these weights can't run this network, in a sentence; null where they can. Weights that the network does not
 * have are no problem.
 */
export function weightsProblem(expected: readonly ExpectedWeight[], weights: WeightMap): string | null {
  return firstOf(misfits(expected, weights));
}
