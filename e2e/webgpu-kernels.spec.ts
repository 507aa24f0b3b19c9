import { expect, test } from './support/app';
import { runWorker } from './support/run-worker';
import type { KernelAnswer } from './webgpu-kernels.worker';

test('the kernels for WebGPU agree with loops in float64', async ({ page, served }) => {
  const answer = await runWorker<KernelAnswer>(page, served.url, 'webgpu-kernels.worker.ts', {
    cases: 24,
    seed: 5,
  });
  expect(answer.failures).toEqual([]);
  expect(answer.checked).toBeGreaterThan(0);
});
