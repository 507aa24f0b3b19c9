import { describe, expect, test } from 'vitest';
import { memoryKeeper } from './checkpoint';
import { divergenceText, watchLoss } from './divergence';
import type { Executor } from '../engine/executor';
import { ours } from '../engine/testing/engines';
import type { EpochRecord } from '../model/run-record';
import { createSmall, smallRun } from './testing/small-run';
import { trainNetwork } from './train';
import type { TrainingArguments } from './training';
import { createTrainingControl } from './training-control';

const train = (args: TrainingArguments) => trainNetwork(args, createTrainingControl(), {});
const ten = (before: readonly EpochRecord[] = []) => watchLoss('classification', 10, before);

describe('a loss is out of bounds', () => {
  test.each([NaN, Infinity, -Infinity])('as %f, at once', (loss) => {
    expect(ten().lostBy(loss, 1, null)).toBe(loss);
  });

  test('a hundred times above guessing, for three reports and fifty steps', () => {
    const watch = ten();
    // ln 10 = 2.303
    expect(watch.lostBy(2.3, 1, null)).toBeNull();
    expect([231, 900].map((loss) => watch.lostBy(loss, 40, null))).toEqual([null, null]);
    expect(watch.lostBy(231, 40, null)).toBe(900);
    const slow = ten();
    slow.lostBy(2.3, 1, null);
    expect(Array.from({ length: 50 }, () => slow.lostBy(1e17, 1, null)).indexOf(1e17)).toBe(49);
  });

  test('never by a spike that comes back, however high', () => {
    const watch = ten();
    const losses = [2.3, 1e6, 1e6, 2, 1e6, 1e6, 2, 1e6, 229, 1e6, 1e6, 2];
    expect(losses.flatMap((loss) => watch.lostBy(loss, 100, null) ?? [])).toEqual([]);
  });

  test('where an epoch ends so, as the runs of a few steps do', () => {
    const watch = ten();
    watch.lostBy(2.3, 1, null);
    expect(watch.lostBy(1.67e17, 22, 'epoch')).toBe(1.67e17);
  });

  test('where it was there once, and has learned nothing since', () => {
    const watch = ten();
    watch.lostBy(2.3, 1, null);
    watch.lostBy(1.67e17, 2, null);
    expect(watch.lostBy(2.31, 20, 'epoch')).toBeNull();
    // What it has now is not worth keeping.
    expect(watch.isCalm()).toBe(false);
    expect(watch.lostBy(2.3, 40, null)).toBeNull();
    expect(watch.lostBy(2.3, 2, 'epoch')).toBe(1.67e17);
    const back = ten();
    for (const loss of [2.3, 1e6, 2.3, 2.0]) back.lostBy(loss, 40, null);
    expect([back.isCalm(), back.lostBy(2.3, 40, 'epoch'), back.lostBy(2.3, 40, 'run')]).toEqual([
      true,
      null,
      null,
    ]);
  });

  test('where the run ends far worse than guessing', () => {
    expect(ten().lostBy(2.31, 40, 'run')).toBeNull();
    const watch = ten();
    watch.lostBy(2.3, 1, null);
    expect(watch.lostBy(33.6, 40, 'epoch')).toBeNull();
    expect(watch.lostBy(33.6, 40, 'run')).toBe(33.6);
  });

  test('measured by what the run began with, where that is more: pictures may be large', () => {
    const watch = ten();
    expect(watch.lostBy(5_000, 1, 'epoch')).toBeNull();
    expect(watch.lostBy(400_000, 30, 'epoch')).toBeNull();
    const on = ten([{ epoch: 1, seconds: 1, train: { loss: 5_000 }, validation: null }]);
    expect(on.lostBy(400_000, 30, 'epoch')).toBeNull();
  });

  test('and a worse one than at the beginning is no moment to keep', () => {
    const watch = ten();
    watch.lostBy(2.3, 1, null);
    watch.lostBy(6, 10, null);
    expect(watch.isCalm()).toBe(false);
    watch.lostBy(1, 10, null);
    expect(watch.isCalm()).toBe(true);
  });
});

test('the sentences say where, what, what to do, and what is left', () => {
  const at = { epoch: 2, step: 1_234, loss: 1.67e17, kept: 1_000 };
  expect(divergenceText(at, { learningRate: 10 })).toBe(
    'The run diverged in epoch 2, at step 1,234: its loss rose to 1.67e17, and is no better than that of guessing. The learning rate 10 is probably too high for this network: try 1. It has the weights of its last checkpoint, after step 1,000.',
  );
  expect(divergenceText({ ...at, loss: NaN, kept: null }, { learningRate: 0.003 })).toMatch(
    /its loss is no number any more\. .* try 0\.0003\. It has the weights with which it began\.$/,
  );
  expect(divergenceText({ ...at, loss: 6_604.2 }, { learningRate: 10 })).toContain('rose to 6,600, and');
  // No step has been made: no rate is at fault.
  expect(divergenceText({ ...at, step: 1, loss: NaN, kept: null }, { learningRate: 0.01 })).not.toContain(
    'rate',
  );
});

describe('a run that diverges', () => {
  test('with a rate that is far too high stops early, with nothing kept', async () => {
    const args = smallRun(() => createSmall(ours), { optimizer: 'sgd', learningRate: 1e9, epochs: 40 });
    const result = await train(args);
    expect(result.state).toBe('stopped');
    expect(result.diverged).toMatchObject({ kept: null });
    expect(result.diverged?.step).toBeLessThan(100);
    result.executor.dispose();
  });

  /** As after an update that overflowed: from then on the loss is `loss`. */
  const spoilt = (executor: Executor, from: number, loss: number): Executor => {
    let steps = 0;
    return {
      ...executor,
      step: (batch, hyper) => {
        steps += 1;
        return executor.step(batch, hyper);
      },
      report: async () => {
        const report = await executor.report();
        if (report === null || steps < from) return report;
        return { ...report, loss };
      },
    };
  };

  // 8 steps an epoch, of which the test's keeper keeps each.
  test.each([NaN, 1.67e17])('with the loss %f has the weights of its last checkpoint', async (loss) => {
    const keeper = memoryKeeper();
    const args = smallRun(async () => spoilt(await createSmall(ours), 13, loss));
    const result = await train({ ...args, keeper });
    const kept = await keeper.last();
    expect(result.state).toBe('stopped');
    expect(result.diverged).toEqual({ epoch: 2, step: expect.any(Number) as number, loss, kept: 8 });
    expect(result.epochs.map(({ epoch }) => epoch)).toEqual([1]);
    expect(kept?.state.step).toBe(8);
    for (const [key, { data }] of await result.executor.weights()) {
      expect(data).toEqual((await kept?.snapshot.weights.read(key)) ?? null);
    }
    result.executor.dispose();
  });

  test('in its very last step, of which no report tells, is found all the same', async () => {
    const args = smallRun(async () => {
      const executor = await createSmall(ours);
      return { ...executor, evaluate: async (batch) => ({ ...(await executor.evaluate(batch)), loss: NaN }) };
    });
    const result = await train(args);
    // Its keeper has the end of the first epoch, and of the second where keeping was cheap enough.
    expect(result.diverged).toEqual({ epoch: 3, step: 24, loss: NaN, kept: expect.any(Number) as number });
    expect(result.epochs).toHaveLength(3);
    result.executor.dispose();
  });
});
