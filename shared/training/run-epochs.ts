/** The epochs of a run on one executor: shuffling, schedule, reports, checkpoints. */
import type { EpochRecord, PartialEpoch } from '../model/run-record';
import type { Scores } from '../model/scores';
import { scoresOfSums } from './metrics/index';
import type { Checkpoint } from './checkpoint';
import { type DetailedEvaluation, EVALUATION_BATCH, evaluateUnless } from './evaluate';
import { Diverged, watchLoss } from './divergence';
import type { Executor } from '../engine/executor';
import { checkpointPace } from './pace';
import { permutation, stream } from '../engine/random';
import { createRate } from './rate';
import { readAhead } from './read-ahead';
import { learningRateAt } from './schedule';
import type { TrainingArguments, TrainingCallbacks } from './training';
import type { TrainingControl } from './training-control';

/** Seconds between reports: ten a second at most. */
const REPORT_SECONDS = 0.1;
/** Messages (pause, stop) are let through this often. */
const YIELD_SECONDS = 0.05;

const nothing: PartialEpoch = { images: 0, seconds: 0, sums: {} };

function added(a: Scores, b: Scores): Scores {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...names].map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)]));
}

/** Sums of losses, not of means, so that they don't depend on when reports were asked for. */
const meanLoss = ({ loss = 0, weight = 0 }: Scores): number => (weight > 0 ? loss / weight : 0);

