import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { layers } from '../shared/layers/index';
import type { ContractAnswer, ContractRequest } from './layers-on-gpu.worker';
import { expect, test } from './support/app';

/** Emulated graphics are slow; the same cases run in hundreds on the processor. */
const CASES = 8;
const executable = layers.filter(({ notExecutable }) => notExecutable === undefined);

for (const backend of ['webgpu', 'webgl'] as const) {
  test(`every layer agrees with its definition on ${backend}`, async ({ page, served }) => {
    test.setTimeout(300_000);
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL('layers-on-gpu.worker.ts', import.meta.url))],
      bundle: true,
      write: false,
      format: 'esm',
      target: 'chrome120',
      logLevel: 'error',
    });
    const code = outputFiles[0]?.text ?? '';
    // WebGPU is there only in a secure context, which the app's address is.
    await page.goto(served.url);
    await page.route('**/contract.worker.js', (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        headers: { 'cross-origin-embedder-policy': 'require-corp' },
        body: code,
      }),
    );
    const request: ContractRequest = { backend, cases: CASES, seed: 20 };
    const answer = await page.evaluate(
      (asked) =>
        new Promise<ContractAnswer>((resolve, reject) => {
          const worker = new Worker(new URL('contract.worker.js', location.href), { type: 'module' });
          worker.onmessage = ({ data }: MessageEvent<ContractAnswer>) => resolve(data);
          worker.onerror = ({ message }) => reject(new Error(message));
          worker.postMessage(asked);
        }),
      request,
    );
    expect(answer.failures).toEqual([]);
    expect(answer.checked).toBe(executable.length * CASES);
  });
}
