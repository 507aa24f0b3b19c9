/** Training from start to end, across pauses and backends that fail. Knows executors, not what computes. */
import type { Samples } from '../data/dataset';
import type { TrainingSettings } from '../graph/document';
import type { Ends } from './batches';
import type { Executor, WeightMap } from './executor';
import { ExecutorFailure, watched } from './failures';
import type { Failure } from './fallback';
import type { Checkpoint, EpochRecord, Progress } from './run';
import { runEpochs } from './run-epochs';
import type { TrainingControl } from './training-control';
import { TrainingError } from './training-error';

export interface TrainingArguments extends Ends {
  readonly settings: TrainingSettings;
  readonly train: Samples;
  readonly validation: Samples | null;
  /** How many classes the output tells apart. */
  readonly classCount: number;
  /**
   * Makes an executor with the run's first weights. Called again when that fails at its work (device lost, out of
   * memory, a trap), and should then take the next backend (`withFallback`).
   */
  readonly createExecutor: (failure?: Failure) => Promise<Executor>;
  /** Where a run that was cut off goes on, and the epochs that it had completed. */
  readonly resume?: { readonly checkpoint: Checkpoint; readonly epochs: readonly EpochRecord[] } | null;
  /** Milliseconds. */
  readonly now: () => number;
  /** Lets the host deliver messages; `setTimeout(0)` or better. */
  readonly yieldToHost: () => Promise<void>;
}

export interface TrainingCallbacks {
  onProgress?(progress: Progress): void;
  onEpoch?(record: EpochRecord): void;
  /** At each epoch's end, on pause and stop, and at least every 15 seconds in between. */
  onCheckpoint?(checkpoint: Checkpoint): void;
  onState?(state: 'training' | 'paused'): void;
}

export interface TrainingResult {
  readonly state: 'finished' | 'stopped';
  readonly epochs: readonly EpochRecord[];
  readonly weights: WeightMap;
  /** Null when finished: then there is nothing to resume. */
  readonly checkpoint: Checkpoint | null;
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
  let checkpoint = args.resume?.checkpoint ?? null;
  const epochs: EpochRecord[] = [...(args.resume?.epochs ?? [])];
  const recorded: TrainingCallbacks = {
    ...callbacks,
    onEpoch(record) {
      epochs.push(record);
      callbacks.onEpoch?.(record);
    },
    onCheckpoint(taken) {
      checkpoint = taken;
      callbacks.onCheckpoint?.(taken);
    },
  };
  try {
    for (;;) {
      try {
        if (checkpoint) await executor.restore(checkpoint.snapshot);
        const state = await runEpochs(args, executor, epochs, checkpoint, control, recorded);
        const weights = await executor.weights();
        return { state, epochs, weights, checkpoint: state === 'finished' ? null : checkpoint, executor };
      } catch (error) {
        if (!(error instanceof ExecutorFailure)) throw error;
        executor.dispose();
        const hasCheckpoint = checkpoint !== null;
        executor = watched(await args.createExecutor({ error, hasCheckpoint }));
      }
    }
  } catch (error) {
    executor.dispose();
    throw error;
  }
}
