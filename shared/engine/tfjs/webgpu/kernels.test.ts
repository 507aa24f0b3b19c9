/** Our WebGPU kernels beside loops in float64, on random shapes, on a software driver. */
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { nodePlatform } from '../../testing/platform';
import { startSoftwareGpu, whyNoGpu } from '../../testing/software-gpu';
import { startBackend } from '../backends';
import { checkConvolution, convolutionCases } from './testing/convolution';
import { checkDepthwise, depthwiseCases } from './testing/depthwise';
import { checkNormalization, normalizationCases } from './testing/normalization';
import { checkOptimizer, optimizerSteps } from './testing/optimizer';
import { failuresOf } from './testing/sampled';
import { checkSums, sumCases } from './testing/sums';

describe.skipIf(whyNoGpu !== null)(`the kernels for WebGPU${whyNoGpu ?? ''}`, () => {
  // Compiling shaders takes long on a busy machine.
  vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });
  beforeAll(async () => {
    await startSoftwareGpu();
    await startBackend('webgpu', { ...nodePlatform, backends: ['webgpu'] });
  });

  test('both gradients of a convolution', async () => {
    expect(await failuresOf(convolutionCases, checkConvolution)).toEqual([]);
  });
  test('both gradients of a depthwise convolution', async () => {
    expect(await failuresOf(depthwiseCases, checkDepthwise)).toEqual([]);
  });
  test('sums over rows, and by picture', async () => {
    expect(await failuresOf(sumCases, checkSums)).toEqual([]);
  });
  test('batch normalization and its gradients', async () => {
    expect(await failuresOf(normalizationCases, checkNormalization)).toEqual([]);
  });
  test('the optimizers’ steps in place', async () => {
    expect(await failuresOf(optimizerSteps, checkOptimizer)).toEqual([]);
  });
});
