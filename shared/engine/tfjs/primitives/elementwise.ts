import * as tf from '@tensorflow/tfjs-core';
import type { BinaryFunction, Primitive } from '../../../layers/support/primitives';
import { dropoutMask, gaussian, stream } from '../../random';
import { columnSum, type Context } from '../context';
import { constant, withGradient } from '../with-gradient';
import { addVector } from './convolution';

type Unary = Extract<Primitive, { op: 'unary' }>;

/** Beyond it float32 has only infinity, which GPUs may not take as a constant. */
const LARGEST = 3.4e38;

export function unary(op: Unary, context: Context): tf.Tensor {
  const x = context.value(op.x);
  switch (op.function) {
    case 'relu':
      return tf.relu(x);
    case 'leakyRelu':
      return tf.leakyRelu(x, op.alpha ?? 0.3);
    case 'elu': {
      // tfjs's elu has slope 1; x⁺ + α·(elu(x) − x⁺) has slope α.
      const alpha = op.alpha ?? 1;
      return alpha === 1 ? tf.elu(x) : tf.add(tf.mul(tf.relu(x), 1 - alpha), tf.mul(tf.elu(x), alpha));
    }
    case 'selu':
      return tf.selu(x);
    case 'gelu':
      // Hendrycks & Gimpel 2016: x·Φ(x).
      return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
    case 'geluTanh': {
      const inner = tf.mul(tf.add(x, tf.mul(tf.mul(tf.square(x), x), 0.044715)), Math.sqrt(2 / Math.PI));
      return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
    }
    case 'swish':
      return tf.mul(x, tf.sigmoid(x));
    case 'sigmoid':
      return tf.sigmoid(x);
    case 'tanh':
      return tf.tanh(x);
    case 'clip':
      return tf.clipByValue(x, op.min ?? -LARGEST, op.max ?? LARGEST);
    case 'affine':
      return tf.add(tf.mul(x, op.scale ?? 1), op.offset ?? 0);
    case 'exp':
      return tf.exp(x);
    case 'log':
      return tf.log(x);
    case 'sqrt':
      return tf.sqrt(x);
    case 'square':
      return tf.square(x);
    case 'abs':
      return tf.abs(x);
    case 'neg':
      return tf.neg(x);
  }
}

/** Value shapes leave the batch out, so a lower rank gets its ones behind the batch axis. */
function withRank(x: tf.Tensor, rank: number): tf.Tensor {
  if (x.rank === rank) return x;
  const [batch = 1, ...rest] = x.shape;
  return tf.reshape(x, [batch, ...Array<number>(rank - x.rank).fill(1), ...rest]);
}

function apply(name: BinaryFunction, a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  switch (name) {
    case 'add':
      return tf.add(a, b);
    case 'subtract':
      return tf.sub(a, b);
    case 'multiply':
      return tf.mul(a, b);
    case 'divide':
      return tf.div(a, b);
    case 'equal':
      return constant([a, b], () => tf.cast(tf.equal(a, b), 'float32'));
    case 'maximum':
    case 'minimum': {
      // tfjs's gradients of these two do not sum over broadcast axes; addition's does.
      const shape = tf.backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
      const wide = (x: tf.Tensor) =>
        x.size === shape.reduce((n, d) => n * d, 1) ? x : tf.add(x, tf.zeros(shape));
      return name === 'maximum' ? tf.maximum(wide(a), wide(b)) : tf.minimum(wide(a), wide(b));
    }
  }
}

export function binary(op: Extract<Primitive, { op: 'binary' }>, context: Context): tf.Tensor {
  const a = context.value(op.a);
  const b = context.value(op.b);
  const rank = Math.max(a.rank, b.rank);
  return apply(op.function, withRank(a, rank), withRank(b, rank));
}

export function binaryWeight(op: Extract<Primitive, { op: 'binaryWeight' }>, context: Context): tf.Tensor {
  const x = context.value(op.x);
  const weight = context.weight(op.weight);
  const { backend } = context;
  const wantedX = context.wanted(op.x);
  const wantedWeight = context.wanted(op.weight);
  if (weight.rank === 1 && weight.size === x.shape.at(-1)) {
    if (op.function === 'add') return addVector(x, weight, wantedX, wantedWeight, backend);
    if (op.function === 'multiply') {
      return withGradient(
        [...(wantedX ? [x] : []), ...(wantedWeight ? [weight] : [])],
        () => ({ value: tf.mul(x, weight), saved: [x, weight] }),
        (dy, [savedX, savedWeight]) => [
          ...(wantedX ? [tf.mul(dy, savedWeight ?? weight)] : []),
          ...(wantedWeight ? [columnSum(tf.mul(dy, savedX ?? x), backend)] : []),
        ],
      );
    }
  }
  return apply(op.function, x, withRank(tf.expandDims(weight, 0), x.rank));
}

/** Elements are counted over the whole batch, so each picture has its own mask. */
export function randomMask(op: Extract<Primitive, { op: 'randomMask' }>, context: Context): tf.Tensor {
  const x = context.value(op.x);
  if (!context.training || op.rate === 0) return tf.clone(x);
  if (op.rate >= 1) return tf.zerosLike(x);
  const shared = new Set(op.sharedAxes);
  const shape = x.shape.map((size, axis) => (shared.has(axis - 1) ? 1 : size));
  const count = shape.reduce((size, dim) => size * dim, 1);
  const values = dropoutMask(stream(context.seed, op.nodeId, context.step), op.rate, count);
  return tf.mul(x, tf.tensor(values, shape));
}

/** Adds a draw of its own to each element of the batch; the gradient passes unchanged. */
export function randomNoise(op: Extract<Primitive, { op: 'randomNoise' }>, context: Context): tf.Tensor {
  const x = context.value(op.x);
  if (!context.training || op.deviation === 0) return tf.clone(x);
  const values = gaussian(stream(context.seed, op.nodeId, context.step), op.deviation, x.size);
  return tf.add(x, tf.tensor(values, x.shape));
}
