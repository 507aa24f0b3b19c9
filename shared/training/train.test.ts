import { describe, expect, test } from 'vitest';
import type { Feed } from '../data/feed';
import type { EpochRecord } from '../model/run-record';
import type { Scores } from '../model/scores';
import { memoryKeeper } from './checkpoint';
import type { Executor } from '../engine/executor';
import { DeviceLostError, OutOfMemoryError } from '../engine/failures';
import { withFallback } from '../engine/fallback';
import { ours } from '../engine/testing/engines';
import { createSmall, smallRun, smallSamples } from './testing/small-run';
import type { TrainingArguments } from './training';
import { trainNetwork } from './train';
import { createTrainingControl } from './training-control';

const train = (args: TrainingArguments) => trainNetwork(args, createTrainingControl(), {});

/** As WebAssembly does it, from a module whose one function is `unreachable`. */
function trap(): never {
  const code = Uint8Array.of(
    ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0],
    ...[7, 5, 1, 1, 116, 0, 0, 10, 5, 1, 3, 0, 0, 11],
  );
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code));
  (exports['t'] as () => never)();
  throw new Error('The module did not trap.');
}

/** Fails at its `at`-th step. */
function failing(executor: Executor, at: number, fail: () => never): Executor {
  let steps = 0;
  return {
    ...executor,
    step: (batch, hyper) => {
      steps += 1;
      // eslint-disable-next-line @typescript-eslint/require-await -- it rejects, as executors do
      return steps === at ? (async () => fail())() : executor.step(batch, hyper);
    },
  };
}

const failures: readonly (readonly [string, () => never, RegExp])[] = [
  [
    'a lost device',
    () => {
      throw new DeviceLostError('driver reset');
    },
    /^The graphics device behind WebGPU was lost; training/,
  ],
  [
    'no memory',
    () => {
      throw new OutOfMemoryError('This needs 5.0 GiB.');
    },
    /^WebGPU ran out of memory; training/,
  ],
  [
    'an array that can’t be made',
    () => {
      throw new RangeError('Array buffer allocation failed');
    },
    /^WebGPU ran out of memory; training/,
  ],
  ['a trap', trap, /^WebGPU stopped in the middle of its work \(unreachable\); training/],
];

