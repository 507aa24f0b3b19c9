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
export function difference(name: string, found: ArrayLike<number>, wanted: ArrayLike<number>): string | null {
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
  return worst / scale < TOLERANCE
    ? null
    : `${name}[${place}] is ${String(found[place])}, not ${String(wanted[place])} (largest ${scale})`;
}

/**
 * Runs a kernel on the device and reads its result. Buffers that tfjs hands out again are filled with NaN before, so
 * that a value that is not written shows.
 */
export async function runKernel(
  name: string,
  inputs: Readonly<Record<string, { readonly data: Float32Array; readonly shape: readonly number[] }>>,
  attributes: tf.NamedAttrMap,
  outputShape: readonly number[],
): Promise<Float32Array> {
  const tensors = Object.entries(inputs).map(
    ([key, { data, shape }]) => [key, tf.tensor(data, [...shape], 'float32')] as const,
  );
  // Its buffer is the one that the kernel's result gets: same size, same use.
  const poison = tf.tensor(new Float32Array(sizeOf(outputShape)).fill(NaN));
  const poisoned = tf.neg(poison);
  await poisoned.data();
  tf.dispose([poison, poisoned]);
  const output = tf.engine().runKernel<tf.Tensor>(name, Object.fromEntries(tensors), attributes);
  const data = await output.data<'float32'>();
  tf.dispose([output, ...tensors.map(([, tensor]) => tensor)]);
  return data;
}
