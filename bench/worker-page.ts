/** Workers of the benchmarks in a page of the built app: each question is answered by a worker of its own. */
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { build } from 'esbuild';
import { fromRoot } from '../build/lib/paths.mjs';
import { withPage } from './browser';

export interface WorkerPage {
  /** "Chromium 140, worker" */
  readonly host: string;
  readonly page: Page;
  /**
   * The first message of a fresh worker that is not a note. It is sent the request with `wasmBase`, the address of
   * tfjs's wasm files; it waits after each note (`{note}`) until `onNote` has seen it.
   */
  readonly ask: <Answer>(
    script: string,
    request: object,
    onNote?: (note: unknown) => Promise<void>,
  ) => Promise<Answer>;
}

/** Bundles `bench/<name>.worker.ts` for each name and runs `work` with a page that can ask them. */
export async function withWorkerPage<T>(
  names: readonly string[],
  work: (page: WorkerPage) => Promise<T>,
): Promise<T> {
  const folder = fromRoot('.cache', 'bench', 'workers');
  mkdirSync(folder, { recursive: true });
  await build({
    absWorkingDir: fromRoot(),
    entryPoints: names.map((name) => `bench/${name}.worker.ts`),
    bundle: true,
    // As the app's are: what is imported when it is needed is loaded when it is needed.
    splitting: true,
    format: 'esm',
    target: 'chrome120',
    outdir: folder,
    logLevel: 'warning',
  });
  writeFileSync(`${folder}/index.html`, '<!doctype html><title>Benchmark</title>');
  return withPage('/bench/index.html', { '/bench/': folder }, async (page, browser) => {
    let listener: ((note: unknown) => Promise<void>) | undefined;
    await page.exposeFunction('benchmarkNote', (note: unknown) => listener?.(note));
    return work({
      host: `${browser}, worker`,
      page,
      async ask<Answer>(script: string, request: object, onNote?: (note: unknown) => Promise<void>) {
        listener = onNote;
        const answer = await page.evaluate(askWorker, { script: `${script}.worker.js`, request });
        // A worker's answer is what the worker says it is.
        return answer as Answer;
      },
    });
  });
}

/** Runs in the page. */
async function askWorker({ script, request }: { script: string; request: object }): Promise<unknown> {
  const worker = new Worker(script, { type: 'module' });
  const tell = (window as { benchmarkNote?: (note: unknown) => Promise<void> }).benchmarkNote;
  try {
    return await new Promise<unknown>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (typeof data !== 'object' || data === null || !('note' in data) || !tell) {
          resolve(data);
          return;
        }
        tell(data.note).then(() => worker.postMessage('go on'), reject);
      };
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage({ ...request, wasmBase: new URL('/wasm/', location.href).href });
    });
  } finally {
    worker.terminate();
  }
}
