/** The layers' contract on WebGPU, in software: fewer cases than on the processor, since each compiles its programs. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { atDepth } from '../../build/lib/depth';
import { layers } from '../layers/index';
import { casesOf, checkCase } from './testing/layer-case';
import { nodePlatform } from './testing/platform';
import { startSoftwareGpu, whyNoGpu } from './testing/software-gpu';
import { createExecutor } from './tfjs/create-executor';

const CASES = atDepth(1, 8);
const SEED = 20;
const executable = layers.filter(({ notExecutable }) => notExecutable === undefined);

describe.skipIf(whyNoGpu !== null)(`on WebGPU${whyNoGpu ?? ''}`, () => {
  // Compiling shaders takes long on a busy machine.
  vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });
  beforeAll(startSoftwareGpu);

  test.each(executable)('$type agrees with its definition, forward and backward', async (layer) => {
    const platform = { ...nodePlatform, backends: ['webgpu'] as const };
    const cases = fc.sample(casesOf(layer), { numRuns: CASES, seed: SEED });
    expect(cases).toHaveLength(CASES);
    for (const given of cases) await checkCase(layer, given, 'webgpu', createExecutor, platform);
  });
});
