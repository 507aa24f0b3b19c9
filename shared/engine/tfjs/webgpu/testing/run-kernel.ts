import * as tf from '@tensorflow/tfjs-core';

/** Reproducible noise in −1 … 1, already rounded to float32, as the device gets it. */
export function noise(length: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, dim) => size * dim, 1);

export const valueAt = (values: ArrayLike<number>, index: number): number => values[index] ?? NaN;

/** Against the largest value: single ones may come out near zero by cancellation. */
const TOLERANCE = 1e-4;

/** Null, or what differs. */
export function difference(
  name: string,
  found: ArrayLike<number>,
  wanted: ArrayLike<number>,
  tolerance = TOLERANCE,
): string | null {
  if (found.length !== wanted.length) return `${name} has ${found.length} values, not ${wanted.length}`;
  let scale = 1e-3;
  let worst = 0;
  let place = 0;
  for (let i = 0; i < wanted.length; i += 1) {
    const value = wanted[i] ?? NaN;
    const error = Math.abs((found[i] ?? NaN) - value);
    scale = Math.max(scale, Math.abs(value));
    // Written so that NaN counts.
    if (!(error <= worst)) [worst, place] = [error, i];
  }
  return worst / scale < tolerance
    ? null
    : `${name}[${place}] is ${String(found[place])}, not ${String(wanted[place])} (largest ${scale})`;
}

type Given = Readonly<Record<string, { readonly data: Float32Array; readonly shape: readonly number[] }>>;

/**
 * Runs a kernel on the device and reads its results. Buffers that tfjs hands out again are filled with NaN before, so
 * that a value that is not written shows.
 */
export async function runKernels(
  name: string,
  inputs: Given,
  attributes: tf.NamedAttrMap,
  outputShapes: readonly (readonly number[])[],
): Promise<Float32Array[]> {
  const tensors = Object.entries(inputs).map(
    ([key, { data, shape }]) => [key, tf.tensor(data, [...shape], 'float32')] as const,
  );
  // Their buffers are those that the kernel's results get: same size, same use.
  const poisons = outputShapes.map((shape) => tf.tensor(new Float32Array(sizeOf(shape)).fill(NaN)));
  const poisoned = poisons.map((poison) => tf.neg(poison));
  await Promise.all(poisoned.map((tensor) => tensor.data()));
  tf.dispose([poisons, poisoned]);
  const made = tf.engine().runKernel<tf.Tensor | tf.Tensor[]>(name, Object.fromEntries(tensors), attributes);
  const outputs = Array.isArray(made) ? made : [made];
  const values = await Promise.all(outputs.map((output) => output.data<'float32'>()));
  tf.dispose([outputs, tensors.map(([, tensor]) => tensor)]);
  return values;
}

/** The same for a kernel with one result. */
export async function runKernel(
  name: string,
  inputs: Given,
  attributes: tf.NamedAttrMap,
  outputShape: readonly number[],
): Promise<Float32Array> {
  const [values] = await runKernels(name, inputs, attributes, [outputShape]);
  return values ?? new Float32Array(0);
}
