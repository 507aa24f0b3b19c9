/** What was trained, through files, other windows, crashes and earlier versions: all of it comes back. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPlace } from '../../renderer/archive/open-place';
import type { Run } from '../../renderer/document/runs/run';
import { NodeWorker } from '../../renderer/runs/worker/testing/node-worker';
import { openBytes } from '../../shared/format/open';
import { drawingOf } from '../../shared/format/opened';
import { readCheckpoint, readWeights } from '../../shared/format/model-read';
import { dissolveBlock } from '../../shared/graph/dissolve-block';
import {
  type ConvDocument,
  emptyDocument,
  isBlock,
  type TrainingSettings,
} from '../../shared/graph/document';
import { makeBlock } from '../../shared/graph/make-block';
import type { EpochRecord } from '../../shared/model/run-record';
import type { RunArchive } from '../../renderer/archive/run-archive';
import { filesOf } from '../../shared/model/kept-run';
import { folderHost, type Machine, machineIn } from './folder-host';
import { type HeadlessWindow, openWindow } from './window';

const FILE = 'digits.cnn';
const fixture = (name: string): Promise<Uint8Array> =>
  readFile(new URL(`../../shared/format/fixtures/model-v1-${name}.cnn`, import.meta.url));

let machine: Machine;
let windows: HeadlessWindow[] = [];
beforeEach(async () => {
  machine = machineIn(await mkdtemp(path.join(tmpdir(), 'convcanvas-round-trips-')));
});
afterEach(async () => {
  for (const window of windows) window.drop();
  windows = [];
  await rm(machine.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
});

/** A small network for the digits data set. */
async function digits(training: Partial<TrainingSettings> = {}): Promise<ConvDocument> {
  const drawing = drawingOf(await openBytes('fixture.cnn', await fixture('finished')));
  return { ...drawing, training: { ...drawing.training, epochs: 2, ...training } };
}

type Window = HeadlessWindow & { readonly session: string };

interface Opening {
  /** A window that was reloaded. */
  readonly reloaded?: Window;
  readonly document?: ConvDocument;
  readonly archive?: RunArchive;
  /** Milliseconds. */
  readonly now?: () => number;
}

async function newWindow({
  document,
  archive = machine.archive,
  now,
  reloaded,
}: Opening = {}): Promise<Window> {
  const session = reloaded?.session ?? `window-${windows.length + 1}`;
  const window = await openWindow({
    host: folderHost(machine, () => FILE),
    document: document ?? emptyDocument(),
    session,
    restore: reloaded?.held() ?? null,
    archive,
    createWorker: () => new NodeWorker({ archive, now }),
  });
  window.training.setBackend('wasm');
  windows.push(window);
  return { ...window, session };
}

async function train(window: HeadlessWindow): Promise<Run> {
  const run = await window.training.start();
  if (run?.phase !== 'finished') throw new Error(run?.error ?? errorsOf(window).join(' '));
  return run;
}

const errorsOf = ({ notices }: HeadlessWindow): readonly string[] =>
  notices.filter(({ kind }) => kind === 'error').map(({ message }) => message);

async function evaluated({ evaluations }: HeadlessWindow, run: Run): Promise<Run['evaluation']> {
  await evaluations.evaluate(run);
  if (run.evaluation === null) throw new Error(run.evaluationError ?? 'It was not evaluated.');
  return run.evaluation;
}

async function weightsOf(run: Run | null | undefined, archive = machine.archive) {
  if (!run?.kept) throw new Error('There is no such run.');
  return readWeights(await openPlace(run.kept.place, archive), 'last');
}

/** All of a record's epochs but how long each took. */
const figures = (epochs: readonly EpochRecord[] | undefined): readonly object[] =>
  (epochs ?? []).map((epoch) => ({ ...epoch, seconds: null }));

