/** Arrays as sizes and strides, with neighbouring axes made one wherever all arrays allow it. */
import { Unsupported } from '../unsupported';

export const contiguous = (shape: readonly number[]): number[] => {
  const strides = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis -= 1)
    strides[axis] = (strides[axis + 1] ?? 1) * (shape[axis + 1] ?? 1);
  return strides;
};

/** Strides of an array that is repeated along axes where it has size 1. */
export const repeated = (own: readonly number[], full: readonly number[]): number[] =>
  contiguous(own).map((stride, axis) => (own[axis] === 1 && full[axis] !== 1 ? 0 : stride));

/** With ones between the batch and the rest, so that ranks agree. */
export const withRank = ([batch = 1, ...rest]: readonly number[], rank: number): number[] => [
  batch,
  ...Array<number>(Math.max(0, rank - 1 - rest.length)).fill(1),
  ...rest,
];

/** Sizes of exactly `rank` axes and the strides of each array along them. Throws where more are needed. */
export function collapse(
  shape: readonly number[],
  arrays: readonly (readonly number[])[],
  rank: number,
): { readonly sizes: readonly number[]; readonly strides: readonly (readonly number[])[] } {
  const sizes: number[] = [];
  const strides: number[][] = arrays.map(() => []);
  for (const [axis, size] of shape.entries()) {
    if (size === 1) continue;
    const last = sizes.length - 1;
    const joins = last >= 0 && arrays.every((array, i) => strides[i]?.[last] === (array[axis] ?? 0) * size);
    if (joins) {
      sizes[last] = (sizes[last] ?? 1) * size;
      for (const [i, array] of arrays.entries()) strides[i]?.splice(last, 1, array[axis] ?? 0);
    } else {
      sizes.push(size);
      for (const [i, array] of arrays.entries()) strides[i]?.push(array[axis] ?? 0);
    }
  }
  if (sizes.length > rank) {
    throw new Unsupported(
      `This network moves values over ${sizes.length} axes at once; our own engine handles ${rank}.`,
    );
  }
  const missing = rank - sizes.length;
  return {
    sizes: [...Array<number>(missing).fill(1), ...sizes],
    strides: strides.map((own) => [
      ...Array<number>(missing).fill(0),
      // A single value is an axis of one, read with stride 1.
      ...own,
    ]),
  };
}
