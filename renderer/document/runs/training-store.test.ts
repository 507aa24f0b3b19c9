/** The store between the window and the worker: what it refuses, and what becomes of a run that fails. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findTemplate } from '../../../templates';
import { DocumentStore } from '../document-store';
import { createTrainingClient } from '../training/client';
import { FakeWorker } from '../training/testing/fake-worker';
import { ForecastStore } from './forecast-store';
import { type RunNotices, RunStore } from './run-store';
import { runAnnouncement, runStatus } from './run-words';
import { sampleKeptRun, sampleProgress, sampleRecord } from './testing/sample-run';
import { TrainingStore } from './training-store';
import { WeightsStore } from './weights-store';

let dispose = (): void => undefined;
afterEach(() => dispose());

/** Until when the document is among the work in progress. */
function whenAsked() {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve: () => resolve() };
}

function setUp() {
  const worker = new FakeWorker();
  const notices: Parameters<RunNotices['notify']>[0][] = [];
  const ui: RunNotices = { notify: (notice) => void notices.push(notice) };
  const client = createTrainingClient({
    createWorker: () => worker,
    baseUrl: '/',
    threads: 1,
    connectData: () => null,
  });
  dispose = () => client.dispose();
  const documents = new DocumentStore(findTemplate('lenet5')!.document, ui);
  const runs = new RunStore(ui);
  const weights = new WeightsStore(documents, runs);
  const forecast = new ForecastStore(documents, runs, client);
  const training = new TrainingStore({ documents, runs, weights, forecast, client, ui });
  const superseded: string[] = [];
  const keyed = whenAsked();
  training.keepUnder({
    keyOf: ({ name }) => keyed.promise.then(() => `window/document/${name}`),
    superseded: (files) => void superseded.push(...files.map(({ file }) => file)),
  });
  const begin = async () => {
    documents.transact('Data', [{ edit: 'setData', data: { dataset: 'fashion-mnist' } }]);
    keyed.resolve();
    const ended = training.start();
    await expect.poll(() => worker.requests.at(-1)?.name).toBe('train');
    return { run: runs.latest!, request: worker.requests.at(-1)!, ended };
  };
  return { worker, notices, runs, training, documents, superseded, keyed, begin };
}

