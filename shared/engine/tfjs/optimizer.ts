/**
 * Optimizer steps over buckets of weights: the gradients of a bucket become one flat tensor, so that a step costs
 * a dozen tensor operations per bucket and not per weight. On WebGPU each weight is changed in place by one kernel.
 * Formulas and constants are Keras 3's.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { PlanWeight } from '../../compiler/compiled';
import type { BackendName, OptimizerOptions } from '../executor';
import type { WeightSource } from '../../model/weights';
import { adamRate, BETA1, BETA2, decays, EPSILON, RHO, slotsOf } from '../optimizer';
import { createOptimizerStep, type OptimizerStep } from './webgpu/optimizer-step';

/** Values in a bucket at most (16 MiB); a larger weight has one to itself, which needs no copying. */
const BUCKET = 4 * 1024 * 1024;

interface Bucket {
  readonly weights: readonly { readonly key: string; readonly shape: number[]; readonly size: number }[];
  readonly size: number;
  readonly decays: boolean;
  slots: tf.Tensor1D[];
}

/** Where in a bucket a weight's slot lies. */
interface SlotPlace {
  readonly bucket: Bucket;
  /** Of the bucket's slots. */
  readonly index: number;
  /** In values. */
  readonly from: number;
  readonly size: number;
  readonly shape: readonly number[];
}

/** Weights in the plan's order, `most` values in a bucket, those that decay in buckets of their own. */
function fill(
  weights: readonly PlanWeight[],
  options: OptimizerOptions,
  most: number,
): Omit<Bucket, 'slots'>[] {
  return [true, false].flatMap((isDecaying) => {
    const buckets: { weights: Bucket['weights'][number][]; size: number; decays: boolean }[] = [];
    for (const { key, shape } of weights.filter((weight) => decays(options, weight) === isDecaying)) {
      const size = shape.reduce((n, dim) => n * dim, 1);
      const last = buckets.at(-1);
      if (last && last.size + size <= most) {
        last.weights.push({ key, shape: [...shape], size });
        last.size += size;
      } else buckets.push({ weights: [{ key, shape: [...shape], size }], size, decays: isDecaying });
    }
    return buckets;
  });
}

export interface Optimizer {
  /**
   * New weights by key, as far as they are not changed in place, from the current ones and their gradients (null:
   * none), for the `count`-th step from 1.
   * Runs inside a tidy; the caller keeps the new tensors and disposes of the old.
   */
  apply(
    current: ReadonlyMap<string, tf.Tensor>,
    gradients: ReadonlyMap<string, tf.Tensor>,
    learningRate: number,
    count: number,
  ): Map<string, tf.Tensor>;
  /** Slots by `<weight key>/<slot>`. */
  /** By weight key, `/` and the slot's name, read from the device as they are asked for. */
  slots(data: (tensor: tf.Tensor) => Promise<Float32Array>): WeightSource;
  /** What is not there, or has another size, begins at zero. `enter` makes the backend tfjs' own again after a wait. */
  restore(slots: WeightSource, enter: () => void): Promise<void>;
  dispose(): void;
}

