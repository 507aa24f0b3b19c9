/** The same random cases for the kernels as they are and for those in which a fault was planted. */
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { atDepth } from '../../../../../build/lib/depth';

/** Each compiles a few programs, which takes most of the time. KERNEL_CASES=200 for a long night. */
const CASES = Number(process.env['KERNEL_CASES'] ?? atDepth(6, 12));
const SEED = 5;

/** What is wrong in each case, tensors that are left over included; at most so many. */
export async function failuresOf<T>(
  arbitrary: fc.Arbitrary<T>,
  check: (given: T) => Promise<string | null>,
  most = Infinity,
): Promise<string[]> {
  const failures: string[] = [];
  for (const given of fc.sample(arbitrary, { numRuns: CASES, seed: SEED })) {
    if (failures.length >= most) break;
    const before = tf.memory().numTensors;
    const said = await check(given).catch((error: unknown) => String(error));
    if (said !== null) failures.push(`${JSON.stringify(given)}: ${said}`);
    const left = tf.memory().numTensors - before;
    if (left !== 0) failures.push(`${JSON.stringify(given)}: ${left} tensors are left over.`);
  }
  return failures;
}
