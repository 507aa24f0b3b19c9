/** How fast the canvas answers with a large network on it: ResNet-152, all of its blocks dissolved. */
import { writeFileSync } from 'node:fs';
import type { CDPSession, Page } from '@playwright/test';
import { fromRoot } from '../build/lib/paths.mjs';
import { serializeDocument } from '../shared/format/document-format';
import { applyEdits } from '../shared/graph/apply';
import { dissolveAll } from '../shared/graph/dissolve-block';
import { findTemplate } from '../templates';
import { withPage } from './browser';
import { openFile } from './open-file';
import { type Benchmark, budgetRow, median, type Row } from './row';

const ROUNDS = 3;
const STEPS = 30;
const FILE = fromRoot('.cache', 'bench', 'resnet152.cnn.json');

interface Traced {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  /** Of it, what the thread itself ran: other processes on the same cores don't count. */
  readonly tdur?: number;
  readonly tid: number;
  readonly pid: number;
}

const FRAME = 'bench-frame';
const INPUT = 'bench-input';

/** Marks every frame, and every movement of the pointer or the wheel, in the trace. */
async function markFrames(page: Page): Promise<void> {
  await page.evaluate(
    ([frame, input]) => {
      const tick = (): void => {
        performance.mark(frame);
        requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
      for (const name of ['pointermove', 'wheel'])
        window.addEventListener(name, () => performance.mark(input), { capture: true, passive: true });
    },
    [FRAME, INPUT] as const,
  );
}

interface Frame {
  /** What the main thread ran, in ms. */
  readonly work: number;
  /** From the beginning to the end of its tasks: with what others took of the core meanwhile. */
  readonly span: number;
}

/** The main thread's tasks in each frame that had something to do. */
async function framesOf(session: CDPSession, act: () => Promise<void>): Promise<Frame[]> {
  const events: Traced[] = [];
  const take = ({ value }: { value: object[] }): void => {
    events.push(...(value as Traced[]));
  };
  session.on('Tracing.dataCollected', take);
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['blink.user_timing', 'disabled-by-default-devtools.timeline'] },
  });
  await act();
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', take);
  const marks = events.filter(({ name }) => name === FRAME);
  const [first] = marks;
  if (!first) throw new Error('No frame was shown.');
  const own = events.filter(({ pid, tid }) => pid === first.pid && tid === first.tid);
  const tasks = own.filter(({ name, ph }) => name === 'RunTask' && ph === 'X').sort((a, b) => a.ts - b.ts);
  if (tasks.length === 0) throw new Error('The trace holds no tasks.');
  // A frame begins with the task that holds its mark, and lasts until the next one's.
  const starts = marks
    .map(({ ts }) => tasks.findLast((task) => task.ts <= ts)?.ts ?? ts)
    .sort((a, b) => a - b);
  const inputs = own.filter(({ name }) => name === INPUT).map(({ ts }) => ts);
  return starts.flatMap((from, index) => {
    const to = starts[index + 1];
    if (to === undefined || !inputs.some((ts) => ts >= from && ts < to)) return [];
    const inFrame = tasks.filter(({ ts }) => ts >= from && ts < to);
    const work = inFrame.reduce((sum, { dur = 0, tdur = dur }) => sum + tdur, 0);
    const span = inFrame.reduce((sum, { dur = 0 }) => sum + dur, 0);
    return [{ work: work / 1000, span: span / 1000 }];
  });
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** From the moment the file is chosen to the frame in which its first cards stand there. */
async function openTime(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('menuitem', { name: 'New document' }).click();
  await page.getByRole('heading', { name: 'Draw a network' }).waitFor();
  await openFile(page, FILE, () =>
    page.evaluate(() => {
      const clock = { from: performance.now(), to: 0 };
      Object.assign(window, { benchOpen: clock });
      const look = (): void => {
        if (document.querySelector('[data-node-id^="stage1"]') === null) requestAnimationFrame(look);
        // A task after the next frame: then the cards are painted.
        else requestAnimationFrame(() => setTimeout(() => (clock.to = performance.now())));
      };
      requestAnimationFrame(look);
    }),
  );
  await page.waitForFunction(() => (Reflect.get(window, 'benchOpen') as { to: number }).to > 0);
  return page.evaluate(() => {
    const { from, to } = Reflect.get(window, 'benchOpen') as { from: number; to: number };
    return to - from;
  });
}

