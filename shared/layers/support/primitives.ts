/**
 * The closed list of primitives into which layers are lowered. Executors implement these, forward and
 * backward, and nothing else. Shapes leave the batch out; every value has a known shape.
 */
import type { KnownShape } from '../shape';

/** A value that flows through the network. */
export interface Value {
  readonly id: number;
  readonly shape: KnownShape;
  /** The primitive that made it; none for the network's inputs. */
  readonly from?: Op;
}

/** A weight inside a plan. `key` is `<flat node id>/<name>`. */
export interface WeightValue {
  readonly key: string;
  readonly shape: KnownShape;
}

/** [top, bottom, left, right] in pixels; all window primitives take explicit padding only. */
export type ExplicitPadding = readonly [number, number, number, number];
type Pair = readonly [number, number];

export type UnaryFunction =
  | 'relu'
  | 'leakyRelu'
  | 'elu'
  | 'selu'
  | 'gelu'
  | 'geluTanh'
  | 'swish'
  | 'sigmoid'
  | 'tanh'
  | 'clip'
  | 'affine'
  | 'exp'
  | 'log'
  | 'sqrt'
  | 'square'
  | 'abs'
  | 'neg';

/** equal gives 1 or 0, and no gradient passes it. */
export type BinaryFunction = 'add' | 'subtract' | 'multiply' | 'divide' | 'maximum' | 'minimum' | 'equal';

export type Primitive =
  /** x [H,W,C]; kernel HWIO with I = C / groups; bias [O]. Output ⌊(W − F' + P)/S⌋ + 1. */
  | {
      op: 'conv2d';
      x: Value;
      kernel: WeightValue;
      bias?: WeightValue;
      strides: Pair;
      padding: ExplicitPadding;
      dilation: Pair;
      groups: number;
    }
  /** Gradient of conv2d by its input; kernel [Fh,Fw,O,I]; output size given, as it depends on outputPadding. */
  | {
      op: 'convTranspose2d';
      x: Value;
      kernel: WeightValue;
      bias?: WeightValue;
      strides: Pair;
      padding: ExplicitPadding;
      dilation: Pair;
      groups: number;
      outputSize: Pair;
    }
  /** x [..., n] · kernel [n, m] + bias [m]. */
  | { op: 'matMul'; x: Value; kernel: WeightValue; bias?: WeightValue }
  /** Padding counts as −∞. `outputSize` is given since rounding up may drop the last window (PyTorch's rule). */
  | { op: 'maxPool'; x: Value; size: Pair; strides: Pair; padding: ExplicitPadding; outputSize: Pair }
  /** With `countIncludePad` each window divides by its full size where it lies inside the padded picture, else by the pixels it covers. */
  | {
      op: 'averagePool';
      x: Value;
      size: Pair;
      strides: Pair;
      padding: ExplicitPadding;
      outputSize: Pair;
      countIncludePad: boolean;
    }
  /** Axes count without the batch. */
  | { op: 'reduce'; x: Value; function: 'mean' | 'sum' | 'max'; axes: readonly number[]; keepDims: boolean }
  /**
   * Over all axes but the last. With `batchStatistics` (training) mean and biased variance are the batch's and the
   * moving ones become moving·momentum + batch·(1 − momentum); else the moving ones are used.
   */
  | {
      op: 'batchNorm';
      x: Value;
      gamma?: WeightValue;
      beta?: WeightValue;
      movingMean: WeightValue;
      movingVariance: WeightValue;
      momentum: number;
      epsilon: number;
      batchStatistics: boolean;
    }
  /** `alpha` is the slope of leakyRelu and elu; clip is limited to [min, max]; gelu is the exact one (erf); affine is x·scale + offset. */
  | {
      op: 'unary';
      x: Value;
      function: UnaryFunction;
      alpha?: number;
      min?: number;
      max?: number;
      scale?: number;
      offset?: number;
    }
  /** Broadcasts as numpy does. */
  | { op: 'binary'; a: Value; b: Value; function: BinaryFunction }
  /** x with a weight, broadcast along the last axis or of x's shape. */
  | { op: 'binaryWeight'; x: Value; weight: WeightValue; function: BinaryFunction }
  /** Over the last axis. */
  | { op: 'softmax'; x: Value }
  /** Where the largest stands along the last axis, which goes away; the first of equal ones. No gradient passes it. */
  | { op: 'argMax'; x: Value }
  | { op: 'concat'; values: readonly Value[]; axis: number }
  | { op: 'slice'; x: Value; begin: readonly number[]; size: readonly number[] }
  | {
      op: 'pad';
      x: Value;
      padding: ExplicitPadding;
      mode: 'constant' | 'reflect' | 'replicate';
      value: number;
    }
  | { op: 'transpose'; x: Value; permutation: readonly number[] }
  | { op: 'reshape'; x: Value; shape: KnownShape }
  | { op: 'resize'; x: Value; size: Pair; method: 'nearest' | 'bilinear'; alignCorners: boolean }
  /**
   * Keeps each element with probability 1 − rate and divides by 1 − rate (inverted dropout). `sharedAxes` share one
   * draw; −1 is the batch. The mask is a function of (seed, node id, step, element), whatever the order of execution.
   */
  | { op: 'randomMask'; x: Value; rate: number; sharedAxes: readonly number[]; nodeId: string }
  /** Training only: x + N(0, deviation²), drawn anew for each element and step, by counters as randomMask does. */
  | { op: 'randomNoise'; x: Value; deviation: number; nodeId: string };

export type Op = Primitive;

/** Adds a primitive to the plan, checks its shapes (a mistake throws: it is a bug in a layer) and returns its value. */
export type OpEmitter = (primitive: Primitive) => Value;

/** Keras' names. The cross entropies are those from logits; a softmax or sigmoid that ends a network is their link. */
export type LossName =
  /** Targets are classes, or shares of them; prediction is softmax(logits). */
  | 'categoricalCrossentropy'
  /** Targets are 0/1 of the output's shape; prediction is sigmoid(logits). */
  | 'binaryCrossentropy'
  | 'meanSquaredError'
  | 'meanAbsoluteError';

export type Task = 'classification' | 'multilabel' | 'regression' | 'segmentation';

/** What an output layer asks of the executor. */
export interface OutputSpec {
  readonly task: Task;
  readonly loss: LossName;
  /** One per class, or empty where the user gave none. */
  readonly classNames: readonly string[];
  /** What the loss takes: logits for the cross entropies, the value itself for the others. */
  readonly lossInput: Value;
  /** What people see: probabilities, or the value itself. */
  readonly prediction: Value;
}