export function createOptimizer(
  options: OptimizerOptions,
  weights: readonly PlanWeight[],
  backend: BackendName,
): Optimizer {
  const names = slotsOf(options);
  const inPlace = backend === 'webgpu' ? createOptimizerStep(options.name, names.length) : null;
  const buckets: Bucket[] = fill(weights, options, inPlace ? 0 : BUCKET).map((bucket) => ({
    ...bucket,
    slots: names.map(() => tf.fill<tf.Rank.R1>([bucket.size], 0)),
  }));
  /** Kept on the device: a number given to a tfjs operation is uploaded each time. */
  const constant = {
    beta1: tf.scalar(1 - BETA1),
    beta2: tf.scalar(1 - BETA2),
    rho: tf.scalar(1 - RHO),
    epsilon: tf.scalar(EPSILON),
    momentum: tf.scalar(options.momentum),
  };

  /** What to subtract from the weights; puts the new slots into the bucket. */
  const change = (
    bucket: Bucket,
    gradient: tf.Tensor1D,
    learningRate: number,
    count: number,
  ): tf.Tensor1D => {
    const blend = (old: tf.Tensor1D, fresh: tf.Tensor1D, share: tf.Scalar) =>
      tf.add<tf.Tensor1D>(old, tf.mul(tf.sub(fresh, old), share));
    const replace = (slots: tf.Tensor1D[]) => {
      for (const slot of bucket.slots) slot.dispose();
      bucket.slots = slots.map((slot) => tf.keep(slot));
    };
    const [first, second] = bucket.slots;
    if (second && first) {
      // m ← m + (g − m)(1 − β₁);  v ← v + (g² − v)(1 − β₂);  w ← w − α·m / (√v + ε)
      const m = blend(first, gradient, constant.beta1);
      const v = blend(second, tf.square(gradient), constant.beta2);
      replace([m, v]);
      const alpha = tf.scalar(adamRate(learningRate, count));
      return tf.div(tf.mul(m, alpha), tf.add(tf.sqrt(v), constant.epsilon));
    }
    const step = tf.mul<tf.Tensor1D>(gradient, tf.scalar(learningRate));
    if (options.name === 'rmsprop' && first) {
      // s ← s + (g² − s)(1 − ρ);  w ← w − η·g / √(s + ε)
      const meanSquare = blend(first, tf.square(gradient), constant.rho);
      replace([meanSquare]);
      return tf.div(step, tf.sqrt(tf.add(meanSquare, constant.epsilon)));
    }
    if (!first) return step;
    // u ← μ·u + η·g;  w ← w − u  (Keras' velocity is −u)
    const velocity = tf.add<tf.Tensor1D>(tf.mul(first, constant.momentum), step);
    replace([velocity]);
    return tf.clone(velocity);
  };

  const changeInPlace = (
    step: OptimizerStep,
    current: ReadonlyMap<string, tf.Tensor>,
    gradients: ReadonlyMap<string, tf.Tensor>,
    learningRate: number,
    count: number,
  ): void => {
    const states = buckets.flatMap(({ weights: held, slots, decays: isDecaying }) =>
      held.flatMap(({ key, shape }) => {
        const weight = current.get(key);
        return weight
          ? [{ weight, gradient: gradients.get(key) ?? tf.fill(shape, 0), slots, decays: isDecaying }]
          : [];
      }),
    );
    const rate = names.length === 2 ? adamRate(learningRate, count) : learningRate;
    const decay = learningRate * (options.weightDecay ?? 0);
    step.run(states, { rate, momentum: options.momentum, decay });
  };

  const flat = (bucket: Bucket, tensors: ReadonlyMap<string, tf.Tensor>): tf.Tensor1D => {
    const parts = bucket.weights.map(({ key, size }) => {
      const tensor = tensors.get(key);
      return tensor ? tf.reshape<tf.Rank.R1>(tensor, [size]) : tf.zeros<tf.Rank.R1>([size]);
    });
    const [only] = parts;
    return only && parts.length === 1 ? only : tf.concat(parts);
  };

  return {
    apply(current, gradients, learningRate, count) {
      const fresh = new Map<string, tf.Tensor>();
      if (inPlace) {
        changeInPlace(inPlace, current, gradients, learningRate, count);
        return fresh;
      }
      const decay = tf.scalar(learningRate * (options.weightDecay ?? 0));
      for (const bucket of buckets) {
        // A tidy for each: what all buckets compute on the way is a dozen times the weights.
        const parts = tf.tidy(() => {
          const difference = change(bucket, flat(bucket, gradients), learningRate, count);
          const old = flat(bucket, current);
          // Decay comes first: w ← w − η·λ·w.
          const rest = bucket.decays ? tf.sub(old, tf.mul(old, decay)) : old;
          const updated = tf.sub(rest, difference);
          let begin = 0;
          return bucket.weights.map(({ shape, size }) => {
            const part = size === bucket.size ? updated : tf.slice(updated, begin, size);
            begin += size;
            return tf.reshape(part, shape);
          });
        });
        for (const [i, { key }] of bucket.weights.entries()) {
          const part = parts[i];
          if (part) fresh.set(key, part);
        }
      }
      return fresh;
    },

    slots(data) {
      const places = new Map(
        buckets.flatMap((bucket) => {
          let begin = 0;
          return bucket.weights.flatMap(({ key, shape, size }) => {
            const from = begin;
            begin += size;
            return names.map((name, index): [string, SlotPlace] => [
              `${key}/${name}`,
              { bucket, index, from, shape, size },
            ]);
          });
        }),
      );
      /** A bucket holds many slots and is read once for all that are asked for in turn. */
      let newest: { readonly tensor: tf.Tensor1D; readonly values: Promise<Float32Array> } | null = null;
      return {
        shapes: new Map([...places].map(([key, { shape }]) => [key, shape])),
        async read(key) {
          const place = places.get(key);
          const tensor = place?.bucket.slots[place.index];
          if (!place || !tensor) throw new Error(`There is no slot "${key}".`);
          if (newest?.tensor !== tensor) newest = { tensor, values: data(tensor) };
          return (await newest.values).slice(place.from, place.from + place.size);
        },
      };
    },

    async restore(slots, enter) {
      for (const bucket of buckets) {
        for (const [index, name] of names.entries()) {
          const values = new Float32Array(bucket.size);
          let begin = 0;
          for (const { key, size } of bucket.weights) {
            const slot = `${key}/${name}`;
            const found = slots.shapes.has(slot) ? await slots.read(slot) : null;
            if (found?.length === size) values.set(found, begin);
            begin += size;
          }
          enter();
          bucket.slots[index]?.dispose();
          bucket.slots[index] = tf.tensor1d(values);
        }
      }
    },

    dispose() {
      inPlace?.dispose();
      for (const bucket of buckets) for (const slot of bucket.slots) slot.dispose();
      for (const tensor of Object.values(constant)) tensor.dispose();
    },
  };
}
