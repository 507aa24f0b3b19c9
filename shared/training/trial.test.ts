import { expect, test } from 'vitest';
import { findTemplate } from '../../templates';
import type { BackendChoice } from '../engine/choose-backend';
import type { EngineHost } from '../engine/engine-host';
import type { BackendName, Executor } from '../engine/executor';
import { prepareTraining } from './prepare';
import { ours } from '../engine/testing/engines';
import { nodePlatform } from '../engine/testing/platform';
import { createSmall, smallSamples } from './testing/small-run';
import { tryExecutor, tryNetwork } from './trial';

/** An executor whose steps take so many seconds, and what it was asked. */
async function slow(seconds: readonly number[]) {
  const executor = await createSmall(ours);
  let time = 0;
  const done = { steps: 0, disposed: false };
  const counted: Executor = {
    ...executor,
    step: (batch, hyper) => {
      time += (seconds[done.steps] ?? seconds.at(-1) ?? 0) * 1000;
      done.steps += 1;
      return executor.step(batch, hyper);
    },
    dispose: () => {
      done.disposed = true;
      executor.dispose();
    },
  };
  return { create: () => Promise.resolve(counted), done, now: () => time };
}

const batch = await smallSamples.read([0, 1, 2], 0);

test.each([
  // The first step warms up and does not count.
  { steps: [0.5, 0.01], best: Infinity, taken: 6, figure: 0.01 },
  // A second is enough.
  { steps: [0.5, 0.6], best: Infinity, taken: 3, figure: 0.6 },
  // Nobody waits for a second step of this.
  { steps: [4], best: Infinity, taken: 1, figure: 4 },
  // One timed step shows that the best so far will not be beaten.
  { steps: [0.1, 0.1], best: 0.02, taken: 2, figure: 0.1 },
])('a trial of steps of $steps s takes $taken steps', async ({ steps, best, taken, figure }) => {
  const { create, done, now } = await slow(steps);
  const trial = await tryExecutor(create, batch, now, best);
  expect(trial.secondsPerStep).toBeCloseTo(figure, 6);
  expect(trial.isNumber).toBe(true);
  expect(done).toEqual({ steps: taken, disposed: true });
});

test('gives the memory back when a step fails', async () => {
  const { create, done, now } = await slow([1]);
  const failing = async () => ({ ...(await create()), step: () => Promise.reject(new Error('No.')) });
  await expect(tryExecutor(failing, batch, now)).rejects.toThrow('No.');
  expect(done.disposed).toBe(true);
});

test('a network is tried once at a batch size, and what idle backends hold is given back', async () => {
  const template = findTemplate('lenet5');
  if (!template) throw new Error('There is no lenet5.');
  const { document } = template;
  const created: BackendName[] = [];
  const released: BackendName[] = [];
  const host: EngineHost = {
    platform: nodePlatform,
    candidates: [{ name: 'wasm', software: false }],
    createExecutor: ({ backend, ...options }) => {
      created.push(backend);
      return ours.create(options);
    },
    releaseBackends: (except) => released.push(except),
    choices: new Map<string, BackendChoice>(),
    yieldToHost: () => Promise.resolve(),
    today: () => '2020-01-01T00:00:00.000Z',
    memoryLimit: null,
  };
  const ask = (batchSize: number, name = document.name) => {
    const asked = { ...document, name, training: { ...document.training, batchSize } };
    return tryNetwork(host, asked, prepareTraining(asked, 10, null), 'auto');
  };
  const first = await ask(4);
  expect(first.reason).toMatch(/^WebAssembly needs \d+ ms for a step\.$/);
  expect(await ask(4, 'Another name')).toBe(first);
  expect(created).toEqual(['wasm']);
  await ask(5);
  expect(created).toEqual(['wasm', 'wasm']);
  expect(released).toEqual(['wasm', 'wasm']);
});