describe('training', () => {
  test('is refused in a sentence without data, and while another run trains', async () => {
    const { training, notices, worker, runs, documents, begin } = setUp();
    documents.transact('No data', [{ edit: 'setData', data: { dataset: null } }]);
    expect(await training.start()).toBeNull();
    expect(notices.at(-1)).toMatchObject({ kind: 'error', message: training.startRefusal });
    expect(training.startRefusal).toMatch(/^No pictures are chosen yet/);
    expect(worker.requests).toEqual([]);
    const { run } = await begin();
    expect(await training.start()).toBeNull();
    expect(notices.at(-1)?.message).toBe('Run 1 is still training. Stop it, or wait until it is done.');
    expect(training.resumeRefusal(run)).toBe(notices.at(-1)?.message);
    expect(runs.runs).toEqual([run]);
  });

  test('tells the worker where the run is kept, and remembers what was kept', async () => {
    const { worker, superseded, begin } = setUp();
    const { run, request, ended } = await begin();
    expect(request.args).toMatchObject({ runId: run.id, key: 'window/document/Run 1', resume: null });
    const record = sampleRecord({ id: run.id, state: 'training' });
    const old = { file: 'old', size: 1, crc: 0 };
    worker.emit('kept', { runId: run.id, run: sampleKeptRun(run.document, record), superseded: [old] });
    expect(run.resumable).toBe(true);
    expect(superseded).toEqual(['old']);
    const finished = sampleRecord({ id: run.id, state: 'finished' });
    worker.emit('kept', { runId: run.id, run: sampleKeptRun(run.document, finished), superseded: [] });
    worker.answer(request.id, { record: finished });
    expect(await ended).toBe(run);
    expect([run.phase, run.trained, run.resumable]).toEqual(['finished', true, false]);
  });

  test('whose document is left before it has begun does not begin', async () => {
    const { training, documents, runs, worker, keyed } = setUp();
    documents.transact('Data', [{ edit: 'setData', data: { dataset: 'fashion-mnist' } }]);
    const ended = training.start();
    training.abandon();
    runs.clear();
    keyed.resolve();
    await ended;
    expect(worker.requests.map(({ name }) => name)).not.toContain('train');
  });

  test('is stopped by who asks while it begins', async () => {
    const { training, documents, worker, keyed } = setUp();
    documents.transact('Data', [{ edit: 'setData', data: { dataset: 'fashion-mnist' } }]);
    void training.start();
    void training.stop();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(worker.requests).toEqual([]);
    keyed.resolve();
    await expect.poll(() => worker.requests.map(({ name }) => name)).toEqual(['start', 'train', 'stop']);
  });

  describe('that is told to stop', () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout'] }));
    afterEach(() => void vi.useRealTimers());
    /** Lets promises go on, which the clock has no part in. */
    const turns = async () => {
      for (let i = 0; i < 20; i += 1) await Promise.resolve();
    };
    async function training(steps: number | null) {
      vi.useRealTimers();
      const all = setUp();
      const begun = await all.begin();
      vi.useFakeTimers({ toFake: ['setTimeout'] });
      const { worker } = all;
      const { run } = begun;
      if (steps !== null) worker.emit('progress', { runId: run.id, progress: sampleProgress(steps) });
      const keep = (state: 'training' | 'stopped' | 'finished') =>
        worker.emit('kept', {
          runId: run.id,
          run: sampleKeptRun(run.document, sampleRecord({ id: run.id, state })),
          superseded: [],
        });
      return { ...all, ...begun, keep };
    }

    test('is gone within a second where it has learned nothing: the worker computes its first step', async () => {
      const { training: store, worker, run, ended, notices, runs } = await training(null);
      void store.stop();
      await turns();
      vi.advanceTimersByTime(999);
      expect([run.asked, worker.terminated]).toEqual(['stop', false]);
      vi.advanceTimersByTime(1);
      expect(worker.terminated).toBe(true);
      expect([run.phase, run.active, run.asked, run.trained]).toEqual(['stopped', false, null, false]);
      expect(await ended).toBe(run);
      expect([runs.active, notices, store.startRefusal]).toEqual([null, [], null]);
    });

    test('and does not answer within a second is left, and says up to which step it is kept', async () => {
      const { training: store, worker, run, keep, ended, notices } = await training(40);
      keep('training');
      worker.emit('progress', { runId: run.id, progress: sampleProgress(41) });
      void store.stop();
      await turns();
      vi.advanceTimersByTime(1_000);
      expect([worker.terminated, run.phase, run.resumable, run.trained]).toEqual([
        true,
        'stopped',
        true,
        true,
      ]);
      expect(notices).toHaveLength(1);
      expect(notices[0]?.message).toMatch(
        /^Run 1 was stopped while .* It is kept up to step 40; what it learned in 1 step after that is lost\.$/,
      );
      await ended;
      worker.emit('progress', { runId: run.id, progress: sampleProgress(42) });
      expect([run.phase, run.progress?.step]).toEqual(['stopped', 41]);
      expect(notices[0]?.action?.label).toBe('Resume from there');
      vi.useRealTimers();
      notices[0]?.action?.run();
      await expect.poll(() => worker.requests.at(-1)?.name).toBe('train');
      expect(worker.requests.at(-1)?.args).toMatchObject({ runId: run.id, from: null });
      expect([run.phase, run.asked]).toEqual(['preparing', null]);
    });

    test('loses nothing where all that it has learned is kept, and what was never kept is said to be lost', async () => {
      const { training: store, worker, run, keep, notices } = await training(40);
      keep('training');
      void store.stop();
      await turns();
      vi.advanceTimersByTime(1_000);
      expect([worker.terminated, run.phase]).toEqual([true, 'stopped']);
      expect(notices.at(-1)?.message).toMatch(/ It is kept up to step 40\.$/);
      dispose();
      const other = await training(12);
      void other.training.stop();
      await turns();
      vi.advanceTimersByTime(1_000);
      expect([other.run.phase, other.run.trained]).toEqual(['stopped', false]);
      expect(other.notices).toEqual([
        { kind: 'info', message: expect.stringMatching(/what it learned in 12 steps is lost\.$/) as string },
      ]);
    });

    test('and has halted is given the time to write what it has learned, and no more than that', async () => {
      const { training: store, worker, run, keep, notices } = await training(40);
      void store.stop();
      await turns();
      worker.answer(worker.requests.at(-1)!.id, null);
      await turns();
      vi.advanceTimersByTime(5_000);
      expect([worker.terminated, runStatus(run)]).toEqual([false, 'stopped · keeping what it has learned']);
      // What it measures then is not waited for.
      keep('stopped');
      expect([worker.terminated, run.phase, run.trained, notices]).toEqual([true, 'stopped', true, []]);
      dispose();
      const other = await training(40);
      void other.training.stop();
      await turns();
      other.worker.answer(other.worker.requests.at(-1)!.id, null);
      await turns();
      vi.advanceTimersByTime(31_000);
      expect([other.worker.terminated, other.run.phase, other.notices.length]).toEqual([true, 'stopped', 1]);
    });

    test('and has stopped is measured for what is left of the second', async () => {
      const { training: store, worker, run, keep, notices } = await training(40);
      void store.stop();
      await turns();
      keep('stopped');
      vi.advanceTimersByTime(999);
      expect([worker.terminated, runStatus(run)]).toEqual([
        false,
        'stopped · measuring on the test pictures',
      ]);
      vi.advanceTimersByTime(1);
      expect([worker.terminated, run.phase, run.trained, notices]).toEqual([true, 'stopped', true, []]);
    });

    test('while it is measured has finished all the same', async () => {
      const { training: store, worker, run, keep, notices } = await training(1_000);
      keep('finished');
      expect([run.phase, runStatus(run)]).toEqual(['training', 'finished · measuring on the test pictures']);
      void store.stop();
      expect([worker.terminated, run.phase, run.trained, notices]).toEqual([true, 'finished', true, []]);
    });

    test('and does so in time is not hurried', async () => {
      const { training: store, worker, run, request, keep, ended, notices } = await training(40);
      void store.stop();
      await turns();
      keep('stopped');
      worker.answer(request.id, { record: sampleRecord({ id: run.id, state: 'stopped' }) });
      await ended;
      vi.advanceTimersByTime(50_000);
      expect([worker.terminated, run.phase, notices]).toEqual([false, 'stopped', []]);
    });
  });

  test('of a document that was left makes room for the next, whatever it does', async () => {
    const { training, documents, runs, worker, notices, begin } = setUp();
    await begin();
    training.abandon();
    runs.clear();
    documents.transact('Rename', [{ edit: 'setInfo', name: 'Another' }]);
    void training.start();
    await expect.poll(() => worker.requests.filter(({ name }) => name === 'train')).toHaveLength(2);
    expect(worker.terminated).toBe(true);
    expect(runs.active?.phase).toBe('preparing');
    expect(notices).toEqual([]);
  });

  test('that diverges is told so, with what to do, and keeps what was good', async () => {
    const { worker, begin } = setUp();
    const { run, request, ended } = await begin();
    const diverged = { epoch: 1, step: 24, loss: 1.67e17, kept: 12 };
    const record = sampleRecord({ id: run.id, state: 'stopped', diverged });
    worker.emit('kept', { runId: run.id, run: sampleKeptRun(run.document, record), superseded: [] });
    worker.answer(request.id, { record });
    await ended;
    expect([run.phase, run.trained, runStatus(run)]).toEqual(['diverged', true, 'diverged in epoch 1']);
    expect(run.trouble).toMatch(/^The run diverged in epoch 1, at step 24: .* try /);
    expect(runAnnouncement(run)).toMatch(/diverged/);
  });

  test('that finishes no better than guessing is told so, with what to do', async () => {
    const { worker, begin } = setUp();
    const { run, request, ended } = await begin();
    const confusion = [
      [0, 50],
      [0, 50],
    ];
    const record = sampleRecord({ id: run.id, test: { scores: { accuracy: 0.5 }, count: 100, confusion } });
    worker.answer(request.id, { record });
    await ended;
    expect([run.phase, runStatus(run)]).toEqual(['finished', 'finished']);
    expect(run.trouble).toMatch(/^The run has learned nothing: .* has 50 %\. Try more epochs/);
    expect(runAnnouncement(run)).toMatch(
      /^Run 1 has finished, accuracy 50\.0.% on the test pictures\. The run has/,
    );
  });

  test('that fails without a checkpoint has failed; there is nothing to go on from', async () => {
    const { worker, training, notices, begin } = setUp();
    const { run, request, ended } = await begin();
    worker.refuse(request.id, 'The loss is no longer a number.');
    await ended;
    expect(run.phase).toBe('failed');
    expect(notices.at(-1)).toEqual({ kind: 'error', message: 'Run 1: The loss is no longer a number.' });
    await training.resume(run);
    expect(notices.at(-1)?.message).toBe('Run 1 has no checkpoint to go on from.');
  });

  test('whose worker dies is offered to go on from its checkpoint', async () => {
    const { worker, notices, begin } = setUp();
    const { run, ended } = await begin();
    const record = sampleRecord({ id: run.id, state: 'training' });
    const kept = sampleKeptRun(run.document, record);
    worker.emit('kept', { runId: run.id, run: kept, superseded: [] });
    worker.crash('Uncaught RangeError: Out of memory');
    await ended;
    expect(run.phase).toBe('interrupted');
    expect(notices.at(-1)?.action?.label).toBe('Resume');
    notices.at(-1)?.action?.run();
    await expect.poll(() => worker.requests.at(-1)?.name).toBe('train');
    expect(worker.requests.at(-1)?.args).toMatchObject({
      runId: run.id,
      from: null,
      resume: { kind: 'kept', run: kept },
    });
  });
});
