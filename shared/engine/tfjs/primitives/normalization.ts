import * as tf from '@tensorflow/tfjs-core';
import type { Primitive } from '../../../layers/support/primitives';
import { asRows, columnSum, type Context } from '../context';
import { at, withGradient } from '../with-gradient';

type BatchNorm = Extract<Primitive, { op: 'batchNorm' }>;

/**
 * y = x̂·γ + β with x̂ = (x − μ)·r, r = 1 / √(σ² + ε), over all axes but the last. With the batch's statistics
 * (Ioffe & Szegedy 2015, biased σ²)
 *   dβ = Σ dy,  dγ = Σ dy·x̂,  dx = γ·r·(dy − dβ/n − x̂·dγ/n);
 * with the moving ones dx = γ·r·dy.
 */
export function batchNorm(op: BatchNorm, context: Context): tf.Tensor {
  const x = context.value(op.x);
  const gamma = op.gamma && context.weight(op.gamma);
  const beta = op.beta && context.weight(op.beta);
  const ofBatch = op.batchStatistics && context.training;
  const { backend } = context;
  const wanted = {
    x: context.wanted(op.x),
    gamma: op.gamma !== undefined && context.wanted(op.gamma),
    beta: op.beta !== undefined && context.wanted(op.beta),
  };
  const sources = [
    ...(wanted.x ? [x] : []),
    ...(gamma && wanted.gamma ? [gamma] : []),
    ...(beta && wanted.beta ? [beta] : []),
  ];
  const { shape } = x;
  const count = x.size / (shape.at(-1) ?? 1);

  const forward = () => {
    const rows = asRows(x);
    const [mean, variance] = ofBatch ? statistics(rows, count, backend) : moving(op, context);
    if (ofBatch) updateMoving(op, context, mean, variance);
    const scale = tf.rsqrt(tf.add(variance, op.epsilon));
    if (sources.length === 0) {
      const slope = gamma ? tf.mul(scale, gamma) : scale;
      const shift = tf.neg(tf.mul(mean, slope));
      const value = tf.add(tf.mul(rows, slope), beta ? tf.add(shift, beta) : shift);
      return { value: tf.reshape(value, shape), saved: [] };
    }
    const normal = tf.mul(tf.sub(rows, mean), scale);
    const scaled = gamma ? tf.mul(normal, gamma) : normal;
    const value = tf.reshape(beta ? tf.add(scaled, beta) : scaled, shape);
    return { value, saved: [normal, gamma ? tf.mul(scale, gamma) : scale] };
  };

  const backward = (dy: tf.Tensor, saved: readonly tf.Tensor[]) => {
    const normal = at(saved, 0);
    const slope = at(saved, 1);
    const rows = asRows(dy);
    const dBeta = columnSum(rows, backend);
    const dGamma = columnSum(tf.mul(rows, normal), backend);
    const gradients: tf.Tensor[] = [];
    if (wanted.x) {
      const centered = ofBatch
        ? tf.sub(tf.sub(rows, tf.div(dBeta, count)), tf.mul(normal, tf.div(dGamma, count)))
        : rows;
      gradients.push(tf.reshape(tf.mul(centered, slope), shape));
    }
    if (gamma && wanted.gamma) gradients.push(dGamma);
    if (beta && wanted.beta) gradients.push(dBeta);
    return gradients;
  };
  return withGradient(sources, forward, backward);
}

function statistics(
  rows: tf.Tensor2D,
  count: number,
  backend: Context['backend'],
): readonly [tf.Tensor, tf.Tensor] {
  const mean = tf.div(columnSum(rows, backend), count);
  return [mean, tf.div(columnSum(tf.square(tf.sub(rows, mean)), backend), count)];
}

function moving(op: BatchNorm, context: Context): readonly [tf.Tensor, tf.Tensor] {
  return [context.weight(op.movingMean), context.weight(op.movingVariance)];
}

function updateMoving(op: BatchNorm, context: Context, mean: tf.Tensor, variance: tf.Tensor): void {
  const blend = (old: tf.Tensor, fresh: tf.Tensor) =>
    tf.add(tf.mul(old, op.momentum), tf.mul(fresh, 1 - op.momentum));
  context.setStatistic(op.movingMean, blend(context.weight(op.movingMean), mean));
  context.setStatistic(op.movingVariance, blend(context.weight(op.movingVariance), variance));
}
