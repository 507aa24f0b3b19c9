/** From opening the window until it can be worked in; what is fetched for that, and the memory with a network open. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CDPSession, Page } from '@playwright/test';
import { fromRoot } from '../build/lib/paths.mjs';
import { withPage } from './browser';
import { type Benchmark, budgetRow, median, type Row } from './row';

const ROUNDS = 5;
const MEGABYTE = 2 ** 20;

interface Start {
  /** Milliseconds since the window was asked for. */
  readonly firstPaint: number;
  readonly interactive: number;
}

/** Interactive: the first layers stand there, and the main thread is free for what the user does. */
async function start(page: Page): Promise<Start> {
  await page.reload({ waitUntil: 'commit' });
  await page.waitForFunction(() => document.querySelector('[data-testid="row"]') !== null, undefined, {
    polling: 'raf',
  });
  // A frame after the first layers, behind all that the main thread still had to do.
  return page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const interactive = performance.now();
    const firstPaint = await new Promise<number>((resolve) =>
      new PerformanceObserver((list) => {
        const [paint] = list.getEntriesByName('first-contentful-paint');
        if (paint) resolve(paint.startTime);
      }).observe({ type: 'paint', buffered: true }),
    );
    return { firstPaint, interactive };
  });
}

/** Scripts that the first sight waited for, gzipped, in kB (1,000 bytes): asked for until `by`, in ms. */
async function initialScripts(page: Page, by: number): Promise<number> {
  const names = await page.evaluate(
    (until) =>
      performance
        .getEntriesByType('resource')
        .filter(({ startTime }) => startTime <= until)
        .map(({ name }) => new URL(name).pathname)
        .filter((name) => /\.m?js$/.test(name)),
    by,
  );
  const sizes = [...new Set(names)].map((name) => {
    const file = path.join(fromRoot('dist/renderer'), name);
    if (!existsSync(file)) throw new Error(`${name} was fetched, and is not in dist/renderer.`);
    return gzipSync(readFileSync(file), { level: 9 }).length;
  });
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}

/** What the page's process holds alone, in MB (2^20 bytes), after its garbage was collected; Linux only. */
async function privateMemory(page: Page, session: CDPSession): Promise<number | null> {
  await session.send('HeapProfiler.collectGarbage');
  const browser = await page.context().browser()?.newBrowserCDPSession();
  if (!browser || process.platform !== 'linux') return null;
  const { processInfo } = (await browser.send('SystemInfo.getProcessInfo')) as {
    processInfo: readonly { readonly type: string; readonly id: number }[];
  };
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      const rollup = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
      return [...rollup.matchAll(/^Private_\w+:\s+(\d+) kB$/gm)].reduce((sum, [, kB]) => sum + Number(kB), 0);
    });
  return Math.max(...sizes) / 1024;
}

async function openResNet(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Networks' }).click();
  await page.getByLabel('Search networks').fill('resnet50');
  await page.locator('[data-template="resnet50"]').first().click();
  await page.getByTestId('row').filter({ hasText: 'stage4' }).first().waitFor();
  // What is fetched and worked out while the window is idle is part of it.
  await page.waitForTimeout(4000);
}

export const startUp: Benchmark = {
  name: 'start-up',
  run: () =>
    withPage('/', {}, async (page, host) => {
      await page.getByTestId('row').first().waitFor();
      const row = (name: string, unit: string, ours: number, budget: number, note: string): Row =>
        budgetRow(host, { name, unit, ours, budget, note });
      const starts: Start[] = [];
      for (let round = 0; round < ROUNDS; round += 1) starts.push(await start(page));
      const scripts = await initialScripts(page, starts.at(-1)?.firstPaint ?? NaN);
      await openResNet(page);
      const session = await page.context().newCDPSession(page);
      const memory = await privateMemory(page, session);
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      return [
        row('first paint', 'ms', median(starts.map(({ firstPaint }) => firstPaint)), 400, 'First content.'),
        row(
          'interactive',
          'ms',
          median(starts.map(({ interactive }) => interactive)),
          1000,
          'The first layers stand there, and the main thread is free.',
        ),
        row('initial scripts', 'kB gzipped', scripts, 350, 'All that was asked for until the first paint.'),
        ...(memory === null
          ? []
          : [
              row(
                'memory with ResNet-50 open',
                'MB',
                memory,
                250,
                `What the page’s process holds alone; of it ${(usedSize / MEGABYTE).toFixed(0)} MB are JavaScript’s objects.`,
              ),
            ]),
      ];
    }),
};
