/** What becomes of a run whose graphics device is lost, refuses its work or has no memory left. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { withFallback } from '../fallback';
import { createExecutor } from '../backends/create-executor';
import type { BackendName, Executor } from '../executor';
import { nodePlatform } from '../testing/platform';
import { createSmall, smallRun } from '../../training/testing/small-run';
import { startSoftwareGpu, whyNoGpu } from '../testing/software-gpu';
import { trainNetwork } from '../../training/train';
import { createTrainingControl } from '../../training/training-control';
import { detectBackends } from './detect-backends';

const EPOCHS = 4;
/** In the third epoch of eight steps. */
const FAILS_AT = 20;

const platform = { ...nodePlatform, backends: ['webgpu', 'wasm'] as const };
const create = (backend: BackendName): Promise<Executor> =>
  createSmall({ create: (options) => createExecutor({ ...options, backend }, platform) });

async function deviceOf(): Promise<GPUDevice> {
  // Loaded only when there is a navigator.gpu, since its package looks for it then.
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) throw new Error('The backend is not webgpu.');
  return backend.device;
}

/** A run on WebGPU on whose device something happens in the middle. */
async function trainUntil(happens: (device: GPUDevice) => void) {
  const notices: string[] = [];
  const failing = (executor: Executor): Executor => {
    let steps = 0;
    return {
      ...executor,
      step: async (batch, hyper) => {
        steps += 1;
        if (steps === FAILS_AT) happens(await deviceOf());
        await executor.step(batch, hyper);
      },
    };
  };
  const start = withFallback(
    ['webgpu', 'wasm'],
    async (backend) => (backend === 'webgpu' ? failing(await create('webgpu')) : create('wasm')),
    (message) => notices.push(message),
  );
  const { executor, epochs } = await trainNetwork(
    smallRun(start, { epochs: EPOCHS }),
    createTrainingControl(),
    {},
  );
  executor.dispose();
  return { notices, backend: executor.backend, epochs };
}

describe.skipIf(whyNoGpu !== null)(`a run on WebGPU${whyNoGpu ?? ''}`, () => {
  // Compiling shaders takes long on a busy machine.
  vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });
  beforeAll(startSoftwareGpu);

  test('names its adapter, which is known for a software one', async () => {
    const [first] = await detectBackends();
    expect(first).toMatchObject({ name: 'webgpu', software: true });
    expect(first?.device).toMatch(/^swiftshader-device-subzero \(SwiftShader driver/);
  });

  test.each([
    [
      'is lost',
      (device: GPUDevice) => {
        device.destroy();
      },
      'The graphics device behind WebGPU was lost; training goes on from the last checkpoint with WebAssembly.',
    ],
    [
      'refuses its work',
      // A buffer that is read by the processor can't be written by a shader.
      (device: GPUDevice) =>
        void device.createBuffer({ size: 4, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.STORAGE }),
      'WebGPU stopped in the middle of its work (The graphics device refused its work: ',
    ],
    [
      'has no memory left',
      (device: GPUDevice) =>
        void device.dispatchEvent(
          new GPUUncapturedErrorEvent('uncapturederror', { error: new GPUOutOfMemoryError('full') }),
        ),
      'WebGPU ran out of memory; training goes on from the last checkpoint with WebAssembly.',
    ],
  ])('whose device %s goes on elsewhere, and a new one can be started', async (_, happens, told) => {
    const { notices, backend, epochs } = await trainUntil(happens);
    expect(notices).toEqual([expect.stringContaining(told)]);
    expect(backend).toBe('wasm');
    expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    expect(epochs.at(-1)!.train['loss']).toBeLessThan(epochs[0]!.train['loss']!);
    const fresh = await create('webgpu');
    const batch = await smallRun(() => create('webgpu')).train.read([0, 1], 0);
    await fresh.step(batch, { learningRate: 0.01, step: 0 });
    expect(Number.isFinite((await fresh.report())?.loss)).toBe(true);
    fresh.dispose();
  });
});
