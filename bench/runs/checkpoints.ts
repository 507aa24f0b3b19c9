/** ResNet-50 trained in the app for some minutes: what keeping it takes of the time and of memory. */
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { fromRoot } from '../../build/lib/paths.mjs';
import { quietFlags } from '../../e2e/support/browser-flags';
import { KEPT } from '../../renderer/archive/keep-run';
import { compile } from '../../shared/compiler/compile';
import { trainingMemory } from '../../shared/compiler/memory';
import { serializeDocument } from '../../shared/format/document-format';
import { withPage } from '../browser';
import { openFile } from '../open-file';
import { privateMemory } from '../private-memory';
import { budgetRow, type Row } from '../row';
import { smallPicturesResNet50 } from './large-network';

const FILE = fromRoot('.cache', 'bench', 'resnet50-32.cnn.json');
const SECONDS = 240;
const MEGABYTE = 2 ** 20;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Begin and end of each, in seconds on the worker's clock. */
type Kept = readonly { readonly begin: number; readonly end: number }[];

const trainer = (page: Page) => {
  const worker = page.workers().find((each) => each.url().includes('training-worker'));
  if (!worker) throw new Error('The window has no training worker.');
  return worker;
};

const now = (page: Page): Promise<number> => trainer(page).evaluate(() => performance.now() / 1_000);

const keptBy = (page: Page): Promise<Kept> =>
  trainer(page).evaluate(
    (name) =>
      performance.getEntriesByName(name).map(({ startTime, duration }) => ({
        begin: startTime / 1_000,
        end: (startTime + duration) / 1_000,
      })),
    KEPT,
  );

async function train(page: Page): Promise<void> {
  await page.getByRole('tablist', { name: 'Workspaces' }).getByRole('tab', { name: 'Train' }).click();
  await page.getByLabel('Backend', { exact: true }).selectOption('wasm');
  await page.getByRole('button', { name: 'Start training' }).click();
  // A number, as soon as the first steps are done.
  const speed = page.getByRole('region', { name: 'Progress' }).locator('dl > div', { hasText: 'Images/s' });
  await speed.filter({ hasText: /\d/ }).waitFor({ timeout: 120_000 });
}

export const checkpointRows = (): Promise<readonly Row[]> =>
  withPage(
    '/',
    {},
    async (page, host) => {
      const network = smallPicturesResNet50();
      mkdirSync(fromRoot('.cache', 'bench'), { recursive: true });
      writeFileSync(FILE, serializeDocument(network));
      await openFile(page, FILE);
      await page.getByTestId('row').filter({ hasText: 'stage4' }).first().waitFor();
      await pause(5_000);
      const before = (await privateMemory(page)) ?? NaN;
      await train(page);
      const start = await now(page);
      let peak = 0;
      while ((await now(page)) - start < SECONDS) {
        peak = Math.max(peak, (await privateMemory(page)) ?? NaN);
        await pause(250);
      }
      const end = await now(page);
      const kept = (await keptBy(page)).filter((each) => each.end > start && each.end <= end);
      if (kept.length === 0) throw new Error(`No checkpoint was kept in ${SECONDS} s.`);
      const busy = kept.reduce((sum, each) => sum + each.end - each.begin, 0);
      // What was computed since the last one had begun is lost, until the next one lies there.
      const moments = [start, ...kept.map(({ begin }) => begin)];
      const lost = moments.map((begin, i) => (kept[i]?.end ?? end) - begin);
      const needed = trainingMemory(compile(network), network.training.batchSize, 'adam').total / MEGABYTE;
      const about = `${kept.length} checkpoints of 282 MB in ${Math.round(end - start)} s`;
      return [
        budgetRow(host, {
          name: 'ResNet-50 at 32×32, Adam: share of the time in checkpoints',
          unit: '%',
          ours: (100 * busy) / (end - start),
          budget: 3,
          note: `${about}, each ${(busy / kept.length).toFixed(1)} s.`,
        }),
        budgetRow(host, {
          name: 'ResNet-50 at 32×32, Adam: the most that a kill loses',
          unit: 's',
          ours: Math.max(...lost),
          budget: 60,
          note: `${about}. Of a run of more than 20 minutes a twentieth may be lost.`,
        }),
        budgetRow(host, {
          name: 'ResNet-50 at 32×32, Adam: memory at its peak against weights, gradients, slots and activations',
          unit: 'ratio',
          ours: (peak - before) / needed,
          budget: 1.3,
          note: `${Math.round(peak - before)} MB more than before it trained; ${Math.round(needed)} MB are needed.`,
        }),
      ];
    },
    { flags: quietFlags, keeps: true },
  );
