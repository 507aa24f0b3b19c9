/** The epochs of a run on one executor: shuffling, schedule, reports, checkpoints. */
import { readBatch } from './batches';
import { evaluateModel } from './evaluate';
import type { Batch, Executor, Report } from './executor';
import { permutation, stream } from './random';
import { createRate } from './rate';
import type { Checkpoint, EpochRecord } from './run';
import { learningRateAt } from './schedule';
import type { TrainingArguments, TrainingCallbacks } from './train';
import type { TrainingControl } from './training-control';
import { TrainingError } from './training-error';

/** Seconds between reports: ten a second at most. */
const REPORT_SECONDS = 0.1;
/** Seconds between checkpoints inside an epoch, or so many times what taking one needs. */
const CHECKPOINT_SECONDS = 15;
const CHECKPOINT_SHARE = 20;
/** Messages (pause, stop) are let through this often. */
const YIELD_SECONDS = 0.05;

/** Sums over the pictures of the running epoch. */
interface Sums {
  images: number;
  loss: number;
  correct: number;
  seconds: number;
}
const nothing: Readonly<Sums> = { images: 0, loss: 0, correct: 0, seconds: 0 };

/** The share of pictures (or pixels) that were right, 0 where the loss counts none. */
const accuracyOf = ({ sums }: Report, outputId: string): number => {
  const own = sums[outputId];
  return own && own.count > 0 ? (own['correct'] ?? 0) / own.count : 0;
};

/** Goes on from a checkpoint whose snapshot the executor already has, or begins. */
export async function runEpochs(
  args: TrainingArguments,
  executor: Executor,
  records: readonly EpochRecord[],
  from: Checkpoint | null,
  control: TrainingControl,
  callbacks: TrainingCallbacks,
): Promise<'finished' | 'stopped'> {
  const { settings, train, validation } = args;
  const seconds = () => args.now() / 1000;
  const batchSize = Math.min(settings.batchSize, train.length);
  const perEpoch = Math.ceil(train.length / batchSize);
  const steps = perEpoch * settings.epochs;
  const rate = createRate();
  let sums: Sums = { ...nothing, ...from?.partial };
  let epoch = from?.epoch ?? 0;
  let batch = from?.batch ?? 0;

  /** What happened since the last report. */
  let unreported = { images: 0, steps: 0 };
  let reportedAt = seconds();
  let yieldedAt = reportedAt;
  let checkpointAt = reportedAt + CHECKPOINT_SECONDS;
  /** So that a slow device's queue holds no more than a report's worth of steps. */
  let stepsPerReport = 1;
  let validationSeconds = 0;
  let progressAt = -Infinity;

  const resetClock = () => {
    reportedAt = seconds();
    yieldedAt = reportedAt;
  };

  const report = async () => {
    const result = await executor.report();
    const now = seconds();
    if (!result) return;
    const elapsed = Math.max(1e-6, now - reportedAt);
    const { images } = unreported;
    const accuracy = accuracyOf(result, args.outputId);
    if (!Number.isFinite(result.loss)) {
      throw new TrainingError(
        `The loss is no longer a number (epoch ${epoch + 1}, step ${epoch * perEpoch + batch}). The learning rate ${settings.learningRate} is probably too high for this network: try ${Number((settings.learningRate / 10).toPrecision(2))}.`,
      );
    }
    sums = {
      images: sums.images + images,
      loss: sums.loss + result.loss * images,
      correct: sums.correct + accuracy * images,
      seconds: sums.seconds + elapsed,
    };
    rate.add(images, elapsed);
    stepsPerReport = Math.max(1, Math.floor((REPORT_SECONDS * unreported.steps) / elapsed));
    unreported = { images: 0, steps: 0 };
    reportedAt = now;
    const step = epoch * perEpoch + batch;
    if (now - progressAt < REPORT_SECONDS && step < steps) return;
    progressAt = now;
    const imagesPerSecond = rate.imagesPerSecond();
    const left = train.length * (settings.epochs - epoch) - Math.min(train.length, batch * batchSize);
    const last = records.at(-1);
    callbacks.onProgress?.({
      epoch: epoch + 1,
      epochs: settings.epochs,
      step,
      steps,
      loss: result.loss,
      accuracy,
      valLoss: last?.valLoss ?? null,
      valAccuracy: last?.valAccuracy ?? null,
      imagesPerSecond,
      secondsLeft:
        (imagesPerSecond > 0 ? left / imagesPerSecond : 0) + validationSeconds * (settings.epochs - epoch),
    });
  };

  const takeCheckpoint = async (): Promise<Checkpoint> => {
    const start = seconds();
    const snapshot = await executor.snapshot();
    const end = seconds();
    checkpointAt = end + Math.max(CHECKPOINT_SECONDS, CHECKPOINT_SHARE * (end - start));
    return { snapshot, epoch, batch, partial: { ...sums } };
  };

  /** True when the run shall end. */
  const obey = async (): Promise<boolean> => {
    if (!control.pauseRequested && !control.stopRequested) return false;
    await report();
    callbacks.onCheckpoint?.(await takeCheckpoint());
    if (control.pauseRequested) {
      callbacks.onState?.('paused');
      await control.untilResumed();
      if (!control.stopRequested) callbacks.onState?.('training');
    }
    resetClock();
    return control.stopRequested;
  };

  callbacks.onState?.('training');
  while (epoch < settings.epochs) {
    const order = permutation(stream(settings.seed, 'shuffle', epoch), train.length);
    const read = (index: number) =>
      readBatch(train, [...order.subarray(index * batchSize, (index + 1) * batchSize)], args);
    let next: Batch | null = batch < perEpoch ? await read(batch) : null;
    while (next) {
      if (await obey()) return 'stopped';
      const step = epoch * perEpoch + batch;
      const learningRate = learningRateAt(settings, step, steps);
      const { size } = next;
      // The device computes while the next pictures are prepared.
      const stepping = executor.step(next, { learningRate, step });
      const reading = batch + 1 < perEpoch ? read(batch + 1) : null;
      const [following] = await Promise.all([reading, stepping]);
      next = following;
      batch += 1;
      unreported = { images: unreported.images + size, steps: unreported.steps + 1 };
      const now = seconds();
      if (now - reportedAt >= REPORT_SECONDS || unreported.steps >= stepsPerReport * 2) await report();
      if (now >= checkpointAt && next) {
        await report();
        callbacks.onCheckpoint?.(await takeCheckpoint());
        resetClock();
      }
      if (now - yieldedAt >= YIELD_SECONDS) {
        await args.yieldToHost();
        yieldedAt = seconds();
      }
    }
    await report();
    const record = await finishEpoch();
    epoch += 1;
    batch = 0;
    sums = { ...nothing };
    const checkpoint = await takeCheckpoint();
    callbacks.onEpoch?.(record);
    callbacks.onCheckpoint?.(checkpoint);
    resetClock();
  }
  return 'finished';

  async function finishEpoch(): Promise<EpochRecord> {
    const start = seconds();
    const checked =
      validation && validation.length > 0
        ? await evaluateModel({
            executor,
            samples: validation,
            classCount: args.classCount,
            inputId: args.inputId,
            outputId: args.outputId,
            yieldToHost: args.yieldToHost,
          })
        : null;
    validationSeconds = seconds() - start;
    const images = Math.max(1, sums.images);
    return {
      epoch: epoch + 1,
      loss: sums.loss / images,
      accuracy: sums.correct / images,
      valLoss: checked?.loss ?? null,
      valAccuracy: checked?.accuracy ?? null,
      seconds: sums.seconds + validationSeconds,
    };
  }
}
