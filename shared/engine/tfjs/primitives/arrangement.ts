/** Primitives that move values about without computing new ones, and reductions. */
import * as tf from '@tensorflow/tfjs-core';
import type { Primitive } from '../../../layers/support/primitives';
import { type Context, kernel, PICTURE_SUM } from '../context';
import { withGradient } from '../with-gradient';

type Op<N extends Primitive['op']> = Extract<Primitive, { op: N }>;

/** tfjs's gradients of sum and mean upload a tensor of ones as large as x; these repeat dy on the device. */
export function reduce(op: Op<'reduce'>, context: Context): tf.Tensor {
  const x = context.value(op.x);
  const axes = op.axes.map((axis) => axis + 1);
  if (op.function === 'max') return tf.max(x, axes, op.keepDims);
  const { shape } = x;
  const kept = shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  const repeats = shape.map((size, axis) => (axes.includes(axis) ? size : 1));
  const factor = op.function === 'mean' ? 1 / repeats.reduce((n, size) => n * size, 1) : 1;
  const scaled = (tensor: tf.Tensor) => (factor === 1 ? tensor : tf.mul(tensor, factor));
  return withGradient(
    context.wanted(op.x) ? [x] : [],
    () => ({ value: scaled(sum(x, axes, op.keepDims, context.backend)), saved: [] }),
    (dy) => [tf.tile(tf.reshape(scaled(dy), kept), repeats)],
  );
}

/** tfjs copies a whole tensor transposed before it sums over pixels; our kernel on WebGPU does not. */
function sum(
  x: tf.Tensor,
  axes: readonly number[],
  keepDims: boolean,
  backend: Context['backend'],
): tf.Tensor {
  const { shape } = x;
  const overPixels =
    axes.length === shape.length - 2 && axes.every((axis) => axis > 0 && axis < shape.length - 1);
  if (backend !== 'webgpu' || !overPixels) return tf.sum(x, [...axes], keepDims);
  const [pictures = 1] = shape;
  const channels = shape.at(-1) ?? 1;
  const sums = kernel(PICTURE_SUM, { x: tf.reshape(x, [pictures, -1, channels]) }, {});
  return keepDims ? tf.reshape(sums, [pictures, ...axes.map(() => 1), channels]) : sums;
}

export function concat(op: Op<'concat'>, context: Context): tf.Tensor {
  return tf.concat(
    op.values.map((value) => context.value(value)),
    op.axis + 1,
  );
}

export function slice(op: Op<'slice'>, context: Context): tf.Tensor {
  const x = context.value(op.x);
  return tf.slice(x, [0, ...op.begin], [x.shape[0], ...op.size]);
}

export function transpose(op: Op<'transpose'>, context: Context): tf.Tensor {
  return tf.transpose(context.value(op.x), [0, ...op.permutation.map((axis) => axis + 1)]);
}

export function reshape(op: Op<'reshape'>, context: Context): tf.Tensor {
  const x = context.value(op.x);
  return tf.reshape(x, [x.shape[0], ...op.shape]);
}

/**
 * Reflection and replication as concatenated rows and columns: tfjs's gradient of mirrorPad forgets what the
 * mirrored pixels contribute.
 */
export function pad(op: Op<'pad'>, context: Context): tf.Tensor {
  const x = context.value(op.x);
  const [top, bottom, left, right] = op.padding;
  if (op.mode === 'constant') {
    return tf.pad(
      x,
      [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ],
      op.value,
    );
  }
  const extended = extend(x, 1, top, bottom, op.mode);
  // Without padding that is x itself, which the caller would dispose of twice.
  return tf.clone(extend(extended, 2, left, right, op.mode));
}

function extend(
  x: tf.Tensor,
  axis: number,
  before: number,
  after: number,
  mode: 'reflect' | 'replicate',
): tf.Tensor {
  if (before === 0 && after === 0) return x;
  const last = (x.shape[axis] ?? 1) - 1;
  const line = (index: number) => {
    const begin = x.shape.map((_, i) => (i === axis ? index : 0));
    const size = x.shape.map((dim, i) => (i === axis ? 1 : dim));
    return tf.slice(x, begin, size);
  };
  // Reflection leaves the border itself out: … 2 1 | 0 1 2 …
  const head = Array.from({ length: before }, (_, i) => line(mode === 'reflect' ? before - i : 0));
  const tail = Array.from({ length: after }, (_, i) => line(mode === 'reflect' ? last - 1 - i : last));
  return tf.concat([...head, x, ...tail], axis);
}

/**
 * Interpolation as a product with a matrix per axis, so that forward and backward agree on every backend (tfjs's
 * gradient ignores half-pixel centres). Without `alignCorners` pixels are squares whose centres are mapped:
 * (i + ½)·in/out − ½, as in TensorFlow 2 and PyTorch.
 */
export function resize(op: Op<'resize'>, context: Context): tf.Tensor {
  const x = context.value(op.x);
  const [batch = 1, height = 1, width = 1, channels = 1] = x.shape;
  const [tall, wide] = op.size;
  const byRow = weightsOfResize(height, tall, op);
  const byColumn = weightsOfResize(width, wide, op);
  const wanted = context.wanted(op.x) ? [x] : [];
  /** Applies [a, b] to the rows [batch, b, width·channels] and [c, d] to the columns. */
  const both = (input: tf.Tensor, rows: tf.Tensor2D, columns: tf.Tensor2D) => {
    const [a, b] = rows.shape;
    const [c, d] = columns.shape;
    const inRows = tf.reshape<tf.Rank.R2>(
      tf.transpose(tf.reshape(input, [batch, b, d * channels]), [1, 0, 2]),
      [b, batch * d * channels],
    );
    const ofRows = tf.reshape(tf.matMul(rows, inRows), [a, batch, d, channels]);
    const inColumns = tf.reshape<tf.Rank.R2>(tf.transpose(ofRows, [2, 1, 0, 3]), [d, batch * a * channels]);
    const ofColumns = tf.reshape(tf.matMul(columns, inColumns), [c, batch, a, channels]);
    return tf.transpose(ofColumns, [1, 2, 0, 3]);
  };
  return withGradient(
    wanted,
    () => ({
      value: both(x, tf.tensor2d(byRow, [tall, height]), tf.tensor2d(byColumn, [wide, width])),
      saved: [],
    }),
    (dy) => [
      both(
        dy,
        tf.transpose(tf.tensor2d(byRow, [tall, height])),
        tf.transpose(tf.tensor2d(byColumn, [wide, width])),
      ),
    ],
  );
}

/** [to, from]: how much each old pixel counts in each new one. */
function weightsOfResize(from: number, to: number, op: Op<'resize'>): Float32Array {
  const weights = new Float32Array(to * from);
  const ratio = op.alignCorners ? (to > 1 ? (from - 1) / (to - 1) : 0) : from / to;
  const add = (row: number, column: number, weight: number) => {
    const index = row * from + Math.min(from - 1, Math.max(0, column));
    weights[index] = (weights[index] ?? 0) + weight;
  };
  for (let row = 0; row < to; row += 1) {
    if (op.method === 'nearest') {
      add(row, op.alignCorners ? Math.round(row * ratio) : Math.floor((row + 0.5) * ratio), 1);
      continue;
    }
    const place = op.alignCorners ? row * ratio : Math.max(0, (row + 0.5) * ratio - 0.5);
    const low = Math.floor(place);
    add(row, low, 1 - (place - low));
    add(row, low + 1, place - low);
  }
  return weights;
}
