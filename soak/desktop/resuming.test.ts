/** A run that was cut off goes on from its checkpoint, once, and not beside another. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeWorker } from '../../renderer/training/testing/fake-worker';
import { writeModel } from '../../shared/format/model-file';
import type { Model } from '../../shared/engine/run';
import { findTemplate } from '../../templates';
import { desktopHost } from './host';
import { sampleModel } from './sample-model';
import { openWindow } from './window';

const lenet = findTemplate('lenet5')!.document;
let folder = '';
let stop = (): void => undefined;
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-resuming-'))));
afterEach(async () => {
  stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
});

async function windowWithRuns(...models: readonly Model[]) {
  const worker = new FakeWorker();
  const dialogs = {
    open: () => Promise.resolve(null),
    save: () => Promise.resolve(null),
    folder: () => Promise.resolve(null),
  };
  const host = desktopHost({ userData: folder, dialogs });
  const window = await openWindow(host, lenet, 'only', () => worker);
  stop = () => window.files.stop();
  const runs = models.map((model) => window.runs.adopt(model, writeModel(model)));
  const trained = () =>
    worker.requests
      .filter(({ name }) => name === 'train')
      .map(({ args }) => (args as { runId: string }).runId);
  return { ...window, cutOff: runs, trained };
}

const second = (): Model => {
  const model = sampleModel(lenet, 2);
  return { ...model, run: { ...model.run, id: 'run2', name: 'Run 2' } };
};

test('a run that was cut off goes on once, however often that is asked for', async () => {
  const { runs, cutOff, trained, notices } = await windowWithRuns(sampleModel(lenet, 1));
  const [run] = cutOff;
  expect(run!.phase).toBe('interrupted');
  void runs.resume(run);
  void runs.resume(run);
  await expect.poll(trained).toEqual(['run1']);
  expect(run!.phase).toBe('preparing');
  // Also when it has begun.
  void runs.resume(run);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(trained()).toEqual(['run1']);
  expect(run!.phase).toBe('preparing');
  expect(notices.filter(({ kind }) => kind === 'error')).toEqual([
    { kind: 'error', message: 'Run 1 is still training. Stop it, or wait until it is done.' },
  ]);
});

test('of two runs that are to go on at once the second is told why it can’t', async () => {
  const { runs, cutOff, trained, notices } = await windowWithRuns(sampleModel(lenet, 1), second());
  for (const run of cutOff) void runs.resume(run);
  await expect.poll(trained).toEqual(['run1']);
  await expect
    .poll(() => notices.filter(({ kind }) => kind === 'error').map(({ message }) => message))
    .toEqual(['Run 1 is still training. Stop it, or wait until it is done.']);
  expect(cutOff.map(({ phase }) => phase)).toEqual(['preparing', 'interrupted']);
});
