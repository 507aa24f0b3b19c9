/** Training from start to end, across pauses and backends that fail. Knows executors, not what computes. */
import type { TrainingArguments, TrainingCallbacks } from './training';
import type { EpochRecord } from '../model/run-record';
import type { Executor } from '../engine/executor';
import { ExecutorFailure, watched } from '../engine/failures';
import { runEpochs } from './run-epochs';
import type { TrainingControl } from './training-control';
import { TrainingError } from './training-error';

export interface TrainingResult {
  readonly state: 'finished' | 'stopped';
  readonly epochs: readonly EpochRecord[];
  /** With the trained weights; the caller disposes of it. */
  readonly executor: Executor;
}

/**
 * Trains until the last epoch, `control.stop()`, or a TrainingError (the loss is no number any more). Same seed,
 * backend and data give the same weights, also when cut off and resumed from any checkpoint.
 */
export async function trainNetwork(
  args: TrainingArguments,
  control: TrainingControl,
  callbacks: TrainingCallbacks,
): Promise<TrainingResult> {
  if (args.train.length === 0) {
    throw new TrainingError(
      'There are no pictures to train on: choose a data set, or keep fewer for validation.',
    );
  }
  let executor = watched(await args.createExecutor());
  let epochs: EpochRecord[] = [...(args.epochs ?? [])];
  const recorded: TrainingCallbacks = {
    ...callbacks,
    onEpoch(record) {
      epochs.push(record);
      callbacks.onEpoch?.(record);
    },
  };
  try {
    for (;;) {
      try {
        const checkpoint = await args.keeper.last();
        epochs = epochs.slice(0, checkpoint?.state.epoch ?? 0);
        callbacks.onBegin?.(epochs);
        if (checkpoint) await executor.restore(checkpoint.snapshot);
        const state = await runEpochs(args, executor, epochs, checkpoint, control, recorded);
        return { state, epochs, executor };
      } catch (error) {
        if (!(error instanceof ExecutorFailure)) throw error;
        executor.dispose();
        const hasCheckpoint = (await args.keeper.last()) !== null;
        executor = watched(await args.createExecutor({ error, hasCheckpoint }));
      }
    }
  } catch (error) {
    executor.dispose();
    throw error;
  }
}
