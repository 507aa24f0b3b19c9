import type { KnownShape } from '../layers/shape';

/** numpy's `transpose`: axis k of the result is axis `permutation[k]` of the values. Row-major. */
export function permuteAxes(
  data: Float32Array,
  shape: KnownShape,
  permutation: readonly number[],
): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const sizes = permutation.map((axis) => shape[axis] ?? 1);
  const steps = permutation.map((axis) => strides[axis] ?? 0);
  const result = new Float32Array(data.length);
  const position = sizes.map(() => 0);
  let source = 0;
  for (let target = 0; target < result.length; target += 1) {
    result[target] = data[source] ?? 0;
    for (let axis = sizes.length - 1; axis >= 0; axis -= 1) {
      const next = (position[axis] ?? 0) + 1;
      source += steps[axis] ?? 0;
      if (next < (sizes[axis] ?? 1)) {
        position[axis] = next;
        break;
      }
      position[axis] = 0;
      source -= next * (steps[axis] ?? 0);
    }
  }
  return result;
}
