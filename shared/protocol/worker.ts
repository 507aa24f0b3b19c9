/**
 * Messages between the window and the training worker. Requests are answered by one reply with the same `id`;
 * events come unasked. Everything is structured-cloneable.
 */
import type { DatasetDescription, Preprocessing } from '../data/dataset';
import type { BackendName, WeightMap } from '../engine/executor';
import type { Checkpoint, Evaluation, Model, Progress, RunRecord } from '../engine/run';
import type { ConvDocument } from '../graph/document';

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
  train: [
    {
      runId: string;
      name: string;
      document: ConvDocument;
      dataset: string;
      backend: BackendName | 'auto';
      /** Weights to begin with where key and shape agree; the rest are initialized. */
      weights: WeightMap | null;
      resume: { readonly record: RunRecord; readonly checkpoint: Checkpoint } | null;
    },
    {
      record: RunRecord;
      weights: WeightMap;
      preprocessing: Preprocessing;
      classNames: readonly string[];
      checkpoint: Checkpoint | null;
    },
  ];
  pause: [{ runId: string }, null];
  resume: [{ runId: string }, null];
  /** Ends the run early; `train` then answers with the weights so far, evaluated. */
  stop: [{ runId: string }, null];
  evaluate: [{ model: Model; dataset: string }, Evaluation & { examples: readonly MisclassifiedExample[] }];
  /** The model as the bytes of a `*.cnn` file; here, so that compressing and checking never block the window. */
  pack: [{ model: Model }, { bytes: Uint8Array }];
  /** The trained network as the files of a tfjs layers model, zipped. */
  exportTfjs: [{ model: Model }, { fileName: string; bytes: Uint8Array }];
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
  /** At the end of each epoch and on pause, for recovery: `file` is a whole `*.cnn` that holds the checkpoint. */
  checkpoint: { readonly runId: string; readonly record: RunRecord; readonly file: Uint8Array };
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