/** Goes on from a checkpoint whose snapshot the executor already has, or begins. */
export async function runEpochs(
  args: TrainingArguments,
  executor: Executor,
  records: readonly EpochRecord[],
  from: Checkpoint | null,
  control: TrainingControl,
  callbacks: TrainingCallbacks,
): Promise<'finished' | 'stopped'> {
  const { settings, train, validation, task } = args;
  const seconds = () => args.now() / 1000;
  const batchSize = Math.min(settings.batchSize, train.length);
  const perEpoch = Math.ceil(train.length / batchSize);
  const steps = perEpoch * settings.epochs;
  const rate = createRate();
  let sums: PartialEpoch = from?.state.partial ?? nothing;
  let epoch = from?.state.epoch ?? 0;
  let batch = from?.state.batch ?? 0;

  /** What happened since the last report. */
  let unreported = { images: 0, steps: 0 };
  let reportedAt = seconds();
  let yieldedAt = reportedAt;
  const pace = checkpointPace(reportedAt);
  /** So that a slow device's queue holds no more than a report's worth of steps. */
  let stepsPerReport = 1;
  let validationSeconds = 0;
  /** Seconds in which it was paused, or kept the moment before. */
  let pausedSeconds = 0;
  let progressAt = -Infinity;
  /** Counted since the last progress, and what that one told. */
  let untold: Scores = {};
  let told: Scores = {};

  const resetClock = () => {
    reportedAt = seconds();
    yieldedAt = reportedAt;
  };

  const watch = watchLoss(task, args.classCount, records);
  const lost = (loss: number): Diverged =>
    new Diverged({ epoch: epoch + 1, step: epoch * perEpoch + batch, loss });

  const report = async () => {
    const result = await executor.report();
    const now = seconds();
    if (!result) return;
    const elapsed = Math.max(1e-6, now - reportedAt);
    const { images } = unreported;
    const counted: Scores = result.sums[args.outputId] ?? {};
    const isLast = epoch + 1 >= settings.epochs;
    const ends = batch < perEpoch ? null : isLast ? 'run' : 'epoch';
    const by = watch.lostBy(result.loss, unreported.steps, ends);
    if (by !== null) throw lost(by);
    sums = {
      images: sums.images + images,
      seconds: sums.seconds + elapsed,
      sums: added(sums.sums, counted),
    };
    untold = added(untold, counted);
    rate.add(images, elapsed);
    stepsPerReport = Math.max(1, Math.floor((REPORT_SECONDS * unreported.steps) / elapsed));
    unreported = { images: 0, steps: 0 };
    reportedAt = now;
    const step = epoch * perEpoch + batch;
    if (now - progressAt < REPORT_SECONDS) {
      if (step < steps) return;
      // The last one may come a batch after the one before, and its noise would be where the curve ends: it tells of both.
      untold = added(told, untold);
    }
    progressAt = now;
    told = untold;
    untold = {};
    const imagesPerSecond = rate.imagesPerSecond();
    const left = train.length * (settings.epochs - epoch) - Math.min(train.length, batch * batchSize);
    callbacks.onProgress?.({
      epoch: epoch + 1,
      epochs: settings.epochs,
      step,
      steps,
      train: { loss: meanLoss(told), ...scoresOfSums(task, told) },
      validation: records.at(-1)?.validation ?? null,
      imagesPerSecond,
      secondsLeft:
        (imagesPerSecond > 0 ? left / imagesPerSecond : 0) + validationSeconds * (settings.epochs - epoch),
    });
  };

  /** Everything that it takes is its cost: reading the weights back, and whatever the keeper does. */
  const keep = async (): Promise<void> => {
    const begin = seconds();
    const snapshot = await executor.snapshot();
    const partial = batch === 0 ? null : sums;
    await args.keeper.keep({ state: { epoch, batch, step: snapshot.step, partial }, snapshot });
    pace.taken(begin, seconds());
    resetClock();
  };

  /** True when the run shall end. */
  const obey = async (): Promise<boolean> => {
    if (!control.pauseRequested && !control.stopRequested) return false;
    const begin = seconds();
    if (control.stopRequested) control.end();
    await report();
    await keep();
    if (control.pauseRequested) {
      callbacks.onState?.('paused');
      await control.untilResumed();
      if (control.stopRequested) control.end();
      else callbacks.onState?.('training');
      // So that what is kept says of a run that was stopped that it was, before it is measured, and of none that it is paused.
      await keep();
    }
    pausedSeconds += seconds() - begin;
    resetClock();
    return control.stopRequested;
  };

  callbacks.onState?.('training');
  while (epoch < settings.epochs) {
    const order = permutation(stream(settings.seed, 'shuffle', epoch), train.length);
    const own = epoch;
    const batches = readAhead(
      (index) => train.read([...order.subarray(index * batchSize, (index + 1) * batchSize)], own),
      batch,
      perEpoch,
    );
    let next = await batches.next();
    while (next) {
      if (await obey()) return 'stopped';
      const step = epoch * perEpoch + batch;
      const learningRate = learningRateAt(settings, step, steps);
      const { size } = next;
      // The device computes while the next pictures are prepared.
      const stepping = executor.step(next, { learningRate, step });
      const [following] = await Promise.all([batches.next(), stepping]);
      next = following;
      batch += 1;
      unreported = { images: unreported.images + size, steps: unreported.steps + 1 };
      const now = seconds();
      if (watch.waits || now - reportedAt >= REPORT_SECONDS || unreported.steps >= stepsPerReport * 2)
        await report();
      if (next && watch.isCalm() && pace.isDue(now)) {
        await report();
        if (watch.isCalm()) await keep();
      }
      if (now - yieldedAt >= YIELD_SECONDS) {
        await args.yieldToHost();
        yieldedAt = seconds();
      }
    }
    await report();
    const record = await finishEpoch();
    if (record === null) return 'stopped';
    epoch += 1;
    batch = 0;
    sums = nothing;
    callbacks.onEpoch?.(record);
    if (epoch < settings.epochs && watch.isCalm() && pace.mayEnd(seconds())) await keep();
    resetClock();
  }
  await checkLast();
  return 'finished';

  /** The last step's weights, of which no report tells: its loss was counted before it changed them. */
  async function checkLast(): Promise<void> {
    const rows = Array.from({ length: Math.min(EVALUATION_BATCH, train.length) }, (_, row) => row);
    const { loss } = await executor.evaluate(await train.read(rows, settings.epochs - 1));
    if (!Number.isFinite(loss)) {
      epoch -= 1;
      batch = perEpoch;
      throw lost(loss);
    }
  }

  /** Null where the run was told to stop meanwhile: what it goes on with then is this validation. */
  async function finishEpoch(): Promise<EpochRecord | null> {
    const start = seconds() - pausedSeconds;
    let checked: DetailedEvaluation | null = null;
    if (validation && validation.length > 0) {
      checked = await evaluateUnless(obey, {
        executor,
        samples: validation,
        task,
        classCount: args.classCount,
        outputId: args.outputId,
        yieldToHost: args.yieldToHost,
      });
      if (checked === null) return null;
    }
    validationSeconds = seconds() - pausedSeconds - start;
    const { loss: validated = 0 } = checked?.scores ?? {};
    if (!Number.isFinite(validated)) throw lost(validated);
    return {
      epoch: epoch + 1,
      seconds: sums.seconds + validationSeconds,
      train: { loss: meanLoss(sums.sums), ...scoresOfSums(task, sums.sums) },
      validation: checked?.scores ?? null,
    };
  }
}
