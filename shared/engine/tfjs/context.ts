import * as tf from '@tensorflow/tfjs-core';
import type { Value, WeightValue } from '../../layers/support/primitives';
import type { BackendName } from '../executor';

/** What primitives may ask of the pass in which they run. Tensors have the batch first. */
export interface Context {
  readonly backend: BackendName;
  /** Random masks are drawn, moving statistics updated. */
  readonly training: boolean;
  readonly seed: number;
  readonly step: number;
  value(value: Value): tf.Tensor;
  weight(weight: WeightValue): tf.Tensor;
  /** Whether anybody asks for the gradient by it. */
  wanted(source: Value | WeightValue): boolean;
  /** The next value of a moving statistic; the pass keeps it. */
  setStatistic(weight: WeightValue, tensor: tf.Tensor): void;
}

/** Runs a tfjs kernel by name: unlike the public ops it takes any explicit padding. */
export function kernel(
  name: string,
  inputs: Readonly<Record<string, tf.Tensor>>,
  attributes: tf.NamedAttrMap,
): tf.Tensor {
  return tf.engine().runKernel<tf.Tensor>(name, { ...inputs }, attributes);
}

/** The same for a kernel with several results. */
export function kernelOfMany(
  name: string,
  inputs: Readonly<Record<string, tf.Tensor>>,
  attributes: tf.NamedAttrMap,
): tf.Tensor[] {
  return tf.engine().runKernel<tf.Tensor[]>(name, { ...inputs }, attributes);
}

/** Rows of all but the last axis. */
export function asRows(x: tf.Tensor): tf.Tensor2D {
  const channels = x.shape.at(-1) ?? 1;
  return tf.reshape(x, [x.size / channels, channels]);
}

/** The name under which wasm and WebGPU have a sum over rows (column-sum.ts in kernels/ and webgpu/). */
export const COLUMN_SUM = 'ConvCanvasColumnSum';

/** The name under which WebGPU has a sum over each picture's pixels. */
export const PICTURE_SUM = 'ConvCanvasPictureSum';

/**
 * Sum over all axes but the last: the gradient of a bias. tfjs transposes the whole tensor before it sums over
 * leading axes; kernels of our own on wasm and WebGPU do not.
 */
export function columnSum(x: tf.Tensor, backend: BackendName): tf.Tensor {
  const rows = asRows(x);
  return backend === 'wasm' || backend === 'webgpu' ? kernel(COLUMN_SUM, { x: rows }, {}) : tf.sum(rows, 0);
}
