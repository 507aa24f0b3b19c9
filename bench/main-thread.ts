/** How long the page's main thread is busy: for a frame of a drag, and at the longest while a network is trained. */
import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { fromRoot } from '../build/lib/paths.mjs';
import { serializeDocument } from '../shared/format/document-format';
import { withPage } from './browser';
import { largeNetwork } from './large-network';
import { openFile } from './open-file';
import { type Benchmark, median, type Row } from './row';

const LAYERS = 300;
const ROUNDS = 5;
const MOVES = 90;

const row = (name: string, host: string, unit: string, ours: number, aim: number, note: string): Row => ({
  name,
  host,
  backend: null,
  threads: null,
  unit,
  ours,
  peer: null,
  peerName: null,
  ratio: null,
  aim,
  floor: null,
  note,
});

/** The main thread's busy time of a drag, divided by the frames that were shown. */
async function dragFrame(page: Page): Promise<number> {
  const card = page.getByTestId('card').filter({ visible: true }).nth(3);
  const box = await card.boundingBox();
  if (!box) throw new Error('No card is in sight.');
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const busy = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
  };
  await page.mouse.move(box.x + box.width / 2, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 10, box.y + 12);
  await page.evaluate(() => {
    const counter = { frames: 0, on: true };
    Object.assign(window, { benchFrames: counter });
    const count = (): void => {
      counter.frames += 1;
      if (counter.on) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  const before = await busy();
  for (let i = 0; i < MOVES; i += 1) {
    await page.mouse.move(box.x + box.width / 2 + 60 * Math.sin(i / 6), box.y + 8 + 40 * Math.sin(i / 9));
  }
  const after = await busy();
  const frames = await page.evaluate(() => {
    const counter = Reflect.get(window, 'benchFrames') as { frames: number; on: boolean };
    counter.on = false;
    return counter.frames;
  });
  await page.mouse.up();
  await session.detach();
  return (after - before) / Math.max(1, frames);
}

export const drag: Benchmark = {
  name: 'drag',
  run: () =>
    withPage('/', {}, async (page, host) => {
      await page.getByTestId('row').first().waitFor();
      const file = fromRoot('.cache', 'bench', 'large.cnn.json');
      writeFileSync(file, serializeDocument(largeNetwork(LAYERS)));
      await openFile(page, file);
      await page.locator('[data-node-id="n40"]').waitFor();
      await page.getByRole('button', { name: 'Zoom to fit' }).click();
      await page.waitForTimeout(800);
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) times.push(await dragFrame(page));
      return [
        row(
          `drag a card among ${LAYERS} layers`,
          host,
          'ms a frame',
          median(times),
          16.7,
          'Main-thread busy time by frame shown; all cards in sight.',
        ),
      ];
    }),
};

export const blocking: Benchmark = {
  name: 'blocking',
  run: () =>
    withPage('/', {}, async (page, host) => {
      await page.getByTestId('row').first().waitFor();
      await page.getByRole('tab', { name: 'Data' }).click();
      await page.getByRole('radio', { name: 'At most' }).click();
      await page.getByRole('tab', { name: 'Train' }).click();
      await page.getByRole('button', { name: 'Start training' }).waitFor();
      await page.evaluate(() => {
        // Ticks as fast as the thread allows: the longest gap is the longest time in which it did not answer.
        const watch = { longest: 0, on: true };
        Object.assign(window, { benchWatch: watch });
        const { port1, port2 } = new MessageChannel();
        let last = performance.now();
        port1.onmessage = () => {
          const now = performance.now();
          watch.longest = Math.max(watch.longest, now - last);
          last = now;
          if (watch.on) setTimeout(() => port2.postMessage(null), 4);
        };
        port2.postMessage(null);
      });
      await page.getByRole('button', { name: 'Start training' }).click();
      await page
        .locator('dl > div')
        .filter({ has: page.getByText('Test', { exact: true }) })
        .locator('dd')
        .filter({ hasText: '%' })
        .waitFor({ timeout: 300_000 });
      const longest = await page.evaluate(() => {
        const watch = Reflect.get(window, 'benchWatch') as { longest: number; on: boolean };
        watch.on = false;
        return watch.longest;
      });
      return [
        row(
          'longest main-thread block while training',
          host,
          'ms',
          longest,
          50,
          'Longest gap between ticks 4 ms apart, from Start to the test result; it includes what the system took.',
        ),
      ];
    }),
};
