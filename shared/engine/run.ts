/** A run: one training of one snapshot of a document. */
import type { Preprocessing } from '../data/dataset';
import type { ConvDocument } from '../graph/document';
import type { BackendName, Snapshot, WeightMap } from './executor';

export type RunState = 'preparing' | 'training' | 'paused' | 'stopped' | 'finished' | 'failed';

export interface EpochRecord {
  readonly epoch: number;
  readonly loss: number;
  readonly accuracy: number;
  /** Null where no validation data was kept. */
  readonly valLoss: number | null;
  readonly valAccuracy: number | null;
  readonly seconds: number;
}

/** One report, some ten a second at most. */
export interface Progress {
  /** From 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** Steps done in the whole run, and to be done. */
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly valLoss: number | null;
  readonly valAccuracy: number | null;
  readonly imagesPerSecond: number;
  readonly secondsLeft: number;
}

export interface Evaluation {
  readonly accuracy: number;
  readonly loss: number;
  readonly count: number;
  /** confusion[actual][predicted] */
  readonly confusion: readonly (readonly number[])[];
}

export interface RunRecord {
  readonly id: string;
  /** "Run 3" */
  readonly name: string;
  readonly dataset: string;
  readonly state: RunState;
  readonly backend: BackendName;
  /** The graphics adapter that trained it; absent where the processor did. */
  readonly device?: string | undefined;
  /** Why this backend, in a sentence. */
  readonly backendReason: string;
  readonly threads: number;
  readonly epochs: readonly EpochRecord[];
  /** On the test set, at the end. */
  readonly test: Evaluation | null;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly seconds: number;
}

/** What a `*.cnn` file holds. */
export interface Model {
  readonly document: ConvDocument;
  readonly weights: WeightMap;
  readonly preprocessing: Preprocessing;
  readonly classNames: readonly string[];
  readonly run: RunRecord;
  /** While the run is unfinished. */
  readonly checkpoint: Checkpoint | null;
}

export interface Checkpoint {
  readonly snapshot: Snapshot;
  /** Epochs completed and batches done in the one that runs. */
  readonly epoch: number;
  readonly batch: number;
  /** Sums over the pictures of the running epoch, so that its record is whole after resuming; absent: from here on. */
  readonly partial?: {
    readonly images: number;
    readonly loss: number;
    readonly correct: number;
    readonly seconds: number;
  };
}
