/** Arrays of float64 of any rank, for the references. */

export interface Numbers {
  /** With the batch first, except for weights. */
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

const sizeOf = (shape: readonly number[]) => shape.reduce((n, d) => n * d, 1);
export const zeros = (shape: readonly number[]): Numbers => ({
  shape,
  data: new Float64Array(sizeOf(shape)),
});

/** Every index of a shape, in row-major order. */
export function* indices(shape: readonly number[]): Generator<number[]> {
  const index = shape.map(() => 0);
  const total = sizeOf(shape);
  for (let n = 0; n < total; n += 1) {
    yield [...index];
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      index[axis]! += 1;
      if (index[axis]! < shape[axis]!) break;
      index[axis] = 0;
    }
  }
}

export function offset(shape: readonly number[], index: readonly number[]): number {
  return index.reduce((at, i, axis) => at * shape[axis]! + i, 0);
}
export const get = (x: Numbers, ...index: number[]) => x.data[offset(x.shape, index)]!;

export function build(shape: readonly number[], f: (index: number[]) => number): Numbers {
  const out = zeros(shape);
  let at = 0;
  for (const index of indices(shape)) out.data[at++] = f(index);
  return out;
}
