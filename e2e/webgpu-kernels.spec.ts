import { expect, test } from './support/app';
import { withGpu } from './support/gpu';
import { runWorker } from './support/run-worker';
import type { KernelAnswer } from './webgpu-kernels.worker';

test.use(withGpu);

test('the kernels for WebGPU agree with loops in float64', async ({ page, served }) => {
  test.setTimeout(300_000);
  const answer = await runWorker<KernelAnswer>(page, served.url, 'webgpu-kernels.worker.ts', {
    // Each compiles a few programs, which takes most of the time. KERNEL_CASES=200 for a long night.
    cases: Number(process.env['KERNEL_CASES'] ?? 12),
    seed: 5,
  });
  expect(answer.failures).toEqual([]);
  expect(answer.checked).toBeGreaterThan(0);
  // Stock tfjs makes 219 for the same network, 140 of them in its optimizer.
  expect(answer.dispatches).toBeLessThan(80);
});
