/** A run on WebGPU whose device is destroyed in the middle of it. Answers with how it ended. */
import * as tf from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { browserKernels } from '../renderer/runs/worker/kernels';
import { createExecutor } from '../shared/engine/backends/create-executor';
import type { Executor } from '../shared/engine/executor';
import { withFallback } from '../shared/engine/fallback';
import { createSmall, smallRun } from '../shared/training/testing/small-run';
import { trainNetwork } from '../shared/training/train';
import { createTrainingControl } from '../shared/training/training-control';

export interface LossAnswer {
  readonly notices: readonly string[];
  readonly backend: string;
  readonly epochs: readonly number[];
  readonly firstLoss: number;
  readonly lastLoss: number;
  /** After the loss, a new executor on WebGPU. */
  readonly again: string;
}

const EPOCHS = 4;
/** In the third epoch of eight steps. */
const DESTROYED_AT = 20;

const platform = {
  wasmBase: new URL('/wasm/', location.href).href,
  kernels: browserKernels(new URL('/kernels/', location.href)),
  backends: ['webgpu', 'wasm'] as const,
  threads: 2,
  now: () => performance.now(),
};

const create = (backend: 'webgpu' | 'wasm'): Promise<Executor> =>
  createSmall({ create: (options) => createExecutor({ ...options, backend }, platform) });

function destroying(executor: Executor): Executor {
  let steps = 0;
  return {
    ...executor,
    step: (batch, hyper) => {
      steps += 1;
      const backend = tf.backend();
      if (steps === DESTROYED_AT && backend instanceof WebGPUBackend) backend.device.destroy();
      return executor.step(batch, hyper);
    },
  };
}

self.onmessage = async () => {
  const notices: string[] = [];
  const start = withFallback(
    ['webgpu', 'wasm'],
    async (backend) => (backend === 'webgpu' ? destroying(await create('webgpu')) : create('wasm')),
    (message) => notices.push(message),
  );
  const args = smallRun(start, { epochs: EPOCHS });
  const { executor, epochs } = await trainNetwork(args, createTrainingControl(), {});
  const fresh = await create('webgpu');
  await fresh.step(await args.train.read([0, 1], 0), { learningRate: 0.01, step: 0 });
  const report = await fresh.report();
  self.postMessage({
    notices,
    backend: executor.backend,
    epochs: epochs.map(({ epoch }) => epoch),
    firstLoss: epochs[0]?.train['loss'] ?? NaN,
    lastLoss: epochs.at(-1)?.train['loss'] ?? NaN,
    again: Number.isFinite(report?.loss) ? fresh.backend : 'no number',
  } satisfies LossAnswer);
};