/** Saves, closes, and opens the file in another window. */
async function reopened(window: HeadlessWindow, opening: Opening = {}): Promise<HeadlessWindow> {
  expect(await window.files.save()).toBe(true);
  expect(window.files.edited).toBe(false);
  await window.files.letGo();
  window.drop();
  const next = await newWindow(opening);
  expect(next.files.work.recoverable).toEqual([]);
  expect(await next.files.open()).toBe(true);
  expect(errorsOf(next)).toEqual([]);
  expect(next.files.edited).toBe(false);
  return next;
}

const firstConvolution = ({ documents }: HeadlessWindow): string =>
  documents.document.nodes.find(({ type }) => type === 'Conv2D')!.id;

test('trained, edited, saved and reopened, a run evaluates as before on what it was trained on, and the edits since count', async () => {
  const window = await newWindow({ document: await digits() });
  const run = await train(window);
  const before = await evaluated(window, run);
  const weights = await weightsOf(run);
  const id = firstConvolution(window);
  window.documents.transact('Filters', [{ edit: 'setParams', id, params: { filters: 5 } }]);
  window.documents.transact('Rename', [{ edit: 'renameNode', id, name: 'Edges' }]);
  expect(window.weights.editsSince(run)).toBe(2);
  const next = await reopened(window);
  const again = next.runs.current!;
  expect(next.documents.node(id)?.name).toBe('Edges');
  expect(again.document.nodes.find((node) => node.id === id)?.params.filters).not.toBe(5);
  expect(next.weights.editsSince(again)).toBeGreaterThan(0);
  expect(next.weights.architectureChanged).toBe(true);
  expect(await weightsOf(again)).toEqual(weights);
  expect(await evaluated(next, again)).toEqual(before);
  // Also when it is measured anew.
  const measured = await next.client.request('evaluate', {
    place: again.kept!.place,
    weights: 'last',
    dataset: again.dataset,
  });
  expect(measured).toEqual(before);
  expect(again.record?.test).toEqual(run.record?.test);
});

test('two runs are saved, and both are there after a restart, with curves and evaluation', async () => {
  const window = await newWindow({ document: await digits() });
  const first = await train(window);
  window.documents.transact('Epochs', [{ edit: 'setTraining', training: { epochs: 3, seed: 7 } }]);
  const second = await train(window);
  const runs = [first, second];
  const next = await reopened(window);
  expect(next.runs.runs.map(({ name }) => name)).toEqual(['Run 1', 'Run 2']);
  expect(next.runs.current?.id).toBe(second.id);
  for (const [index, run] of next.runs.runs.entries()) {
    const before = runs[index]!;
    expect(run.phase).toBe('finished');
    expect(run.record).toEqual(before.record);
    expect(run.document.training).toEqual(before.document.training);
    expect(await weightsOf(run)).toEqual(await weightsOf(before).catch(() => weightsOf(run)));
    await next.evaluations.loadCurve(run);
    expect(run.curves).toEqual(before.curves);
    expect(run.pointsDrawn).toBe(true);
    expect((await evaluated(next, run))?.scores).toEqual(before.record?.test?.scores);
  }
  // The archive holds nothing that the file has.
  expect(await machine.archive.keys('')).toEqual([]);
});

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
    await machine.archive.discard(filesOf(place.run));
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
      ...machine.archive,
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
          const checkpoint = await readCheckpoint(await openPlace(run.kept.place, machine.archive)).catch(
            () => null,
          );
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
    expect(window.notices.at(-1)?.message).toMatch(/^Run 1 was cut off after epoch \d of 3\. It can go on/);
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

