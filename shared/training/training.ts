/** What a training is given, and whom it tells. */
import type { Feed } from '../data/feed';
import type { TrainingSettings } from '../graph/document';
import type { CheckpointState, EpochRecord, Progress } from '../model/run-record';
import type { Task } from '../model/scores';
import type { CheckpointKeeper } from './checkpoint';
import type { Executor } from '../engine/executor';
import type { Failure } from '../engine/fallback';

export interface TrainingArguments {
  readonly settings: TrainingSettings;
  readonly train: Feed;
  readonly validation: Feed | null;
  readonly task: Task;
  /** Flat id of the output. */
  readonly outputId: string;
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
  /** The epochs that are done as it begins, or goes on from a checkpoint after a failure; `from`: null for the beginning. */
  onBegin?(epochs: readonly EpochRecord[], from: CheckpointState | null): void;
  onProgress?(progress: Progress): void;
  onEpoch?(record: EpochRecord): void;
  onState?(state: 'training' | 'paused'): void;
}
