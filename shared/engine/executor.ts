/** The one interface to whatever computes. Callers see no tfjs. */
import type { Plan } from '../compiler/compiled';
import type { OptimizerName } from '../graph/optimizers';
import type { KnownShape } from '../layers/define';

export type BackendName = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

/** Values by weight key, row-major float32; convolution kernels HWIO. */
export type WeightMap = ReadonlyMap<string, { readonly shape: KnownShape; readonly data: Float32Array }>;

export interface Tensor {
  /** With the batch first. */
  readonly shape: KnownShape;
  readonly data: Float32Array;
}

export interface Batch {
  readonly size: number;
  /** By input layer id. */
  readonly inputs: Readonly<Record<string, Tensor>>;
  /** By output layer id. Class indices for softmaxCrossEntropy (shape [batch]), else values of the output's shape. */
  readonly targets: Readonly<Record<string, Tensor>>;
}

export interface Hyper {
  readonly learningRate: number;
  /** Counted from 0 over the whole run; with the seed and the node's id it decides every random mask. */
  readonly step: number;
}

export interface EvaluationResult {
  readonly loss: number;
  readonly correct: number;
  /** Predictions by output id: probabilities, or values. */
  readonly predictions: Readonly<Record<string, Tensor>>;
}

/** Everything needed to go on to the same numbers: weights, optimizer slots and counters. */
export interface Snapshot {
  readonly weights: WeightMap;
  readonly slots: WeightMap;
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
  /** What the user should know about how it came to run here, in sentences; null: nothing. */
  readonly notice: string | null;
  /** One forward and backward pass and one optimizer step. Results are read back only by `report()`. */
  step(batch: Batch, hyper: Hyper): Promise<void>;
  /** Mean loss and accuracy of the steps since the last report; null where there was none. */
  report(): Promise<{ readonly loss: number; readonly accuracy: number; readonly steps: number } | null>;
  evaluate(batch: Batch): Promise<EvaluationResult>;
  predict(inputs: Batch['inputs'], size: number): Promise<Readonly<Record<string, Tensor>>>;
  /** The values of a layer's first output port, in inference mode. */
  activations(inputs: Batch['inputs'], size: number, nodeId: string): Promise<Tensor>;
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
