import type { LossAnswer } from './device-loss.worker';
import { expect, test } from './support/app';
import { withGpu } from './support/gpu';
import { runWorker } from './support/run-worker';

test.use(withGpu);

test('a run survives the loss of its graphics device, and WebGPU can be used again', async ({
  page,
  served,
}) => {
  const answer = await runWorker<LossAnswer>(page, served.url, 'device-loss.worker.ts', null);
  expect(answer.notices).toEqual([
    'The graphics device behind WebGPU was lost; training goes on from the last checkpoint with WebAssembly.',
  ]);
  expect(answer.backend).toBe('wasm');
  expect(answer.epochs).toEqual([1, 2, 3, 4]);
  expect(answer.lastLoss).toBeLessThan(answer.firstLoss);
  expect(answer.again).toBe('webgpu');
});
