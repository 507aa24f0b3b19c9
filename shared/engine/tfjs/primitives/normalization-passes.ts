/** What batch normalization is given, and how a backend does it. */
import type * as tf from '@tensorflow/tfjs-core';
import type { Context } from '../context';

export interface Normalization {
  readonly x: tf.Tensor;
  readonly gamma: tf.Tensor | undefined;
  readonly beta: tf.Tensor | undefined;
  readonly movingMean: tf.Tensor;
  readonly movingVariance: tf.Tensor;
  readonly epsilon: number;
  readonly momentum: number;
  /** Statistics are the batch's, and depend on x; else the moving ones. */
  readonly ofBatch: boolean;
  readonly wantedX: boolean;
  /** Whether anybody asks for any gradient. */
  readonly differentiated: boolean;
  readonly backend: Context['backend'];
  /** Takes the next moving mean and variance. */
  update(mean: tf.Tensor, variance: tf.Tensor): void;
}

/** How a backend does it: a pass forward with what to save, and one back. */
export interface Passes {
  readonly forward: () => { readonly value: tf.Tensor; readonly saved: readonly tf.Tensor[] };
  /** `dx` is of use only where it is wanted. */
  readonly backward: (
    dy: tf.Tensor,
    saved: readonly tf.Tensor[],
  ) => { readonly dx: tf.Tensor; readonly dGamma: tf.Tensor; readonly dBeta: tf.Tensor };
}