async function drag(page: Page): Promise<void> {
  const box = await page.getByTestId('card').filter({ visible: true }).nth(3).boundingBox();
  if (!box) throw new Error('No card is in sight.');
  const [x, y] = [box.x + box.width / 2, box.y + 3];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 0; i < STEPS; i += 1)
    await page.mouse.move(x + 60 * Math.sin(i / 6), y + 40 * Math.sin(i / 9));
  await page.mouse.move(x, y);
  await page.mouse.up();
}

async function zoomAndPan(page: Page): Promise<void> {
  await page.mouse.move(640, 420);
  for (let i = 0; i < STEPS; i += 1) await page.mouse.wheel(0, 60 * Math.cos(i / 8));
  await page.mouse.down();
  for (let i = 0; i < STEPS; i += 1) await page.mouse.move(640 + 90 * Math.sin(i / 7), 420 + 2 * i);
  await page.mouse.up();
}

/** From a key's event to the frame after it, in a layer's number of filters. */
async function typing(page: Page): Promise<number[]> {
  await page.keyboard.press('g');
  await page.getByRole('dialog', { name: 'Go to a layer' }).getByRole('combobox').fill('conv 3x3');
  await page.keyboard.press('Enter');
  const field = page.getByTestId('inspector').getByRole('textbox', { name: 'Filters' });
  await field.focus();
  await page.evaluate(() => {
    const list: number[] = [];
    Object.assign(window, { benchKeys: list });
    document.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        requestAnimationFrame(() => setTimeout(() => list.push(performance.now() - timeStamp)));
      },
      { capture: true },
    );
  });
  for (let i = 0; i < 24; i += 1) {
    await field.press(i % 2 === 0 ? 'ArrowUp' : 'ArrowDown');
    await page.waitForTimeout(60);
  }
  return page.evaluate(() => Reflect.get(window, 'benchKeys') as number[]);
}

const method = (span: number): string =>
  `What the main thread ran in a frame with input, from Chromium’s own trace; no GPU. By the clock, with what other work took of the core, ${span.toFixed(1)} ms.`;

export const canvas: Benchmark = {
  name: 'canvas',
  run: () =>
    withPage('/', {}, async (page, host) => {
      const before = findTemplate('resnet152')?.document;
      if (!before) throw new Error('The templates have no resnet152.');
      const document = applyEdits(before, dissolveAll(before).edits);
      writeFileSync(FILE, serializeDocument(document));
      await page.getByTestId('row').first().waitFor();
      await markFrames(page);
      const session = await page.context().newCDPSession(page);
      const row = (name: string, unit: string, ours: number, budget: number, note: string): Row =>
        budgetRow(host, { name: `${name}, ${document.nodes.length} layers`, unit, ours, budget, note });
      const opened: number[] = [];
      for (let round = 0; round < 3; round += 1) opened.push(await openTime(page));
      const rows = [
        row(
          'open',
          'ms',
          median(opened),
          1000,
          'From the chosen file to the frame that shows its first cards.',
        ),
      ];
      await page.getByRole('button', { name: 'Zoom to fit' }).click();
      await page.waitForTimeout(800);
      for (const [place, prepare] of [
        ['farthest out', null],
        ['at 100 %', 'Zoom to 100 %'],
      ] as const) {
        if (prepare !== null) {
          await page.getByTitle(prepare).click();
          await page.waitForTimeout(600);
        }
        for (const [name, act] of [
          ['drag', drag],
          ['zoom and pan', zoomAndPan],
        ] as const) {
          const frames: Frame[] = [];
          for (let round = 0; round < ROUNDS; round += 1)
            frames.push(...(await framesOf(session, () => act(page))));
          const [work, span] = [frames.map((frame) => frame.work), frames.map((frame) => frame.span)];
          rows.push(
            row(`${name}, ${place}, median frame`, 'ms', median(work), 16.7, method(median(span))),
            row(
              `${name}, ${place}, 95th percentile`,
              'ms',
              percentile(work, 0.95),
              33,
              method(percentile(span, 0.95)),
            ),
          );
        }
      }
      const keys = await typing(page);
      rows.push(row('a key in the inspector', 'ms', median(keys), 50, 'From the key to the frame after it.'));
      return rows;
    }),
};