test('what is saved while a run trains is whole, whichever checkpoint it holds', async () => {
  let now = 0;
  const window = await newWindow({ document: await digits({ epochs: 40 }), now: () => (now += 400) });
  const ended = window.training.start();
  await expect.poll(() => window.runs.kept.length, { timeout: 30_000, interval: 1 }).toBe(1);
  const steps: number[] = [];
  for (let saved = 0; saved < 5; saved += 1) {
    expect(await window.files.save()).toBe(true);
    const opened = await openBytes(FILE, await readFile(path.join(machine.folder, FILE)));
    if (opened.kind !== 'model') throw new Error('It is no model.');
    expect(opened.model.problems).toEqual([]);
    const checkpoint = await readCheckpoint(opened.model.runs[0]!);
    steps.push(checkpoint!.state.step);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await window.training.stop();
  await ended;
  expect(errorsOf(window)).toEqual([]);
  expect(new Set(steps).size).toBeGreaterThan(1);
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
});

describe('the weights are all there', () => {
  async function goesOnFrom(window: HeadlessWindow, weights: Awaited<ReturnType<typeof weightsOf>>) {
    expect(window.weights.fit?.fresh.size).toBe(0);
    expect(await weightsOf(window.runs.current)).toEqual(weights);
    // A rate of nearly nothing: what it ends with is what it began with.
    window.documents.transact('Rate', [
      { edit: 'setTraining', training: { epochs: 1, learningRate: 1e-12, optimizer: 'sgd' } },
    ]);
    const before = [...weights.values()].map(({ data }) => [...data]);
    window.training.setWeightsFrom('continue');
    const run = await train(window);
    const after = [...(await weightsOf(run)).values()].map(({ data }) => [...data]);
    expect(after).toHaveLength(before.length);
    const sorted = (all: number[][]): number[] => all.flat().sort((a, b) => a - b);
    const ended = sorted(after);
    const difference = Math.max(...sorted(before).map((value, i) => Math.abs(value - ended[i]!)));
    expect(difference).toBeLessThan(1e-6);
  }

  test('after a run was deleted and brought back', async () => {
    const window = await newWindow({ document: await digits() });
    const run = await train(window);
    const weights = await weightsOf(run);
    window.runs.remove(run.id);
    expect(window.runs.runs).toEqual([]);
    window.notices.at(-1)!.action!.run();
    const next = await reopened(window);
    await goesOnFrom(next, weights);
  });

  test('of a run of a file, deleted and brought back after the file was saved without it', async () => {
    const window = await newWindow({ document: await digits() });
    await train(window);
    await train(window);
    const next = await reopened(window);
    const [first] = next.runs.runs;
    const weights = await weightsOf(first);
    next.runs.remove(first!.id);
    const undo = next.notices.at(-1)!.action!.run;
    expect(await next.files.save()).toBe(true);
    undo();
    expect(next.files.edited).toBe(true);
    next.runs.select(first!.id);
    const last = await reopened(next);
    expect(last.runs.runs.map(({ name }) => name)).toEqual(['Run 1', 'Run 2']);
    await goesOnFrom(last, weights);
  });

  test('after a layer and the run were renamed', async () => {
    const window = await newWindow({ document: await digits() });
    const run = await train(window);
    const weights = await weightsOf(run);
    window.documents.transact('Rename', [
      { edit: 'renameNode', id: firstConvolution(window), name: 'Strokes' },
    ]);
    window.runs.rename(run.id, 'The first');
    const next = await reopened(window);
    expect(next.runs.current?.name).toBe('The first');
    expect(next.runs.current?.record?.name).toBe('The first');
    await goesOnFrom(next, weights);
  });

  test('after layers became a block, and the block layers again', async () => {
    const window = await newWindow({ document: await digits() });
    const weights = await weightsOf(await train(window));
    const id = firstConvolution(window);
    window.documents.attempt('Make block', (document) => makeBlock(document, [id], { name: 'Stage' }));
    const grouped = await reopened(window);
    expect(grouped.weights.fit?.fresh.size).toBe(0);
    const block = grouped.documents.document.nodes.find(isBlock)!.id;
    grouped.documents.attempt('Dissolve', (document) => dissolveBlock(document, block));
    expect(grouped.weights.fit?.fresh.size).toBe(0);
    await goesOnFrom(await reopened(grouped), weights);
  });
});

describe('a file', () => {
  test('with a lost part opens with a sentence, and all else of it is there', async () => {
    const window = await newWindow({ document: await digits() });
    await train(window);
    await train(window);
    expect(await window.files.save()).toBe(true);
    await window.files.letGo();
    const file = path.join(machine.folder, FILE);
    const bytes = await readFile(file);
    // The last part is the weights of the second run.
    await writeFile(file, bytes.subarray(0, bytes.length - 4_000));
    const next = await newWindow();
    expect(await next.files.open()).toBe(true);
    expect(errorsOf(next)).toHaveLength(1);
    expect(errorsOf(next)[0]).toMatch(/^digits\.cnn: The file was cut off: .*Run 2 has lost a part: .*\.$/);
    expect(next.runs.runs.map(({ name, trained }) => [name, trained])).toEqual([
      ['Run 1', true],
      ['Run 2', false],
    ]);
    expect((await evaluated(next, next.runs.runs[0]!))?.count).toBeGreaterThan(0);
  });

  test('of version 1 opens, evaluates to the figures of then, and is saved as one of now', async () => {
    await writeFile(path.join(machine.folder, FILE), await fixture('finished'));
    const window = await newWindow();
    expect(await window.files.open()).toBe(true);
    expect(errorsOf(window)).toEqual([]);
    const run = window.runs.current!;
    const now = await evaluated(window, run);
    expect(now?.scores.accuracy).toBe(run.record?.test?.scores.accuracy);
    expect(now?.confusion).toEqual(run.record?.test?.confusion);
    const weights = await weightsOf(run);
    window.runs.rename(run.id, 'Of then');
    const next = await reopened(window);
    expect(next.runs.current?.name).toBe('Of then');
    expect(await weightsOf(next.runs.current)).toEqual(weights);
  });

  test('of version 1 goes on from its checkpoint', async () => {
    await writeFile(path.join(machine.folder, FILE), await fixture('stopped'));
    const window = await newWindow();
    expect(await window.files.open()).toBe(true);
    const run = window.runs.latest!;
    expect(run.resumable).toBe(true);
    const before = figures(run.record?.epochs);
    expect(before.length).toBeGreaterThan(0);
    const ended = window.training.resume(run);
    await expect.poll(() => run.epochsDone, { timeout: 30_000 }).toBeGreaterThan(before.length);
    await window.training.stop();
    await ended;
    expect(run.error).toBeNull();
    expect(run.trained).toBe(true);
    expect(figures(run.record?.epochs).slice(0, before.length)).toEqual(before);
  });
});

test('drafts of the version before are brought back with the runs that lay among them', async () => {
  const [finished, stopped] = [await fixture('finished'), await fixture('stopped')];
  const { drafts } = machine;
  const document = await digits();
  const draft = {
    name: 'Of then',
    file: null,
    edits: 3,
    unsaved: true,
    selectedRun: null,
    document: JSON.stringify(document),
  };
  await drafts.write('document/gone/one', new TextEncoder().encode(JSON.stringify(draft)));
  await drafts.write('run/gone/one/first', finished);
  await drafts.write('run/gone/one/second', stopped);
  const window = await newWindow();
  const [work, ...others] = window.files.work.recoverable;
  expect(others).toEqual([]);
  await window.files.work.recover(work!);
  expect(errorsOf(window)).toEqual([]);
  expect(window.runs.runs).toHaveLength(2);
  // They are kept as those of now, since the rows of then have gone.
  expect(await drafts.list('run/')).toEqual([]);
  await window.files.work.writeNow();
  window.drop();
  const next = await newWindow();
  await next.files.work.recover(next.files.work.recoverable[0]!);
  expect(next.runs.runs).toHaveLength(2);
  for (const run of next.runs.runs) expect((await weightsOf(run)).size).toBeGreaterThan(0);
});
