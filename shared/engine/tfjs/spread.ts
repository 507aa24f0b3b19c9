/** What many values are like, reduced on the device that has them. */
import * as tf from '@tensorflow/tfjs-core';
import { HISTOGRAM_BINS, type Spread, type Statistics, type Tensor } from '../executor';
import { asRows } from './context';

/** Beyond it float32 has only infinity, which GPUs may not take as a constant. */
const LARGEST = 3.4e38;

/** Rows first, and then their sums: a million float32 added one after the other lose some of their digits. */
function sumInRows(x: tf.Tensor1D): tf.Tensor {
  const length = Math.ceil(Math.sqrt(x.size));
  const rows = Math.ceil(x.size / length);
  const padded = tf.pad1d(x, [0, rows * length - x.size]);
  return tf.sum(tf.sum(tf.reshape(padded, [rows, length]), 1));
}

/** Σ x², Σ x, least and most of the finite values, and how many lie in each bin; the last one is of the others. */
export function spreadTensor(x: tf.Tensor): tf.Tensor1D {
  return tf.tidy(() => {
    const flat: tf.Tensor1D = tf.reshape(x, [x.size]);
    const finite = tf.isFinite(flat);
    const clean = tf.where(finite, flat, tf.zerosLike(flat));
    const least = tf.min(tf.where(finite, flat, tf.fill([x.size], LARGEST)));
    const most = tf.max(tf.where(finite, flat, tf.fill([x.size], -LARGEST)));
    const figures = [sumInRows(tf.square(clean)), sumInRows(clean), least, most];
    // Where all are equal they are divided by 1, and lie in the first bin.
    const width = tf.div(tf.sub(most, least), HISTOGRAM_BINS);
    const divisor = tf.where(tf.greater(width, 0), width, tf.onesLike(width));
    const places = tf.floor(tf.div<tf.Tensor1D>(tf.sub(clean, least), divisor));
    const inside = tf.clipByValue<tf.Tensor1D>(places, 0, HISTOGRAM_BINS - 1);
    const bins = tf.where<tf.Tensor1D>(finite, inside, tf.fill([x.size], HISTOGRAM_BINS));
    // Weights are as good as none, but counts have their type, and on WebGPU whole numbers hold the bits of floats.
    const none = tf.tensor1d([], 'float32');
    const counts = tf.bincount(tf.cast(bins, 'int32'), none, HISTOGRAM_BINS + 1);
    return tf.concat1d([tf.reshape(tf.stack(figures), [4]), counts]);
  });
}

/** The share of channels that are 0 everywhere, a vector of one. */
export const deadTensor = (x: tf.Tensor): tf.Tensor1D =>
  tf.tidy(() => {
    const largest = tf.max(tf.abs(asRows(x)), 0);
    return tf.reshape(tf.mean(tf.cast(tf.equal(largest, 0), 'float32')), [1]);
  });

/** From the numbers of `spreadTensor`. */
function readSpread({ data }: Tensor): Spread {
  const [squares = 0, sum = 0, least = 0, most = 0, ...bins] = data;
  const histogram = bins.slice(0, HISTOGRAM_BINS);
  const notFinite = bins[HISTOGRAM_BINS] ?? 0;
  const finite = histogram.reduce((total, count) => total + count, 0);
  return {
    count: finite + notFinite,
    notFinite,
    norm: Math.sqrt(squares),
    mean: finite > 0 ? sum / finite : 0,
    least: finite > 0 ? least : 0,
    most: finite > 0 ? most : 0,
    histogram,
  };
}

type Tensors = Readonly<Record<string, Tensor>>;

/** By layer id and by weight key, from such numbers; those of activations have the dead share behind them. */
export function readStatistics(
  activations: Tensors,
  values: Tensors,
  gradients: Tensors,
): Pick<Statistics, 'weights' | 'activations'> {
  return {
    weights: Object.fromEntries(
      Object.entries(values).map(([key, found]) => {
        const gradient = gradients[key];
        return [key, { values: readSpread(found), gradient: gradient ? readSpread(gradient) : null }];
      }),
    ),
    activations: Object.fromEntries(
      Object.entries(activations).map(([id, found]) => [
        id,
        { ...readSpread(found), dead: found.data.at(-1) ?? 0 },
      ]),
    ),
  };
}
