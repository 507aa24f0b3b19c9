/**
 * A run: one training of one snapshot of a document. The record is all that a window needs to show and compare runs; it
 * holds no weights. Settings and seed are in the document that was trained.
 */
import type { BackendName } from '../engine/executor';
import type { Scores } from './scores';

export type RunState = 'preparing' | 'training' | 'paused' | 'stopped' | 'finished' | 'failed';

export interface EpochRecord {
  /** From 1. */
  readonly epoch: number;
  readonly seconds: number;
  /** Means over the epoch while the weights changed. */
  readonly train: Scores;
  /** At the epoch's end; null where no validation pictures were kept. */
  readonly validation: Scores | null;
}

/** What a run was trained and measured on. */
export interface RunData {
  /** `fashion-mnist` */
  readonly name: string;
  /** Says whether a set of this name still holds the same; null where the run is older than fingerprints. */
  readonly fingerprint: string | null;
  /** Pictures of each part; null where the run is older than this field. */
  readonly pictures: { readonly training: number; readonly validation: number; readonly test: number } | null;
}

/** Asked once, when the run ended: whoever chooses among runs by it has no test set any more. */
export interface TestResult {
  readonly scores: Scores;
  readonly count: number;
  /** confusion[actual][predicted] */
  readonly confusion: readonly (readonly number[])[];
}

/** Where a run was given up: its loss was no number any more, or far above that of guessing. */
export interface Divergence {
  /** From 1. */
  readonly epoch: number;
  /** Steps done in the whole run. */
  readonly step: number;
  /** In a file, what is infinite is NaN. */
  readonly loss: number;
  /** The step of the checkpoint whose weights it has; null: there was none, and it has those that it began with. */
  readonly kept: number | null;
}

export interface RunRecord {
  readonly id: string;
  /** "Run 3" */
  readonly name: string;
  readonly state: RunState;
  readonly data: RunData;
  readonly backend: BackendName;
  /** Why this backend, in a sentence. */
  readonly backendReason: string;
  /** The graphics adapter that trained it; absent where the processor did. */
  readonly device?: string | undefined;
  /** What of the backend's kernels decides about bits besides: `relaxed` or `strict` of WebAssembly; null: nothing. */
  readonly kernels: string | null;
  readonly threads: number;
  readonly epochs: readonly EpochRecord[];
  readonly test: TestResult | null;
  /** Of a run that was stopped since its loss went out of bounds; absent for any other. */
  readonly diverged?: Divergence | undefined;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly seconds: number;
}

/** Sums over the pictures of an epoch that is not at its end. */
export interface PartialEpoch {
  readonly images: number;
  readonly seconds: number;
  /** What the output's loss adds up: `loss` and `weight` of the rows, and its counters (`correct` of `count`, …). */
  readonly sums: Scores;
}

/** Where a run that was cut off goes on, apart from weights and slots. */
export interface CheckpointState {
  /** Epochs completed, and batches done in the one that runs. */
  readonly epoch: number;
  readonly batch: number;
  /** Steps done in the whole run. */
  readonly step: number;
  /** So that the epoch's record is whole after resuming; null: the epoch had not begun. */
  readonly partial: PartialEpoch | null;
}

/** One report, some ten a second at most. */
export interface Progress {
  /** From 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** Steps done in the whole run, and to be done. */
  readonly step: number;
  readonly steps: number;
  /** Of the steps since the last report. */
  readonly train: Scores;
  /** Of the last epoch; null where there was none, or no validation pictures were kept. */
  readonly validation: Scores | null;
  readonly imagesPerSecond: number;
  readonly secondsLeft: number;
}
