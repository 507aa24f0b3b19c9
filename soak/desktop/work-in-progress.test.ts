/** What was trained and not saved, through other windows and crashes: all of it comes back. */
import { describe, expect, test } from 'vitest';
import { openPlace } from '../../renderer/archive/open-place';
import type { RunArchive } from '../../renderer/archive/run-archive';
import { readCheckpoint } from '../../shared/format/model-read';
import { emptyDocument } from '../../shared/graph/document';
import { filesOf } from '../../shared/model/kept-run';
import { deskForEach, digits, errorsOf, evaluated, figures, train } from './desk';
import type { HeadlessWindow } from './window';

const desk = deskForEach();
const { newWindow, reopened, weightsOf } = desk;

describe('work in progress', () => {
  test('is there again after a reload: runs of the file, others, names and the selected one', async () => {
    const first = await newWindow({ document: await digits() });
    await train(first);
    expect(await first.files.save()).toBe(true);
    const window = await newWindow();
    expect(await window.files.open()).toBe(true);
    const [ofFile] = window.runs.runs;
    window.runs.rename(ofFile!.id, 'Of the file');
    const second = await train(window);
    const weights = [await weightsOf(ofFile), await weightsOf(second)];
    window.runs.select(ofFile!.id);
    await window.files.work.writeNow();
    window.drop();
    const again = await newWindow({ reloaded: window });
    expect(errorsOf(again)).toEqual([]);
    expect(again.runs.runs.map(({ name, trained }) => [name, trained])).toEqual([
      ['Of the file', true],
      ['Run 2', true],
    ]);
    expect(again.runs.selectedId).toBe(ofFile!.id);
    expect(again.files.edited).toBe(true);
    expect(await Promise.all(again.runs.runs.map((run) => weightsOf(run)))).toEqual(weights);
    const last = await reopened(again);
    expect(await Promise.all(last.runs.runs.map((run) => weightsOf(run)))).toEqual(weights);
  });

  test('that was left while it trained can be gone back to, with the run as it was stopped', async () => {
    const window = await newWindow({ document: await digits({ epochs: 200 }) });
    const ended = window.training.start();
    await expect.poll(() => window.runs.latest?.epochsDone, { timeout: 30_000 }).toBeGreaterThan(1);
    const { id } = window.runs.latest!;
    window.files.newDocument(emptyDocument());
    await ended;
    expect(window.runs.runs).toEqual([]);
    window.notices.findLast(({ action }) => action?.label === 'Go back')!.action!.run();
    await expect.poll(() => window.runs.runs.length).toBe(1);
    const [run] = window.runs.runs;
    expect(errorsOf(window)).toEqual([]);
    expect([run!.id, run!.phase, run!.resumable]).toEqual([id, 'stopped', true]);
    expect((await weightsOf(run)).size).toBeGreaterThan(0);
  });

  test('of which a run has lost its weights keeps the others, through a file too', async () => {
    const window = await newWindow({ document: await digits() });
    const [lost, whole] = [await train(window), await train(window)];
    const weights = await weightsOf(whole);
    await window.files.work.writeNow();
    window.drop();
    const { place } = lost.kept!;
    if (place.kind !== 'kept') throw new Error('It is not kept.');
    await desk.machine.archive.discard(filesOf(place.run));
    const next = await newWindow();
    await next.files.work.recover(next.files.work.recoverable[0]!);
    const [damaged, other] = next.runs.runs;
    expect([damaged?.id, other?.id]).toEqual([lost.id, whole.id]);
    expect(await weightsOf(other)).toEqual(weights);
    const opened = await reopened(next);
    expect(next.notices.map(({ message }) => message).join(' ')).toMatch(/Run 1 .*lost/);
    expect(await weightsOf(opened.runs.byId(whole.id))).toEqual(weights);
  });

  test('for which there is no room is said once, and the trained run can be saved to a file', async () => {
    const full: RunArchive = {
      ...desk.machine.archive,
      write: () => Promise.reject(new Error('There is no room left to keep the run: free some on the disk.')),
    };
    const window = await newWindow({ document: await digits(), archive: full });
    const run = await train(window);
    expect(run.notice).toMatch(/^There is no room left/);
    expect(window.notices.filter(({ message }) => message.includes('no room left'))).toHaveLength(1);
    expect(run.trained).toBe(true);
    const weights = await weightsOf(run, full);
    const evaluation = await evaluated(window, run);
    const next = await reopened(window);
    expect(await weightsOf(next.runs.current)).toEqual(weights);
    expect(await evaluated(next, next.runs.current!)).toEqual(evaluation);
  });
});

