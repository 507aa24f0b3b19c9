/** Whole steps on WebGPU beside those in plain JavaScript, on a software driver. */
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { startSoftwareGpu, whyNoGpu } from '../../testing/software-gpu';
import { checkLargeWeight, checkTraining } from './testing/training';

describe.skipIf(whyNoGpu !== null)(`training on WebGPU${whyNoGpu ?? ''}`, () => {
  // Compiling shaders takes long on a busy machine.
  vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });
  beforeAll(startSoftwareGpu);

  test('trains LeNet as plain JavaScript does, in few dispatches', async () => {
    const { problem, dispatches } = await checkTraining();
    expect(problem).toBeNull();
    // Stock tfjs makes 219 for the same network, 140 of them in its optimizer.
    expect(dispatches).toBeGreaterThan(10);
    expect(dispatches).toBeLessThan(80);
  });
  test('a weight of 16 GiB is refused by name', async () => {
    expect(await checkLargeWeight()).toBeNull();
  });
});