describe('a backend that fails in the middle of a run', () => {
  // 8 steps an epoch: in the first epoch there is no checkpoint yet.
  test.each(failures.flatMap(([title, fail, words]) => [3, 8, 13].map((at) => ({ title, fail, words, at }))))(
    '$title at step $at: the next goes on to the same bits',
    async ({ fail, words, at }) => {
      const whole = await train(smallRun(() => createSmall(ours)));
      const said: string[] = [];
      let disposed = 0;
      const create = withFallback(
        ['webgpu', 'wasm'],
        async (backend) => {
          const executor = await createSmall(ours);
          const counted = {
            ...executor,
            dispose: () => {
              disposed += 1;
              executor.dispose();
            },
          };
          return backend === 'webgpu' ? failing(counted, at, fail) : counted;
        },
        (message) => said.push(message),
      );
      const result = await train(smallRun(create));
      expect(said).toHaveLength(1);
      expect(said[0]).toMatch(words);
      expect(said[0]).toContain(
        at > 8 ? 'goes on from the last checkpoint with WebAssembly' : 'begins again with WebAssembly',
      );
      expect(result.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
      expect(await result.executor.weights()).toEqual(await whole.executor.weights());
      expect(disposed).toBe(1);
      for (const { executor } of [whole, result]) executor.dispose();
    },
  );

  test('ends with all reasons where there is no other', async () => {
    const create = withFallback(
      ['webgpu', 'wasm', 'cpu'],
      async (backend) => {
        if (backend === 'wasm') throw new Error('It is not there.');
        return failing(await createSmall(ours), 2, trap);
      },
      () => undefined,
    );
    await expect(train(smallRun(create))).rejects.toThrow(
      'plain JavaScript stopped in the middle of its work (unreachable). There is no other backend to go on with.',
    );
  });

  test('what is wrong with the data is no failure of the backend', async () => {
    let asked = 0;
    const args = smallRun(() => {
      asked += 1;
      return createSmall(ours);
    });
    const read = () => Promise.reject(new Error('The file is gone.'));
    await expect(train({ ...args, train: { ...smallSamples, read } })).rejects.toThrow('The file is gone.');
    expect(asked).toBe(1);
  });
});

/** Each step takes a millisecond of a clock that nothing else moves. */
function timed(executor: Executor) {
  let time = 0;
  const log: string[] = [];
  const watched: Executor = {
    ...executor,
    step: async (batch, hyper) => {
      time += 1;
      log.push('step');
      // A device that is still computing when it has been given its work.
      const stepping = executor.step(batch, hyper);
      await new Promise((resolve) => setTimeout(resolve, 2));
      log.push('stepped');
      return stepping;
    },
    report: () => {
      log.push('report');
      return executor.report();
    },
  };
  return { watched, log, now: () => time };
}

test('the next batches are prepared while one is trained, and losses are read some ten times a second', async () => {
  const { watched, log, now } = timed(await createSmall(ours));
  const args = smallRun(() => Promise.resolve(watched), { epochs: 10, batchSize: 2 });
  const result = await train({
    ...args,
    now,
    train: {
      ...smallSamples,
      read: (rows, epoch) => {
        log.push('read');
        return smallSamples.read(rows, epoch);
      },
    },
  });
  // Two ahead of the one that is trained, and not more.
  expect(log.slice(0, 6)).toEqual(['read', 'read', 'read', 'step', 'read', 'stepped']);
  const count = (word: string) => log.filter((each) => each === word).length;
  expect(count('step')).toBe(300);
  // 0.3 s of the clock; one more at the end of each epoch, and a few until the pace is known.
  expect(count('report')).toBeLessThan(25);
  expect(result.epochs).toHaveLength(10);
  expect(result.epochs.at(-1)!.train['loss']).toBeLessThan(result.epochs[0]!.train['loss']!);
  result.executor.dispose();
});

test('reports leave nothing out of what was counted, and the last one tells of the one before too', async () => {
  const { watched, now } = timed(await createSmall(ours));
  const counted: Scores[] = [];
  const told: { readonly until: number; readonly at: number; readonly loss: number | undefined }[] = [];
  const executor: Executor = {
    ...watched,
    report: async () => {
      const report = await watched.report();
      if (report) counted.push(report.sums['output']!);
      return report;
    },
  };
  // 270 ms of the clock: the last step comes soon after a report.
  const args = smallRun(() => Promise.resolve(executor), { epochs: 9, batchSize: 2 });
  const result = await trainNetwork({ ...args, now }, createTrainingControl(), {
    onProgress: ({ train: { loss } }) => told.push({ until: counted.length, at: now(), loss }),
  });
  expect(told.length).toBeGreaterThan(2);
  expect(told.at(-1)!.until).toBe(counted.length);
  expect(told.at(-1)!.at - told.at(-2)!.at).toBeLessThan(100);
  const sum = (from: number, until: number, name: string) =>
    counted.slice(from, until).reduce((all, sums) => all + sums[name]!, 0);
  for (const [index, { until, loss }] of told.entries()) {
    const from = told[index - (index === told.length - 1 ? 2 : 1)]?.until ?? 0;
    expect(loss).toBeCloseTo(sum(from, until, 'loss') / sum(from, until, 'weight'), 6);
  }
  result.executor.dispose();
});

/** Epochs but for the time that they took. */
const figures = ({ epochs }: { readonly epochs: readonly EpochRecord[] }) =>
  epochs.map(({ epoch, train: trained, validation }) => ({ epoch, trained, validation }));

type Result = Awaited<ReturnType<typeof train>>;

/** What was kept of the first run goes on, and must end as the one in one go did; then all are let go. */
async function goOnAs(whole: Result, first: Result, args: TrainingArguments): Promise<void> {
  const second = await train({ ...args, epochs: first.epochs });
  expect(await second.executor.weights()).toEqual(await whole.executor.weights());
  expect(figures(second)).toEqual(figures(whole));
  for (const { executor } of [whole, first, second]) executor.dispose();
}

// 8 steps an epoch.
test.each([1, 5, 8, 11, 16, 23])(
  'a run that is stopped after %i steps and goes on ends with the same weights and records as one in one go',
  async (steps) => {
    const validated = (args: TrainingArguments): TrainingArguments => ({ ...args, validation: smallSamples });
    const whole = await train(validated(smallRun(() => createSmall(ours))));
    const keeper = memoryKeeper();
    const control = createTrainingControl();
    let done = 0;
    const stopping = async () => {
      const executor = await createSmall(ours);
      const step: Executor['step'] = (batch, hyper) => {
        done += 1;
        if (done === steps) control.stop();
        return executor.step(batch, hyper);
      };
      return { ...executor, step };
    };
    const first = await trainNetwork({ ...validated(smallRun(stopping)), keeper }, control, {});
    expect(first.state).toBe('stopped');
    await goOnAs(whole, first, { ...validated(smallRun(() => createSmall(ours))), keeper });
  },
);

describe('a run in whose validation one', () => {
  /** 3 batches of 256 at most, after each of 3 epochs. */
  const many: Feed = { ...smallSamples, length: 600 };
  const validated = (args: TrainingArguments): TrainingArguments => ({ ...args, validation: many });
  /** `meanwhile` is called with each batch of validation. */
  const validating = (meanwhile: (batch: number) => void) => async () => {
    const executor = await createSmall(ours);
    let batches = 0;
    const evaluate: Executor['evaluate'] = (batch) => {
      batches += 1;
      meanwhile(batches);
      return executor.evaluate(batch);
    };
    return { ...executor, evaluate };
  };

  test.each([1, 5])(
    'stops at batch %i ends before the next batch, and goes on with the validation of that epoch',
    async (at) => {
      const whole = await train(validated(smallRun(() => createSmall(ours))));
      const keeper = memoryKeeper();
      const control = createTrainingControl();
      let evaluated = 0;
      const stopping = validating((batch) => {
        evaluated = batch;
        if (batch === at) control.stop();
      });
      const first = await trainNetwork({ ...validated(smallRun(stopping)), keeper }, control, {});
      const epoch = Math.floor(at / 3);
      expect([first.state, evaluated]).toEqual(['stopped', at]);
      expect(figures(first)).toEqual(figures(whole).slice(0, epoch));
      const { state } = (await keeper.last())!;
      expect([state.epoch, state.batch, state.step]).toEqual([epoch, 8, 8 * (epoch + 1)]);
      await goOnAs(whole, first, { ...validated(smallRun(() => createSmall(ours))), keeper });
    },
  );

  test('pauses waits before the next batch, and that time is not the epoch’s', async () => {
    const whole = await train(validated(smallRun(() => createSmall(ours))));
    const control = createTrainingControl();
    let evaluated = 0;
    let time = 0;
    const pausing = validating((batch) => {
      evaluated = batch;
      if (batch === 2) control.pause();
    });
    const states: (readonly [string, number])[] = [];
    const args = { ...validated(smallRun(pausing)), now: () => time };
    const result = await trainNetwork(args, control, {
      onState(state) {
        states.push([state, evaluated]);
        if (state !== 'paused') return;
        time += 60_000;
        setTimeout(() => control.resume());
      },
    });
    expect(states).toEqual([
      ['training', 0],
      ['paused', 2],
      ['training', 2],
    ]);
    expect(result.epochs[0]!.seconds).toBeLessThan(1);
    expect(figures(result)).toEqual(figures(whole));
    for (const { executor } of [whole, result]) executor.dispose();
  });
});
