/** A machine for each test, and windows on it that train, save, close and open again. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { openPlace } from '../../renderer/archive/open-place';
import type { RunArchive } from '../../renderer/archive/run-archive';
import type { Run } from '../../renderer/document/runs/run';
import { NodeWorker } from '../../renderer/runs/worker/testing/node-worker';
import { readWeights } from '../../shared/format/model-read';
import { openBytes } from '../../shared/format/open';
import { drawingOf } from '../../shared/format/opened';
import { type ConvDocument, emptyDocument, type TrainingSettings } from '../../shared/graph/document';
import type { WeightMap } from '../../shared/model/weights';
import type { EpochRecord } from '../../shared/model/run-record';
import { folderHost, type Machine, machineIn } from './folder-host';
import { type HeadlessWindow, openWindow } from './window';

export const FILE = 'digits.cnn';
export const fixture = (name: string): Promise<Uint8Array> =>
  readFile(new URL(`../../shared/format/fixtures/model-v1-${name}.cnn`, import.meta.url));

/** A small network for the digits data set. */
export async function digits(training: Partial<TrainingSettings> = {}): Promise<ConvDocument> {
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

interface Desk {
  readonly machine: Machine;
  readonly newWindow: (opening?: Opening) => Promise<Window>;
  /** Saves, closes, and opens the file in another window. */
  readonly reopened: (window: HeadlessWindow) => Promise<HeadlessWindow>;
  readonly weightsOf: (run: Run | null | undefined, archive?: RunArchive) => Promise<WeightMap>;
}

/** Each test of the file has a machine of its own. */
export function deskForEach(): Desk {
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

  return {
    get machine() {
      return machine;
    },
    newWindow,
    async reopened(window) {
      expect(await window.files.save()).toBe(true);
      expect(window.files.edited).toBe(false);
      await window.files.letGo();
      window.drop();
      const next = await newWindow();
      expect(next.files.work.recoverable).toEqual([]);
      expect(await next.files.open()).toBe(true);
      expect(errorsOf(next)).toEqual([]);
      expect(next.files.edited).toBe(false);
      return next;
    },
    async weightsOf(run, archive = machine.archive) {
      if (!run?.kept) throw new Error('There is no such run.');
      return readWeights(await openPlace(run.kept.place, archive), 'last');
    },
  };
}

export async function train(window: HeadlessWindow): Promise<Run> {
  const run = await window.training.start();
  if (run?.phase !== 'finished') throw new Error(run?.error ?? errorsOf(window).join(' '));
  return run;
}

export const errorsOf = ({ notices }: HeadlessWindow): readonly string[] =>
  notices.filter(({ kind }) => kind === 'error').map(({ message }) => message);

export async function evaluated({ evaluations }: HeadlessWindow, run: Run): Promise<Run['evaluation']> {
  await evaluations.evaluate(run);
  if (run.evaluation === null) throw new Error(run.evaluationError ?? 'It was not evaluated.');
  return run.evaluation;
}

/** All of a record's epochs but how long each took. */
export const figures = (epochs: readonly EpochRecord[] | undefined): readonly object[] =>
  (epochs ?? []).map((epoch) => ({ ...epoch, seconds: null }));

export const firstConvolution = ({ documents }: HeadlessWindow): string =>
  documents.document.nodes.find(({ type }) => type === 'Conv2D')!.id;
