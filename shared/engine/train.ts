/** Training from start to end, across pauses and backends that fail. Knows executors, not what computes. */
import type { Samples } from '../data/dataset';
import type { TrainingSettings } from '../graph/document';
import type { EpochRecord, Progress } from '../model/run-record';
import type { Task } from '../model/scores';
import type { Ends } from './batches';
import type { CheckpointKeeper } from './checkpoint';
import type { Executor } from './executor';
import { ExecutorFailure, watched } from './failures';
import type { Failure } from './fallback';
import { runEpochs } from './run-epochs';
import type { TrainingControl } from './training-control';
import { TrainingError } from './training-error';

export interface TrainingArguments extends Ends {
  readonly settings: TrainingSettings;
  readonly train: Samples;
  readonly validation: Samples | null;
  readonly task: Task;
  /** How many classes the output tells apart. */
  readonly classCount: number;
  /**
   * Makes an executor with the run's first weights. Called again when that fails at its work (device lost, out of
   * memory, a trap), and should then take the next backend (`withFallback`).
   */
  readonly createExecutor: (failure?: Failure) => Promise<Executor>;
  /** Its newest checkpoint is where the run begins, and goes on after a failure. */
  readonly keeper: CheckpointKeeper;
  /** Those that had been completed when the run was cut off; those after its checkpoint are done again. */
  readonly epochs?: readonly EpochRecord[];
  /** Milliseconds. */
  readonly now: () => number;
  /** Lets the host deliver messages; `setTimeout(0)` or better. */
  readonly yieldToHost: () => Promise<void>;
}

export interface TrainingCallbacks {
  /** The epochs that are done as it begins, or goes on from a checkpoint after a failure. */
  onBegin?(epochs: readonly EpochRecord[]): void;
  onProgress?(progress: Progress): void;
  onEpoch?(record: EpochRecord): void;
  onState?(state: 'training' | 'paused'): void;
}

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
