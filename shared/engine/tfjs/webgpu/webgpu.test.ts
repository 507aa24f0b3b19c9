/**
 * What computes on WebGPU, on a software driver: layers, kernels, whole steps, and whether the kernels' checks notice a
 * fault. They are one file, since compiling takes most of their time: one device has each program once.
 */
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { atDepth } from '../../../../build/lib/depth';
import { layers } from '../../../layers/index';
import { casesOf, checkCase } from '../../testing/layer-case';
import { nodePlatform } from '../../testing/platform';
import { startSoftwareGpu, whyNoGpu } from '../../testing/software-gpu';
import { startBackend } from '../backends';
import { createExecutor } from '../create-executor';
import { checkConvolution, convolutionCases } from './testing/convolution';
import { checkDepthwise, depthwiseCases } from './testing/depthwise';
import { checkNormalization, normalizationCases } from './testing/normalization';
import { checkOptimizer, optimizerSteps } from './testing/optimizer';
import { planted } from './testing/planted-faults';
import { failuresOf } from './testing/sampled';
import { checkSums, sumCases } from './testing/sums';
import { checkLargeWeight, checkTraining } from './testing/training';

const platform = { ...nodePlatform, backends: ['webgpu'] as const };
/** Fewer than on the processor, since each compiles its programs. */
const LAYER_CASES = atDepth(1, 8);
const SEED = 20;
const executable = layers.filter(({ notExecutable }) => notExecutable === undefined);

describe.skipIf(whyNoGpu !== null)(`on WebGPU${whyNoGpu ?? ''}`, () => {
  // Compiling shaders takes long on a busy machine.
  vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });
  beforeAll(async () => {
    await startSoftwareGpu();
    await startBackend('webgpu', platform);
  });

  describe('a layer agrees with its definition, forward and backward', () => {
    test.each(executable)('$type', async (layer) => {
      const cases = fc.sample(casesOf(layer), { numRuns: LAYER_CASES, seed: SEED });
      expect(cases).toHaveLength(LAYER_CASES);
      for (const given of cases) await checkCase(layer, given, 'webgpu', createExecutor, platform);
    });
  });

  describe('a kernel agrees with loops in float64', () => {
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

  describe('a fault in a kernel is noticed', () => {
    test.each(planted)('%s', async (_, right, wrong, check) => {
      let found = 0;
      const { prototype } = GPUDevice;
      // eslint-disable-next-line @typescript-eslint/unbound-method -- called on the device that it is called on
      const original = prototype.createShaderModule;
      prototype.createShaderModule = function (descriptor) {
        const code = descriptor.code.replaceAll(right, wrong);
        if (code !== descriptor.code) found += 1;
        return original.call(this, { ...descriptor, code });
      };
      forgetPrograms();
      try {
        const failures = await check();
        expect(found).toBeGreaterThan(0);
        expect(failures).not.toEqual([]);
      } finally {
        prototype.createShaderModule = original;
        forgetPrograms();
      }
    });
  });

  describe('whole steps', () => {
    test('train LeNet as plain JavaScript does, in few dispatches', async () => {
      const { problem, dispatches } = await checkTraining();
      expect(problem).toBeNull();
      // Stock tfjs makes 219 for the same network, 140 of them in its optimizer.
      expect(dispatches).toBeGreaterThan(10);
      expect(dispatches).toBeLessThan(80);
    });
    test('refuse a weight of 16 GiB by name', async () => {
      expect(await checkLargeWeight()).toBeNull();
    });
  });
});

/** The backend asks for each program again, as it does when it is new. */
function forgetPrograms(): void {
  Object.assign(tf.backend(), { pipelineCache: {} });
}
