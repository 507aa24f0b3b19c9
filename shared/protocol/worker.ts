/**
 * Messages between the window and the training worker. Requests are answered by one reply with the same `id`;
 * events come unasked. Everything is structured-cloneable.
 */
import type { BackendName } from '../engine/executor';
import type { ConvDocument } from '../graph/document';
import type { KeptFile, KeptRun } from '../model/kept-run';
import type { Progress, RunRecord, TestResult } from '../model/run-record';
import type { WeightsName } from '../model/stored-run';
import type { CallPort, CallReply, CallRequest } from './calls';
import type { FileContent } from './file-content';

/** Request name -> [arguments, answer]. */
export interface WorkerRequests {
  /** `baseUrl` is where `wasm/` and `kernels/` are served; `data` leads to the data worker. */
  start: [{ baseUrl: string; threads: number; data: CallPort | null }, null];
  /** Those that this machine has, the most promising first. */
  backends: [null, readonly BackendName[]];
  /** Seconds for one training step of this network on the backend that would be chosen. */
  probe: [
    { document: ConvDocument; classCount: number; backend: BackendName | 'auto' },
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
  /**
   * What a trained network answers to one picture: `values` are what its first layer is given, `height × width × channels`;
   * the answer has a probability for each class. The network stays open for the next picture, by the name `tried`, until
   * another is tried, one trains, or nobody tries any more. Refused while a run trains.
   */
  predict: [
    { tried: string; place: RunPlace; weights: WeightsName; values: Float32Array },
    { probabilities: Float32Array },
  ];
  /** Nobody tries pictures any more: what was open for that gives its memory back. */
  leaveTried: [null, null];
  evaluate: [{ place: RunPlace; weights: WeightsName; dataset: string }, RunEvaluation];
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
export type RequestMessage<N extends RequestName = RequestName> = CallRequest<WorkerRequests, N>;
export type ReplyMessage = CallReply;

export type EventMessage = {
  [E in keyof WorkerEvents]: { readonly kind: 'event'; readonly name: E; readonly value: WorkerEvents[E] };
}[keyof WorkerEvents];
