import { expect, test } from 'vitest';
import { memoryArchive } from '../../archive/testing/memory-archive';
import { emptyDocument } from '../../../shared/graph/document';
import { createTrainingClient } from '../training/client';
import { FakeWorker } from '../training/testing/fake-worker';
import { EvaluationStore } from './evaluation-store';
import { RunStore } from './run-store';
import { sampleKept, sampleRecord } from './testing/sample-run';

const document = emptyDocument();

function setUp() {
  const worker = new FakeWorker();
  const client = createTrainingClient({
    createWorker: () => worker,
    baseUrl: '/',
    threads: 1,
    connectData: () => null,
  });
  const runs = new RunStore({ notify: () => undefined });
  const run = runs.begin({ document, dataset: 'digits', backend: 'auto' });
  const record = sampleRecord({ id: run.id, name: run.name });
  run.note(record);
  run.keep(sampleKept(document, record));
  const asked = () => worker.requests.filter(({ name }) => name === 'evaluate');
  return { worker, run, asked, store: new EvaluationStore(client, memoryArchive()) };
}

/** Until the worker is asked so often. */
const until = (asked: () => readonly unknown[], count: number) =>
  expect.poll(() => asked().length, { timeout: 5_000 }).toBe(count);

test('a run whose evaluation was not kept is evaluated once, whoever asks meanwhile', async () => {
  const { worker, run, asked, store } = setUp();
  const both = [store.evaluate(run), store.evaluate(run)];
  await until(asked, 1);
  expect(run.evaluating).toBe(true);
  const found = {
    scores: { accuracy: 0.5 },
    count: 2,
    confusion: [
      [1, 0],
      [1, 0],
    ],
    examples: [],
  };
  worker.answer(asked()[0]?.id ?? 0, found);
  await Promise.all(both);
  expect(run.evaluation).toEqual(found);
  expect(run.evaluating).toBe(false);
  await store.evaluate(run);
  expect(asked()).toHaveLength(1);
});

test('what the worker can’t do is said with the run, and asked again when wanted', async () => {
  const { worker, run, asked, store } = setUp();
  const first = store.evaluate(run);
  await until(asked, 1);
  worker.refuse(asked()[0]?.id ?? 0, 'The weights are gone.');
  await first;
  expect([run.evaluation, run.evaluationError, run.evaluating]).toEqual([
    null,
    'The weights are gone.',
    false,
  ]);
  void store.evaluate(run);
  await until(asked, 2);
  expect(run.evaluationError).toBeNull();
});

test('what was deleted since the run was kept anew is asked for where it is now', async () => {
  const { worker, run, asked, store } = setUp();
  const evaluating = store.evaluate(run);
  await until(asked, 1);
  const now = sampleKept(document, sampleRecord({ id: run.id, name: run.name }));
  run.keep(now);
  worker.refuse(asked()[0]?.id ?? 0, 'A part of the run is gone.');
  await until(asked, 2);
  expect(asked()[1]?.args).toMatchObject({ place: now.place });
  worker.refuse(asked()[1]?.id ?? 0, 'The set is gone.');
  await evaluating;
  expect(run.evaluationError).toBe('The set is gone.');
});

test('pictures are tried by one name as long as the weights are the same ones', async () => {
  const { worker, run, store } = setUp();
  const tried = () => worker.requests.filter(({ name }) => name === 'predict');
  const answered = async (count: number): Promise<unknown> => {
    const asking = store.predict(run, Float32Array.of(1));
    await until(tried, count);
    worker.answer(tried()[count - 1]?.id ?? 0, { probabilities: Float32Array.of(0.25, 0.75) });
    expect([...(await asking)]).toEqual([0.25, 0.75]);
    const args = tried()[count - 1]?.args;
    return args !== null && args !== undefined && 'tried' in args ? args.tried : null;
  };
  const name = await answered(1);
  expect(name).toEqual(expect.any(String));
  expect(await answered(2)).toBe(name);
  run.keep(sampleKept(document, sampleRecord({ id: run.id, name: run.name })));
  expect(await answered(3)).not.toBe(name);
});

test('a run without weights is not exported', async () => {
  const { store } = setUp();
  const runs = new RunStore({ notify: () => undefined });
  const fresh = runs.begin({ document, dataset: 'digits', backend: 'auto' });
  await expect(store.exportModel(fresh, 'tfjs')).rejects.toThrow('Run 1 has no weights yet.');
  await expect(store.predict(fresh, Float32Array.of(1))).rejects.toThrow('Run 1 has no weights yet.');
});
