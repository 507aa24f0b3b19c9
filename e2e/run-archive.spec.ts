/** The archive of runs in Chromium: what is kept is there, whole, whatever happens to the browser. */
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page } from '@playwright/test';
import { build } from 'esbuild';
import type { Asked, Found } from './run-archive.worker';
import { test as withFolder } from './support/desktop';
import { startBrowser } from './support/own-browser';

/** A page of one address, as rows and files belong to it, with the archive's worker in it. */
const test = withFolder.extend<{ readonly address: string }>({
  address: async ({}, use) => {
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL('run-archive.worker.ts', import.meta.url))],
      bundle: true,
      write: false,
      format: 'esm',
      target: 'chrome120',
      logLevel: 'error',
    });
    const server = createServer((request, response) => {
      const isWorker = request.url === '/worker.js';
      response.writeHead(200, { 'content-type': isWorker ? 'text/javascript' : 'text/html' });
      response.end(isWorker ? outputFiles[0]?.text : '<!doctype html>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The server has no port.');
    await use(`http://127.0.0.1:${address.port}/`);
    server.closeAllConnections();
    server.close();
  },
});

/** Opens the page; each call asks its worker. */
async function openArchive(page: Page, address: string): Promise<(asked: Asked) => Promise<unknown>> {
  await page.goto(address);
  await page.evaluate(() => {
    const worker = new Worker('worker.js', { type: 'module' });
    Object.assign(window, {
      ask: (asked: unknown) =>
        new Promise((resolve, reject) => {
          worker.onmessage = ({ data }: MessageEvent<{ value?: unknown; error?: string }>) =>
            data.error === undefined ? resolve(data.value) : reject(new Error(data.error));
          worker.onerror = ({ message }) => reject(new Error(message));
          worker.postMessage(asked);
        }),
    });
  });
  return (asked) =>
    page.evaluate(
      (message) => (Reflect.get(window, 'ask') as (asked: unknown) => Promise<unknown>)(message),
      asked,
    );
}

const MIB = 1024 ** 2;
const whole = (...sizes: readonly number[]): Found => [
  ...sizes.map((size) => ({ size, whole: true })),
  { size: 1, whole: true },
];

test('runs are kept, listed, opened, replaced and dropped, and what no row names is swept', async ({
  page,
  address,
}) => {
  const ask = await openArchive(page, address);
  await ask({ ask: 'keep', key: 'a/doc/run1', seed: 1, sizes: [3 * MIB + 5, 7] });
  const before = await ask({ ask: 'keep', key: 'a/doc/run2', seed: 3, sizes: [10, 20] });
  await ask({ ask: 'keep', key: 'b/doc/run1', seed: 5, sizes: [0, 1] });
  expect(await ask({ ask: 'keys', prefix: 'a/' })).toEqual(['a/doc/run1', 'a/doc/run2']);
  expect(await ask({ ask: 'keys', prefix: '' })).toHaveLength(3);
  expect(await ask({ ask: 'read', key: 'a/doc/run1' })).toEqual(whole(3 * MIB + 5, 7));
  expect(await ask({ ask: 'read', key: 'b/doc/run1' })).toEqual(whole(0, 1));
  expect(await ask({ ask: 'read', key: 'a/doc/run3' })).toBeNull();

  // The next checkpoint takes the place of the row, and leaves the files of the one before.
  const after = await ask({ ask: 'keep', key: 'a/doc/run2', seed: 7, sizes: [11, 21] });
  expect(await ask({ ask: 'read', key: 'a/doc/run2' })).toEqual(whole(11, 21));
  expect(await ask({ ask: 'files' })).toEqual(expect.arrayContaining(before as string[]));
  await ask({ ask: 'sweep', hours: 0 });
  expect(await ask({ ask: 'files' })).toEqual(expect.arrayContaining(before as string[]));
  await ask({ ask: 'sweep', hours: 2 });
  const left = (await ask({ ask: 'files' })) as string[];
  expect(left).toHaveLength(6);
  expect(left).toEqual(expect.arrayContaining(after as string[]));

  await ask({ ask: 'drop', key: 'a/doc/run2' });
  expect(await ask({ ask: 'keys', prefix: 'a/' })).toEqual(['a/doc/run1']);
  expect(await ask({ ask: 'files' })).toHaveLength(4);
  expect(await ask({ ask: 'read', key: 'a/doc/run1' })).toEqual(whole(3 * MIB + 5, 7));
});

test('of a file that can’t be written to its end nothing is left, and a part that is gone says so', async ({
  page,
  address,
}) => {
  const ask = await openArchive(page, address);
  await expect(ask({ ask: 'fail' })).rejects.toThrow('The run could not be kept (The source is gone).');
  expect(await ask({ ask: 'files' })).toEqual([]);
  await ask({ ask: 'keep', key: 'run', seed: 1, sizes: [10, 20] });
  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    await root.removeEntry('runs', { recursive: true });
  });
  await expect(ask({ ask: 'read', key: 'run' })).rejects.toThrow(
    'A part of the run is gone from where runs are kept.',
  );
});

test('a browser that is killed has what it kept, whole, and nothing of what it was about to keep', async ({
  address,
  folder,
}) => {
  const profile = path.join(folder, 'profile');
  const first = await startBrowser(profile);
  let kept: string[] = [];
  try {
    const ask = await openArchive(first.page, address);
    await ask({ ask: 'keep', key: 'run/old', seed: 1, sizes: [40, 2 * MIB] });
    kept = (await ask({ ask: 'keep', key: 'run/old', seed: 3, sizes: [9 * MIB + 1, 4 * MIB] })) as string[];
    // In the midst of the next checkpoint.
    await ask({ ask: 'write on', bytes: 3 * MIB });
  } finally {
    await first.kill();
  }
  const second = await startBrowser(profile);
  try {
    const ask = await openArchive(second.page, address);
    expect(await ask({ ask: 'keys', prefix: '' })).toEqual(['run/old']);
    expect(await ask({ ask: 'read', key: 'run/old' })).toEqual(whole(9 * MIB + 1, 4 * MIB));
    expect(((await ask({ ask: 'files' })) as string[]).length).toBeGreaterThanOrEqual(kept.length);
    await ask({ ask: 'sweep', hours: 2 });
    expect(((await ask({ ask: 'files' })) as string[]).sort()).toEqual([...kept].sort());
    expect(await ask({ ask: 'read', key: 'run/old' })).toEqual(whole(9 * MIB + 1, 4 * MIB));
  } finally {
    await second.kill();
  }
});
