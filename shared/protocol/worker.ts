/**
 * Messages between the window and the training worker. Requests are answered by one reply with the same `id`;
 * events come unasked. Everything is structured-cloneable.
 */
import type { DatasetDescription } from '../data/dataset';
import type { BackendName } from '../engine/executor';
import type { ConvDocument } from '../graph/document';
import type { KeptFile, KeptRun } from '../model/kept-run';
import type { Progress, RunRecord, TestResult } from '../model/run-record';
import type { WeightsName } from '../model/stored-run';
import type { FileContent } from './file-content';

/** A few pictures for the Data workspace: as they are, and as the network will be fed. */
export interface PictureSheet {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Bytes, count × height × width × channels. */
  readonly pixels: Uint8Array;
  readonly labels: Uint16Array;
  /** How many pictures of each class the whole split has. */
  readonly classCounts: readonly number[];
  /** Where a network was given: the same pictures after preprocessing. */
  readonly fed: {
    readonly height: number;
    readonly width: number;
    readonly channels: number;
    readonly values: Float32Array;
  } | null;
}

/** Request name -> [arguments, answer]. */
export interface WorkerRequests {
  /** `baseUrl` is where `datasets/` and `wasm/` are served. */
  start: [{ baseUrl: string; threads: number }, { backends: readonly BackendName[] }];
  datasets: [null, readonly DatasetDescription[]];
  pictures: [
    {
      dataset: string;
      split: 'train' | 'test';
      classIndex: number | null;
      count: number;
      document: ConvDocument | null;
      /** These pictures instead of the first `count` of a class. */ indices?: readonly number[];
    },
    PictureSheet,
  ];
  /** Seconds for one training step of this network on the backend that would be chosen. */
  probe: [
    { document: ConvDocument; backend: BackendName | 'auto' },
    { backend: BackendName; reason: string; secondsPerStep: number },
  ];
  /** Answers when the run has ended and its trained weights are kept. */
  train: [
    {
      runId: string;
      name: string;
      document: ConvDocument;
      dataset: string;
      backend: BackendName | 'auto';
      /** Of its row in the archive. */
      key: string;
      /** Weights to begin with where key and shape agree; the rest are initialized. */
      from: StartingWeights | null;
      /** The run goes on from the checkpoint that it has there. */
      resume: RunPlace | null;
    },
    { record: RunRecord },
  ];
  pause: [{ runId: string }, null];
  resume: [{ runId: string }, null];
  /** Ends the run early; `train` then answers with the weights so far kept, and evaluated. */
  stop: [{ runId: string }, null];
  evaluate: [{ place: RunPlace; weights: WeightsName; dataset: string }, RunEvaluation];
  /** The trained network as the files of a tfjs layers model, zipped. */
  /** The bytes of a format that takes a model; several files are zipped. */
  exportModel: [{ place: RunPlace; weights: WeightsName; format: string }, { bytes: Uint8Array }];
  /** Copies a run of a file into the archive: for files that can't be opened again after a reload. */
  keep: [{ place: RunPlace; key: string }, KeptRun];
}

/** Where the parts of a run lie. */
export type RunPlace =
  | { readonly kind: 'kept'; readonly run: KeptRun }
  | { readonly kind: 'file'; readonly content: FileContent; readonly id: string };

export interface StartingWeights {
  readonly place: RunPlace;
  readonly weights: WeightsName;
  /** Where its layers have gone since: old flat id -> new. */
  readonly moved: ReadonlyMap<string, string>;
}

/** On the test pictures, as `evaluation.json` keeps it. */
export interface RunEvaluation extends TestResult {
  /** The surest mistakes first, at most so many as are shown. */
  readonly examples: readonly MisclassifiedExample[];
}

export interface MisclassifiedExample {
  /** Index in the test set. */
  readonly index: number;
  readonly actual: number;
  readonly predicted: number;
  readonly probability: number;
}

export interface WorkerEvents {
  progress: { readonly runId: string; readonly progress: Progress };
  record: { readonly runId: string; readonly record: RunRecord };
  /** A checkpoint, or the trained weights at the end, is kept; `superseded` are files that no row names any more. */
  kept: { readonly runId: string; readonly run: KeptRun; readonly superseded: readonly KeptFile[] };
  /** E.g. a lost device: what happened and what goes on, in a sentence. */
  notice: { readonly runId: string | null; readonly message: string };
}

export type RequestName = keyof WorkerRequests;

export interface RequestMessage<N extends RequestName = RequestName> {
  readonly kind: 'request';
  readonly id: number;
  readonly name: N;
  readonly args: WorkerRequests[N][0];
}

export type ReplyMessage =
  | { readonly kind: 'reply'; readonly id: number; readonly ok: true; readonly value: unknown }
  /** `message` is a sentence for the user. */
  | { readonly kind: 'reply'; readonly id: number; readonly ok: false; readonly message: string };

export type EventMessage = {
  [E in keyof WorkerEvents]: { readonly kind: 'event'; readonly name: E; readonly value: WorkerEvents[E] };
}[keyof WorkerEvents];
