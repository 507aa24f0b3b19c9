/** The loss of one output over a batch: the plan's primitives, and the cross entropies of logits in one go. */
import * as tf from '@tensorflow/tfjs-core';
import type { PlanOutput } from '../../compiler/compiled';
import type { FusedLoss } from '../fused-loss';
import { oneHot as sharesOf, type PreparedTarget } from '../targets';
import type { Context } from './context';
import { runOps } from './run-program';
import { withGradient } from './with-gradient';

export interface OutputLoss {
  /** The rows' weighted mean, a scalar. */
  readonly loss: tf.Tensor;
  /** In the order in which the output names them, each summed over the rows that count. */
  readonly counters: readonly tf.Tensor[];
}

/** `values` has all that the network computes, `context` reads it. Must run inside a tidy. */
export function outputLoss(
  output: PlanOutput,
  fused: FusedLoss | null,
  target: PreparedTarget,
  values: Map<number, tf.Tensor>,
  context: Context,
): OutputLoss {
  const value = context.value(output.lossInput);
  if (fused) {
    const isWanted = context.wanted(output.lossInput);
    return fused === 'categoricalCrossentropy'
      ? categorical(value, target, isWanted)
      : { loss: binary(value, target, isWanted), counters: [] };
  }
  const { objective, lossInput } = output;
  const data = target.kind === 'index' ? sharesOf(target.data, lossInput.shape.at(-1) ?? 1) : target.data;
  values.set(objective.target.id, tf.tensor(data, value.shape, 'float32'));
  runOps(objective.ops, context, values);
  const column = (x: tf.Tensor) => tf.reshape(x, [target.rows]);
  const losses = column(context.value(objective.losses));
  const { shares } = target;
  return {
    loss: shares ? tf.sum(tf.mul(losses, tf.tensor1d(shares))) : tf.mean(losses),
    counters: Object.values(objective.counters).map((counter) =>
      tf.sum(tf.mul(column(context.value(counter)), counted(target))),
    ),
  };
}

/** Each row's share of the weights, a column. */
const sharesColumn = ({ shares, rows }: PreparedTarget): tf.Tensor | number =>
  shares ? tf.tensor(shares, [rows, 1]) : 1 / rows;

/** 1 for rows that count. */
const counted = ({ shares }: PreparedTarget): tf.Tensor | number =>
  shares ? tf.tensor1d(shares.map((share) => (share > 0 ? 1 : 0))) : 1;

/** Σ losses · shares. */
const meanOf = (losses: tf.Tensor, shares: tf.Tensor | number): tf.Tensor =>
  typeof shares === 'number' ? tf.mul(tf.sum(losses), shares) : tf.sum(tf.mul(losses, shares));

/**
 * −Σ t · log softmax(z) = (Σ t) · log Σ exp(z − max) − Σ t · (z − max), with the gradient (Σ t) · softmax(z) − t; for
 * a class t is 1 there.
 */
function categorical(value: tf.Tensor, target: PreparedTarget, wanted: boolean): OutputLoss {
  const { rows } = target;
  const classes = value.shape.at(-1) ?? 1;
  const isIndex = target.kind === 'index';
  const given = tf.tensor(target.data, [rows, isIndex ? 1 : classes], 'float32');
  const loss = withGradient(
    wanted ? [value] : [],
    () => {
      const logits = tf.reshape(value, [rows, classes]);
      const truth = isIndex ? oneHot(given, classes) : given;
      const mass = isIndex ? null : tf.sum(truth, 1, true);
      const shares = sharesColumn(target);
      const shifted = tf.sub(logits, tf.max(logits, 1, true));
      const powers = tf.exp(shifted);
      const sums = tf.sum(powers, 1, true);
      const chosen = tf.sum(tf.mul(shifted, truth), 1, true);
      const probabilities = tf.div(powers, sums);
      const logs = tf.log(sums);
      return {
        value: meanOf(tf.sub(mass ? tf.mul(logs, mass) : logs, chosen), shares),
        saved: [tf.mul(tf.sub(mass ? tf.mul(probabilities, mass) : probabilities, truth), shares)],
      };
    },
    (dy, [gradient]) => [tf.reshape(tf.mul(gradient ?? value, dy), value.shape)],
  );
  const found = tf.argMax(tf.reshape(value, [rows, classes]), 1);
  const truth = isIndex ? tf.cast(tf.reshape(given, [rows]), 'int32') : tf.argMax(given, 1);
  const hits = tf.cast(tf.equal(found, truth), 'float32');
  return { loss, counters: [tf.sum(target.shares ? tf.mul(hits, counted(target)) : hits)] };
}

/** max(z, 0) − z·t + log(1 + exp(−|z|)), which never overflows, mean over a row;  d/dz = sigmoid(z) − t. */
function binary(value: tf.Tensor, target: PreparedTarget, wanted: boolean): tf.Tensor {
  const labels = value.shape.at(-1) ?? 1;
  const rows = [target.rows, labels];
  const truth = tf.tensor(target.data, [target.rows, labels], 'float32');
  return withGradient(
    wanted ? [value] : [],
    () => {
      const logits = tf.reshape(value, rows);
      const shares = tf.div(sharesColumn(target), labels);
      const tail = tf.log1p(tf.exp(tf.neg(tf.abs(logits))));
      const losses = tf.add(tf.sub(tf.relu(logits), tf.mul(logits, truth)), tail);
      const gradient = tf.mul(tf.sub(tf.sigmoid(logits), truth), shares);
      return { value: tf.sum(tf.mul(losses, shares)), saved: [gradient] };
    },
    (dy, [gradient]) => [tf.reshape(tf.mul(gradient ?? value, dy), value.shape)],
  );
}

/** tfjs's own oneHot fills a float32 result with integers' bits on wasm, and refuses a single class. */
function oneHot(indices: tf.Tensor, classes: number): tf.Tensor {
  return tf.cast(tf.equal(indices, tf.range(0, classes)), 'float32');
}
