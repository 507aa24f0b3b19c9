/** A run that was cut off goes on from its checkpoint, once, and not beside another. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Run } from '../../renderer/document/runs/run';
import { FakeWorker } from '../../renderer/document/training/testing/fake-worker';
import type { RunToWrite } from '../../shared/format/model-write';
import { findTemplate } from '../../templates';
import { desktopHost } from './host';
import { adoptSample, sampleRun } from './sample-model';
import { openWindow } from './window';

const lenet = findTemplate('lenet5')!.document;
let folder = '';
let stop = (): void => undefined;
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-resuming-'))));
afterEach(async () => {
  stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
});

async function windowWithRuns(...samples: readonly RunToWrite[]) {
  const worker = new FakeWorker();
  const dialogs = {
    open: () => Promise.resolve(null),
    save: () => Promise.resolve(null),
    folder: () => Promise.resolve(null),
  };
  const host = desktopHost({ userData: folder, dialogs });
  const window = await openWindow({ host, document: lenet, session: 'only', createWorker: () => worker });
  stop = () => window.drop();
  const runs: Run[] = [];
  for (const sample of samples) runs.push(await adoptSample(window, lenet, sample));
  const trained = () =>
    worker.requests
      .filter(({ name }) => name === 'train')
      .map(({ args }) => (args as { runId: string }).runId);
  return { ...window, cutOff: runs, trained };
}

const second = (): RunToWrite => sampleRun(lenet, 2, { id: 'run2', name: 'Run 2' });

test('a run that was cut off goes on once, however often that is asked for', async () => {
  const { training, cutOff, trained, notices } = await windowWithRuns(sampleRun(lenet, 1));
  const [run] = cutOff;
  expect(run!.phase).toBe('interrupted');
  void training.resume(run);
  void training.resume(run);
  await expect.poll(trained).toEqual(['run1']);
  expect(run!.phase).toBe('preparing');
  // Also when it has begun.
  void training.resume(run);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(trained()).toEqual(['run1']);
  expect(run!.phase).toBe('preparing');
  const refused = { kind: 'error', message: 'Run 1 is still training. Stop it, or wait until it is done.' };
  expect(notices.filter(({ kind }) => kind === 'error')).toEqual([refused, refused]);
});

test('of two runs that are to go on at once the second is told why it can’t', async () => {
  const { training, cutOff, trained, notices } = await windowWithRuns(sampleRun(lenet, 1), second());
  for (const run of cutOff) void training.resume(run);
  await expect.poll(trained).toEqual(['run1']);
  await expect
    .poll(() => notices.filter(({ kind }) => kind === 'error').map(({ message }) => message))
    .toEqual(['Run 1 is still training. Stop it, or wait until it is done.']);
  expect(cutOff.map(({ phase }) => phase)).toEqual(['preparing', 'interrupted']);
});
