import type { Normalization, Passes } from './normalization-passes';
import * as tf from '@tensorflow/tfjs-core';
import type { Primitive } from '../../../layers/support/primitives';
import { asRows, columnSum, type Context } from '../context';
import { at, withGradient } from '../with-gradient';
import { fusedNormalization } from './fused-normalization';

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
  const normalization: Normalization = {
    x,
    gamma,
    beta,
    movingMean: context.weight(op.movingMean),
    movingVariance: context.weight(op.movingVariance),
    epsilon: op.epsilon,
    momentum: op.momentum,
    ofBatch: op.batchStatistics && context.training,
    wantedX: wanted.x,
    differentiated: sources.length > 0,
    backend: context.backend,
    update(mean, variance) {
      context.setStatistic(op.movingMean, mean);
      context.setStatistic(op.movingVariance, variance);
    },
  };
  const passes = context.backend === 'webgpu' ? fusedNormalization(normalization) : composed(normalization);
  return withGradient(sources, passes.forward, (dy, saved) => {
    const { dx, dGamma, dBeta } = passes.backward(dy, saved);
    return [
      ...(wanted.x ? [dx] : []),
      ...(gamma && wanted.gamma ? [dGamma] : []),
      ...(beta && wanted.beta ? [dBeta] : []),
    ];
  });
}

/** From tfjs's operations. */
function composed(given: Normalization): Passes {
  const { x, gamma, beta, epsilon, ofBatch, backend } = given;
  const { shape } = x;
  const count = x.size / (shape.at(-1) ?? 1);
  return {
    forward() {
      const rows = asRows(x);
      const [mean, variance] = ofBatch
        ? statistics(rows, count, backend)
        : [given.movingMean, given.movingVariance];
      if (ofBatch) {
        const blend = (old: tf.Tensor, fresh: tf.Tensor) =>
          tf.add(tf.mul(old, given.momentum), tf.mul(fresh, 1 - given.momentum));
        given.update(blend(given.movingMean, mean), blend(given.movingVariance, variance));
      }
      const scale = tf.rsqrt(tf.add(variance, epsilon));
      const slope = gamma ? tf.mul(scale, gamma) : scale;
      if (!given.differentiated) {
        const shift = tf.neg(tf.mul(mean, slope));
        const value = tf.add(tf.mul(rows, slope), beta ? tf.add(shift, beta) : shift);
        return { value: tf.reshape(value, shape), saved: [] };
      }
      const normal = tf.mul(tf.sub(rows, mean), scale);
      const scaled = gamma ? tf.mul(normal, gamma) : normal;
      const value = tf.reshape(beta ? tf.add(scaled, beta) : scaled, shape);
      return { value, saved: [normal, slope] };
    },
    backward(dy, saved) {
      const normal = at(saved, 0);
      const rows = asRows(dy);
      const dBeta = columnSum(rows, backend);
      const dGamma = columnSum(tf.mul(rows, normal), backend);
      if (!given.wantedX) return { dx: dy, dGamma, dBeta };
      const centered = ofBatch
        ? tf.sub(tf.sub(rows, tf.div(dBeta, count)), tf.mul(normal, tf.div(dGamma, count)))
        : rows;
      return { dx: tf.reshape(tf.mul(centered, at(saved, 1)), shape), dGamma, dBeta };
    },
  };
}

function statistics(
  rows: tf.Tensor2D,
  count: number,
  backend: Context['backend'],
): readonly [tf.Tensor, tf.Tensor] {
  const mean = tf.div(columnSum(rows, backend), count);
  return [mean, tf.div(columnSum(tf.square(tf.sub(rows, mean)), backend), count)];
}