describe('a run that was killed in mid-epoch', () => {
  /** A clock on which keeping a checkpoint is always due before long. */
  const hurried = (): (() => number) => {
    let now = 0;
    return () => (now += 400);
  };
  const settings = { epochs: 3, batchSize: 16, optimizer: 'adam' } as const;

  async function neverInterrupted() {
    const window = await newWindow({ document: await digits(settings), now: hurried() });
    const run = await train(window);
    const whole = { weights: await weightsOf(run), epochs: figures(run.record?.epochs) };
    await window.files.letGo();
    window.drop();
    return whole;
  }

  /** The window goes as soon as a checkpoint within the second epoch is kept. */
  async function killed(): Promise<void> {
    const window = await newWindow({ document: await digits(settings), now: hurried() });
    void window.training.start();
    await expect
      .poll(
        async () => {
          const run = window.runs.latest;
          if (!run?.kept || run.epochsDone < 1) return 0;
          const checkpoint = await readCheckpoint(
            await openPlace(run.kept.place, desk.machine.archive),
          ).catch(() => null);
          const { epoch = 0, batch = 0 } = checkpoint?.state ?? {};
          return epoch >= 1 ? batch : 0;
        },
        { timeout: 30_000, interval: 1 },
      )
      .toBeGreaterThan(0);
    expect(window.runs.latest?.active).toBe(true);
    await window.files.work.writeNow();
    window.drop();
  }

  async function offered(): Promise<HeadlessWindow> {
    const window = await newWindow({ now: hurried() });
    const [work, ...others] = window.files.work.recoverable;
    expect(others).toEqual([]);
    await window.files.work.recover(work!);
    expect(errorsOf(window)).toEqual([]);
    const run = window.runs.latest!;
    expect(run.phase).toBe('interrupted');
    expect(run.resumable).toBe(true);
    expect(window.notices.at(-1)?.message).toMatch(/^Run 1 was cut off in epoch \d of 3\. It can go on/);
    return window;
  }

  test('goes on from the archive to the same weights and records as never interrupted', async () => {
    const whole = await neverInterrupted();
    await killed();
    const window = await offered();
    const run = window.runs.latest!;
    await window.training.resume(run);
    expect(run.phase).toBe('finished');
    expect(await weightsOf(run)).toEqual(whole.weights);
    expect(figures(run.record?.epochs)).toEqual(whole.epochs);
  });

  test('goes on from a file that it was saved to as it was', async () => {
    const whole = await neverInterrupted();
    await killed();
    const saved = await offered();
    expect(await saved.files.save()).toBe(true);
    await saved.files.letGo();
    saved.drop();
    const window = await newWindow({ now: hurried() });
    expect(window.files.work.recoverable).toEqual([]);
    expect(await window.files.open()).toBe(true);
    expect(errorsOf(window)).toEqual([]);
    const run = window.runs.latest!;
    expect(run.phase).toBe('interrupted');
    await window.training.resume(run);
    expect(run.error).toBeNull();
    expect(run.phase).toBe('finished');
    expect(await weightsOf(run)).toEqual(whole.weights);
    expect(figures(run.record?.epochs)).toEqual(whole.epochs);
  });
});
