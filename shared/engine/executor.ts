/** The one interface to whatever computes. Callers see no tfjs. */
import type { Plan } from '../compiler/compiled';
import type { OptimizerName } from '../schema/optimizers';
import type { KnownShape } from '../layers/shape';
import type { WeightMap, WeightSource } from '../model/weights';

export type BackendName = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

export interface Tensor {
  /** With the batch first. */
  readonly shape: KnownShape;
  readonly data: Float32Array;
}

/** How a batch says what an output should have said; each loss names those that it takes. */
export type TargetKind = 'index' | 'distribution' | 'values';

/**
 * The truth for one output. Rows are what has one loss: a picture, or a pixel where the output is a picture, so that an
 * output of the shape [..., channels] has rows of the shape [batch, ...].
 */
export interface Target {
  /**
   * - `index`: a class for each row, counted from 0. In masks (rows that are pixels) 255 marks a pixel that is ignored.
   * - `distribution`: a share for each class of each row, of the output's shape. Smoothed labels, mixup and CutMix.
   * - `values`: numbers of the output's shape; 0 or 1 (or between) for each label of a multilabel output.
   */
  readonly kind: TargetKind;
  /** With the batch first: [batch, ...] without the channels for `index`, with them for the others. */
  readonly shape: KnownShape;
  readonly data: Float32Array;
  /**
   * How much each picture ([batch] numbers) or each row counts, zero or more; class weights arrive here too. Absent:
   * all alike. The loss is Σ weight · loss / Σ weight over rows, and 0 where no row counts.
   */
  readonly weights?: Float32Array;
}

export interface Batch {
  /** Pictures. */
  readonly size: number;
  /** By input layer id. */
  readonly inputs: Readonly<Record<string, Tensor>>;
  /** By output layer id. */
  readonly targets: Readonly<Record<string, Target>>;
}

export interface Hyper {
  readonly learningRate: number;
  /** Counted from 0 over the whole run; with the seed and the node's id it decides every random mask. */
  readonly step: number;
}

/**
 * What an output's loss adds up over rows; further names are the counters that the loss has (`correct`: rows whose
 * largest value is the truth's). Adding two of them by name gives that of both batches.
 */
export interface Sums {
  /** Σ weight · loss. */
  readonly loss: number;
  /** Σ weight. */
  readonly weight: number;
  /** Rows whose weight is not 0. Counters add up over these, each once, whatever its weight. */
  readonly count: number;
  readonly [counter: string]: number;
}

export interface Report {
  /** For each output the weighted mean over all rows, Σ weight · loss / Σ weight; their sum where there are several. */
  readonly loss: number;
  /** By output id. */
  readonly sums: Readonly<Record<string, Sums>>;
}

export interface EvaluationResult extends Report {
  /** Predictions by output id: probabilities, or values. */
  readonly predictions: Readonly<Record<string, Tensor>>;
}

/** A score of one output before its link (softmax, sigmoid): of each picture, summed over pixels where there are any. */
export interface Score {
  /** Output layer id. */
  readonly output: string;
  /** The class, or the number of the value, counted from 0. */
  readonly class: number;
}

/** Bins of each histogram. */
export const HISTOGRAM_BINS = 32;

/** What many values are like; NaN and infinities are counted and left out of everything else. */
export interface Spread {
  readonly count: number;
  readonly notFinite: number;
  /** √Σ x². */
  readonly norm: number;
  /** 0, as `least` and `most`, where no value is finite. */
  readonly mean: number;
  readonly least: number;
  readonly most: number;
  /**
   * How many values lie in each of `HISTOGRAM_BINS` equal parts of [least, most]; what lies between two belongs to the
   * upper one, and all is in the first where least = most.
   */
  readonly histogram: readonly number[];
}

/** Reduced where the values are: no tensor leaves the executor. */
export interface Statistics {
  readonly loss: number;
  /** By weight key; `gradient` (of the batch's loss) is null for weights that are not trained. */
  readonly weights: Readonly<Record<string, { readonly values: Spread; readonly gradient: Spread | null }>>;
  /**
   * By layer id, of its first output port in training mode over the whole batch. `dead` is the share, 0 to 1, of its
   * units (the channels of a picture, the numbers of a vector) that are 0 for every picture at every place.
   */
  readonly activations: Readonly<Record<string, Spread & { readonly dead: number }>>;
}

