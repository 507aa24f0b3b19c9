import { afterEach, expect, test } from 'vitest';
import type { Executor } from '../../../shared/engine/executor';
import { ours } from '../../../shared/engine/testing/engines';
import { createSmall, smallPlan } from '../../../shared/training/testing/small-run';
import { type TriedPlace, triedModel } from './tried-model';

const executors: Executor[] = [];
afterEach(() => {
  for (const executor of executors.splice(0)) executor.dispose();
});

const place = (tried: string): TriedPlace => ({
  tried,
  place: { kind: 'file', content: new Blob([]), id: tried },
  weights: 'last',
});

/** Networks of the engine; those that are disposed of are counted. */
function setUp() {
  const opened: string[] = [];
  const closed: string[] = [];
  const state = { refusal: null as string | null };
  const model = triedModel(async ({ tried }) => {
    if (state.refusal !== null) throw new Error(state.refusal);
    opened.push(tried);
    const executor = await createSmall(ours);
    executors.push(executor);
    return {
      ...{ plan: smallPlan(), inputId: 'image', outputId: 'output', task: 'classification' as const },
      inputShape: [6, 6, 1],
      executor: { ...executor, dispose: () => void closed.push(tried) },
    };
  });
  return { model, opened, closed, state };
}

const picture = Float32Array.from({ length: 36 }, (_, i) => i / 36);

test('a network is opened once, and closed when another one is tried or nobody tries any more', async () => {
  const { model, opened, closed } = setUp();
  const [first, again] = await Promise.all([
    model.predict(place('a'), picture),
    model.predict(place('a'), picture),
  ]);
  expect(first).toHaveLength(3);
  expect(first.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 6);
  expect(again).toEqual(first);
  expect([opened, closed]).toEqual([['a'], []]);
  await model.predict(place('b'), picture);
  expect([opened, closed]).toEqual([['a', 'b'], ['a']]);
  await model.leave();
  await model.leave();
  expect(closed).toEqual(['a', 'b']);
});

test('it is not closed while it answers', async () => {
  const { model, closed } = setUp();
  const answer = model.predict(place('a'), picture).then(() => closed.length);
  await model.leave();
  expect(await answer).toBe(0);
  expect(closed).toEqual(['a']);
});

test('what can’t be opened or does not fit is refused in a sentence, and the next picture is tried', async () => {
  const { model, state } = setUp();
  state.refusal = 'A run is training.';
  await expect(model.predict(place('a'), picture)).rejects.toThrow('A run is training.');
  state.refusal = null;
  await expect(model.predict(place('a'), picture.subarray(1))).rejects.toThrow(
    'The picture has 35 values and the network takes 36.',
  );
  expect(await model.predict(place('a'), picture)).toHaveLength(3);
});
