import * as tf from '@tensorflow/tfjs-core';
import { kernel, kernelOfMany } from '../context';
import { BLEND_STATISTIC, MOMENTS, NORMALIZE, NORMALIZE_GRAD } from '../webgpu/batch-norm';
import { at } from '../with-gradient';
import type { Normalization, Passes } from './normalization-passes';

/** By the kernels of webgpu/batch-norm.ts: x is kept for the way back, which the layer before keeps anyway, and not x̂. */
export function fusedNormalization(given: Normalization): Passes {
  const { x, gamma, beta, epsilon, ofBatch } = given;
  const has = { gamma: gamma !== undefined, beta: beta !== undefined };
  return {
    forward() {
      const statistics = ofBatch
        ? kernel(MOMENTS, { x }, {})
        : tf.stack([given.movingMean, given.movingVariance]);
      if (ofBatch) {
        const blend = (old: tf.Tensor, row: number) =>
          kernel(BLEND_STATISTIC, { old, statistics }, { row, momentum: given.momentum });
        given.update(blend(given.movingMean, 0), blend(given.movingVariance, 1));
      }
      const value = kernel(
        NORMALIZE,
        { x, statistics, ...(gamma && { gamma }), ...(beta && { beta }) },
        { epsilon, ...has },
      );
      return { value, saved: [x, statistics, ...(gamma ? [gamma] : [])] };
    },
    backward(dy, saved) {
      const inputs = {
        dy,
        x: at(saved, 0),
        statistics: at(saved, 1),
        ...(gamma && { gamma: at(saved, 2) }),
      };
      const gradients = kernelOfMany(NORMALIZE_GRAD, inputs, { epsilon, ofBatch, ...has });
      return { dx: at(gradients, 0), dGamma: at(gradients, 1), dBeta: at(gradients, 2) };
    },
  };
}
