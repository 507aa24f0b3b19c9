import * as tf from '@tensorflow/tfjs-core';
import type { PlanOutput } from '../../compiler/compiled';
import { withGradient } from './with-gradient';

/**
 * The batch's mean loss of one output, a scalar; `wanted` says whether its gradient is asked for.
 * Targets are class indices for softmaxCrossEntropy, else values of the output's shape.
 */
export function meanLoss(
  output: PlanOutput,
  value: tf.Tensor,
  targets: tf.Tensor,
  wanted: boolean,
): tf.Tensor {
  const sources = wanted ? [value] : [];
  /** Mean over the values of one picture as well, as Keras' losses do. */
  const perValue = 1 / value.size;
  switch (output.loss) {
    case 'softmaxCrossEntropy': {
      const classes = value.shape.at(-1) ?? 1;
      const rows = value.size / classes;
      const perRow = 1 / rows;
      // −log softmax(z)[y] = log Σ exp(z − max) − (z − max)[y];  d/dz = softmax(z) − onehot(y).
      return withGradient(
        sources,
        () => {
          const logits = tf.reshape(value, [rows, classes]);
          const hot = oneHot(targets, rows, classes);
          const shifted = tf.sub(logits, tf.max(logits, 1, true));
          const powers = tf.exp(shifted);
          const sums = tf.sum(powers, 1, true);
          const chosen = tf.sum(tf.mul(shifted, hot), 1, true);
          const probabilities = tf.div(powers, sums);
          return {
            value: tf.mul(tf.sum(tf.sub(tf.log(sums), chosen)), perRow),
            saved: [tf.mul(tf.sub(probabilities, hot), perRow)],
          };
        },
        (dy, [gradient]) => [tf.reshape(tf.mul(gradient ?? value, dy), value.shape)],
      );
    }
    case 'sigmoidCrossEntropy': {
      // max(z, 0) − z·t + log(1 + exp(−|z|)), which never overflows;  d/dz = sigmoid(z) − t.
      const wide = tf.reshape(targets, value.shape);
      return withGradient(
        sources,
        () => {
          const tail = tf.log1p(tf.exp(tf.neg(tf.abs(value))));
          const losses = tf.add(tf.sub(tf.relu(value), tf.mul(value, wide)), tail);
          const gradient = tf.mul(tf.sub(tf.sigmoid(value), wide), perValue);
          return { value: tf.mul(tf.sum(losses), perValue), saved: [gradient] };
        },
        (dy, [gradient]) => [tf.mul(gradient ?? value, dy)],
      );
    }
    case 'meanSquaredError':
    case 'meanAbsoluteError': {
      const squared = output.loss === 'meanSquaredError';
      const wide = tf.reshape(targets, value.shape);
      return withGradient(
        sources,
        () => {
          const difference = tf.sub(value, wide);
          const losses = squared ? tf.square(difference) : tf.abs(difference);
          const gradient = tf.mul(squared ? difference : tf.sign(difference), (squared ? 2 : 1) * perValue);
          return { value: tf.mul(tf.sum(losses), perValue), saved: [gradient] };
        },
        (dy, [gradient]) => [tf.mul(gradient ?? value, dy)],
      );
    }
  }
}

/** tfjs's own oneHot fills a float32 result with integers' bits on wasm, and refuses a single class. */
function oneHot(indices: tf.Tensor, rows: number, classes: number): tf.Tensor {
  return tf.cast(tf.equal(tf.reshape(indices, [rows, 1]), tf.range(0, classes)), 'float32');
}

/** How many pictures (for segmentation: their share of pixels) the first output gets right; 0 where there are no classes. */
export function correctCount(
  output: PlanOutput | undefined,
  value: tf.Tensor | undefined,
  targets: tf.Tensor | undefined,
  batch: number,
): tf.Tensor {
  if (!value || !targets || output?.loss !== 'softmaxCrossEntropy') return tf.scalar(0);
  const classes = value.shape.at(-1) ?? 1;
  const rows = value.size / classes;
  const predicted = tf.argMax(tf.reshape(value, [rows, classes]), 1);
  const hits = tf.equal(predicted, tf.cast(tf.reshape(targets, [rows]), 'int32'));
  const count = tf.sum(tf.cast(hits, 'float32'));
  return rows === batch ? count : tf.mul(count, batch / rows);
}
