import type { Page } from '@playwright/test';
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

/**
 * Bundles a worker of this folder, runs it in a page of the app's address (WebGPU is there only in a secure context)
 * and answers with its first message.
 */
export async function runWorker<Answer>(
  page: Page,
  address: string,
  file: string,
  request: unknown,
): Promise<Answer> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../${file}`, import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'chrome120',
    logLevel: 'error',
  });
  const code = outputFiles[0]?.text ?? '';
  await page.goto(address);
  await page.route('**/under-test.worker.js', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      headers: { 'cross-origin-embedder-policy': 'require-corp' },
      body: code,
    }),
  );
  const answer = await page.evaluate(
    (asked: unknown) =>
      new Promise<unknown>((resolve, reject) => {
        const worker = new Worker(new URL('under-test.worker.js', location.href), { type: 'module' });
        worker.onmessage = ({ data }: MessageEvent<unknown>) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage(asked);
      }),
    request,
  );
  // A worker's message is what the worker says it is.
  return answer as Answer;
}
