/** Training from start to end, across pauses and backends that fail. Knows executors, not what computes. */
import type { TrainingArguments, TrainingCallbacks } from './training';
import type { Divergence, EpochRecord } from '../model/run-record';
import { Diverged } from './divergence';
import type { Executor } from '../engine/executor';
import { ExecutorFailure, watched } from '../engine/failures';
import { runEpochs } from './run-epochs';
import type { TrainingControl } from './training-control';
import { TrainingError } from './training-error';

export interface TrainingResult {
  readonly state: 'finished' | 'stopped';
  readonly epochs: readonly EpochRecord[];
  /** Of a run that was given up; null for any other. */
  readonly diverged: Divergence | null;
  /**
   * With the trained weights; the caller disposes of it. Of a run that diverged those of its newest checkpoint; where it has
   * none (`kept` is null), they are lost, and its first ones are the caller's.
   */
  readonly executor: Executor;
}

/**
 * Trains until the last epoch, `control.stop()`, or until the loss has gone out of bounds. Same seed, backend and data give
 * the same weights, also when cut off and resumed from any checkpoint.
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
  let diverged: Diverged | null = null;
  try {
    for (;;) {
      try {
        const checkpoint = await args.keeper.last();
        if (diverged) {
          if (checkpoint) await executor.restore(checkpoint.snapshot);
          const kept = checkpoint?.state.step ?? null;
          return { state: 'stopped', epochs, diverged: { ...diverged.at, kept }, executor };
        }
        epochs = epochs.slice(0, checkpoint?.state.epoch ?? 0);
        callbacks.onBegin?.(epochs, checkpoint?.state ?? null);
        if (checkpoint) await executor.restore(checkpoint.snapshot);
        const state = await runEpochs(args, executor, epochs, checkpoint, control, recorded);
        return { state, epochs, diverged: null, executor };
      } catch (error) {
        if (error instanceof Diverged) {
          diverged = error;
          continue;
        }
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
