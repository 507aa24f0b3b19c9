/** Our WebGPU kernels beside loops in float64, on random shapes. Answers a request with what failed. */
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { startBackend } from '../shared/engine/tfjs/backends';
import { checkConvolution, convolutionCases } from './webgpu-kernels/convolution';
import { checkDepthwise, depthwiseCases } from './webgpu-kernels/depthwise';
import { checkNormalization, normalizationCases } from './webgpu-kernels/normalization';
import { checkOptimizer, optimizerSteps } from './webgpu-kernels/optimizer';
import { checkSums, sumCases } from './webgpu-kernels/sums';
import { checkLargeWeight, checkTraining } from './webgpu-kernels/training';

export interface KernelRequest {
  readonly cases: number;
  readonly seed: number;
}

export interface KernelAnswer {
  readonly checked: number;
  readonly failures: readonly string[];
  /** In one training step of LeNet with Adam. */
  readonly dispatches: number;
}

type Check<T> = (given: T) => Promise<string | null>;

self.onmessage = async ({ data: { cases, seed } }: MessageEvent<KernelRequest>) => {
  await startBackend('webgpu', {
    wasmBase: '',
    kernels: null,
    backends: ['webgpu'],
    threads: 1,
    now: () => performance.now(),
  });
  const failures: string[] = [];
  let checked = 0;
  const checkAll = async <T>(title: string, arbitrary: fc.Arbitrary<T>, check: Check<T>): Promise<void> => {
    for (const given of fc.sample(arbitrary, { numRuns: cases, seed })) {
      const before = tf.memory().numTensors;
      const said = await check(given).catch((error: unknown) => String(error));
      if (said !== null) failures.push(`${title} ${JSON.stringify(given)}: ${said}`);
      const left = tf.memory().numTensors - before;
      if (left !== 0) failures.push(`${title} ${JSON.stringify(given)}: ${left} tensors are left over.`);
      checked += 1;
    }
  };
  await checkAll('Convolution', convolutionCases, checkConvolution);
  await checkAll('Depthwise convolution', depthwiseCases, checkDepthwise);
  await checkAll('Sum', sumCases, checkSums);
  await checkAll('Batch normalization', normalizationCases, checkNormalization);
  await checkAll('Optimizer', optimizerSteps, checkOptimizer);
  const { problem, dispatches } = await checkTraining();
  if (problem !== null) failures.push(`LeNet: ${problem}`);
  const accepted = await checkLargeWeight();
  if (accepted !== null) failures.push(`A weight of 16 GiB: ${accepted}`);
  self.postMessage({ checked, failures, dispatches } satisfies KernelAnswer);
};
