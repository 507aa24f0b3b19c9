/** From opening the window until it can be worked in; what is fetched for that, and the memory with a network open. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { fromRoot } from '../build/lib/paths.mjs';
import { withPage } from './browser';
import { quietFlags } from '../e2e/support/browser-flags';
import { privateMemory } from './private-memory';
import { type Benchmark, budgetRow, median, type Row } from './row';

/** More would count in the memory that is measured after them. */
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

/** All scripts that were asked for before those that come later, gzipped, in kB (1,000 bytes). */
async function initialScripts(page: Page): Promise<number> {
  const names = await page.evaluate(() => {
    const until = performance.getEntriesByName('convcanvas.later')[0]?.startTime ?? Infinity;
    return performance
      .getEntriesByType('resource')
      .filter(({ startTime }) => startTime <= until)
      .map(({ name }) => new URL(name).pathname)
      .filter((name) => /\.m?js$/.test(name));
  });
  const sizes = [...new Set(names)].map((name) => {
    const file = path.join(fromRoot('dist/renderer'), name);
    if (!existsSync(file)) throw new Error(`${name} was fetched, and is not in dist/renderer.`);
    return gzipSync(readFileSync(file), { level: 9 }).length;
  });
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
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
    // As people start it: a drawing that passes through WebGPU in software is slow to come on screen.
    withPage(
      '/',
      {},
      async (page, host) => {
        await page.getByTestId('row').first().waitFor();
        const row = (name: string, unit: string, ours: number, budget: number, note: string): Row =>
          budgetRow(host, { name, unit, ours, budget, note });
        const starts: Start[] = [];
        for (let round = 0; round < ROUNDS; round += 1) starts.push(await start(page));
        const scripts = await initialScripts(page);
        await openResNet(page);
        const session = await page.context().newCDPSession(page);
        await session.send('HeapProfiler.collectGarbage');
        const memory = await privateMemory(page);
        const { usedSize } = await session.send('Runtime.getHeapUsage');
        return [
          row(
            'first paint',
            'ms',
            median(starts.map(({ firstPaint }) => firstPaint)),
            400,
            'The window’s frame, in its colours.',
          ),
          row(
            'interactive',
            'ms',
            median(starts.map(({ interactive }) => interactive)),
            1000,
            'The first layers stand there, and the main thread is free.',
          ),
          row('initial scripts', 'kB gzipped', scripts, 350, 'All that the window needs to be worked in.'),
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
      },
      { flags: quietFlags },
    ),
};