/** Everything needed to go on to the same numbers: weights, optimizer slots and counters. */
export interface Snapshot {
  readonly weights: WeightSource;
  readonly slots: WeightSource;
  readonly step: number;
}

export interface OptimizerOptions {
  readonly name: OptimizerName;
  /** SGD's momentum; RMSprop's decay is 0.9, Adam's betas 0.9 and 0.999 (Keras' defaults). */
  readonly momentum: number;
  /** AdamW's λ, for the weights that layers let decay; absent: 0. */
  readonly weightDecay?: number;
}

export interface Executor {
  readonly backend: BackendName;
  readonly threads: number;
  /** What of the backend decides about bits besides its name (which kernels, which adapter); null: nothing. */
  readonly kernels: string | null;
  /** What the user should know about how it came to run here, in sentences; null: nothing. */
  readonly notice: string | null;
  /** One forward and backward pass and one optimizer step. Results are read back only by `report()`. */
  step(batch: Batch, hyper: Hyper): Promise<void>;
  /** Of all steps since the last report; null where there was none. */
  report(): Promise<(Report & { readonly steps: number }) | null>;
  /** In inference mode. */
  evaluate(batch: Batch): Promise<EvaluationResult>;
  predict(inputs: Batch['inputs'], size: number): Promise<Readonly<Record<string, Tensor>>>;
  /**
   * By layer id the values of its first output port, [size, ...], in inference mode: all from one pass, which computes
   * only what they need. Throws for a layer that has none (Output) or that is not there.
   */
  activations(
    inputs: Batch['inputs'],
    size: number,
    nodeIds: readonly string[],
  ): Promise<Readonly<Record<string, Tensor>>>;
  /**
   * By layer id the gradient of the score by those values, [size, ...], in inference mode; each picture's is that of its
   * own score. Input layers give that by their pictures. Zeros where the score does not depend on the layer.
   */
  sensitivities(
    inputs: Batch['inputs'],
    size: number,
    score: Score,
    nodeIds: readonly string[],
  ): Promise<Readonly<Record<string, Tensor>>>;
  /** Of one forward and backward pass in training mode, which changes nothing. */
  statistics(batch: Batch, hyper: Hyper): Promise<Statistics>;
  /** Gradients of the training loss by every trainable weight and every input; changes nothing. */
  gradients(
    batch: Batch,
    hyper: Hyper,
  ): Promise<{
    readonly loss: number;
    readonly weights: ReadonlyMap<string, Float32Array>;
    readonly inputs: Readonly<Record<string, Float32Array>>;
  }>;
  weights(): Promise<WeightMap>;
  /**
   * As it is now, to be read before the next step, which changes it: a tensor at a time, so that a large network need
   * not lie in memory twice.
   */
  snapshot(): Promise<Snapshot>;
  restore(snapshot: Snapshot): Promise<void>;
  dispose(): void;
}

export interface ExecutorOptions {
  readonly plan: Plan;
  readonly weights: WeightMap;
  readonly backend: BackendName;
  readonly optimizer: OptimizerOptions;
  readonly seed: number;
}

/** Where our own WebAssembly module comes from. */
export interface KernelHost {
  /** The bytes of one of its variants, by file name. */
  readonly load: (name: string) => Promise<ArrayBuffer>;
  /**
   * Starts a thread, which instantiates the module on this memory and calls its `serve` with the two numbers. Resolves
   * when it has, as it can't be waited for by blocking before; the answer ends it.
   */
  readonly startThread: (request: ThreadRequest) => Promise<() => void>;
}

/** A WebAssembly module and memory, and numbers: can be posted to a worker. */
export interface ThreadRequest {
  readonly module: object;
  readonly memory: object;
  readonly control: number;
  readonly thread: number;
  /** Address of a word to set where `serve` traps, as the others would wait for it for ever. */
  readonly failed: number;
}

/** What the place where the engine runs must give. */
export interface Platform {
  /** Null: WebAssembly is tfjs's. */
  readonly kernels: KernelHost | null;
  /** The bytes, or the folder's address, of tfjs's wasm files. */
  readonly wasmBase: string;
  /** Backends to try, the best first. */
  readonly backends: readonly BackendName[];
  readonly threads: number;
  /** Milliseconds. */
  readonly now: () => number;
}
