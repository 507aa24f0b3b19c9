/** What training would take, before it begins. */
import { afterEach, expect, test, vi } from 'vitest';
import { findTemplate } from '../../../templates';
import { DocumentStore } from '../document-store';
import { createTrainingClient } from '../training/client';
import { FakeWorker } from '../training/testing/fake-worker';
import { imagesPerEpoch } from '../training/time-estimate';
import { ForecastStore } from './forecast-store';
import { RunStore } from './run-store';

let dispose = (): void => undefined;
afterEach(() => dispose());

function setUp() {
  const worker = new FakeWorker();
  const ui = { notify: (): void => undefined };
  const client = createTrainingClient({
    createWorker: () => worker,
    baseUrl: '/',
    threads: 1,
    connectData: () => null,
  });
  dispose = () => client.dispose();
  const documents = new DocumentStore(findTemplate('lenet5')!.document, ui);
  const runs = new RunStore(ui);
  const forecast = new ForecastStore(documents, runs, client);
  const asked = () => worker.requests.filter(({ name }) => name === 'probe');
  return { worker, documents, runs, forecast, asked };
}

test('a measured step tells how long an epoch takes, and larger networks take longer', async () => {
  const { worker, documents, forecast, asked } = setUp();
  expect(forecast.problems).toEqual([]);
  const measured = forecast.measure('auto');
  await expect.poll(() => asked().length).toBe(1);
  expect(forecast.measuring).toBe(true);
  worker.answer(asked()[0]!.id, { backend: 'cpu', secondsPerStep: 0.064 });
  await measured;
  expect(forecast.measuring).toBe(false);
  const { batchSize } = documents.document.training;
  const before = forecast.secondsPerEpoch!;
  expect(before).toBeCloseTo((imagesPerEpoch(documents.document, forecast.dataset!) * 0.064) / batchSize, 6);
  documents.transact('More', [{ edit: 'setParams', id: 'C3', params: { filters: 160 } }]);
  expect(forecast.secondsPerEpoch!).toBeGreaterThan(before);
});

test('what takes more than a day is offered with as many pictures as take an hour', async () => {
  const { worker, documents, forecast, asked } = setUp();
  expect(forecast.shorter).toBeNull();
  const measured = forecast.measure('auto');
  await expect.poll(() => asked().length).toBe(1);
  const { batchSize } = documents.document.training;
  worker.answer(asked()[0]!.id, { backend: 'cpu', secondsPerStep: batchSize });
  await measured;
  // A second for each of 54,000 pictures, three times.
  expect(forecast.secondsPerEpoch).toBe(54_000);
  const { label, edits } = forecast.shorter!;
  expect(label).toBe('Train on 1,300 pictures');
  documents.transact(label, edits);
  expect(forecast.secondsPerEpoch! * documents.document.training.epochs).toBeLessThanOrEqual(3_600);
  expect(forecast.shorter).toBeNull();
});

test('memory follows the batch', () => {
  const { documents, forecast } = setUp();
  const before = forecast.memory;
  const { batchSize } = documents.document.training;
  documents.transact('Batch', [{ edit: 'setTraining', training: { batchSize: batchSize * 2 } }]);
  expect(forecast.memory.activations).toBe(before.activations * 2);
  expect(forecast.memory.weights).toBe(before.weights);
});

test('on WebAssembly no more is offered than it can address, whatever the machine has', () => {
  vi.stubGlobal('navigator', { deviceMemory: 32, gpu: {} });
  const { forecast } = setUp();
  expect(forecast.trainsOn).toBeNull();
  expect(forecast.memoryLimit).toBe(24 * 2 ** 30);
  forecast.backend = 'wasm';
  expect(forecast.memoryLimit).toBe(4 * 2 ** 30);
  forecast.backend = 'webgpu';
  expect(forecast.memoryLimit).toBe(24 * 2 ** 30);
  // Where there is no WebGPU, nothing else is left.
  vi.stubGlobal('navigator', { deviceMemory: 32 });
  expect(setUp().forecast).toMatchObject({ trainsOn: 'wasm', memoryLimit: 4 * 2 ** 30 });
  vi.unstubAllGlobals();
});

test('a network that WebAssembly can’t hold is refused, with a batch that fits', () => {
  vi.stubGlobal('navigator', { deviceMemory: 32 });
  const { documents, forecast } = setUp();
  documents.load(findTemplate('vgg16')!.document);
  documents.transact('Data', [
    { edit: 'setData', data: { dataset: 'mnist' } },
    { edit: 'setTraining', training: { batchSize: 256 } },
  ]);
  const problem = forecast.problems.find(({ code }) => code === 'too-large');
  expect(problem?.message).toMatch(/but this device allows 4\.29 GB\./);
  expect(problem?.fixes).toHaveLength(1);
  vi.unstubAllGlobals();
});

test('without pictures nothing is measured, and it is said why', async () => {
  const { documents, forecast, asked } = setUp();
  documents.transact('No data', [{ edit: 'setData', data: { dataset: null } }]);
  expect(forecast.dataset).toBeNull();
  expect(forecast.problems.map(({ code }) => code)).toContain('no-data');
  await forecast.measure('auto');
  expect(asked()).toEqual([]);
  expect(forecast.secondsPerEpoch).toBeNull();
});

test('nothing is measured beside a run, and a probe that fails leaves no figure', async () => {
  const { worker, documents, runs, forecast, asked } = setUp();
  const measured = forecast.measure('auto');
  await expect.poll(() => asked().length).toBe(1);
  worker.refuse(asked()[0]!.id, 'No backend.');
  await measured;
  expect([forecast.measuring, forecast.measurement]).toEqual([false, null]);
  const { document } = documents;
  const run = runs.begin({ document, dataset: 'mnist', backend: 'auto' });
  expect(runs.active).toBe(run);
  await forecast.measure('auto');
  expect(asked()).toHaveLength(1);
});
