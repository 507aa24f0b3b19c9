import type { OptimizerOptions } from '../executor';

/** One step of the published formula in float64; `slots` are changed in place. */
type Step = (
  weight: number,
  gradient: number,
  rate: number,
  count: number,
  slots: [number, number],
  decay: number,
) => number;

/** Kingma & Ba 2015, in the efficient form that Keras uses. */
const adam: Step = (weight, gradient, rate, count, slots) => {
  slots[0] = 0.9 * slots[0] + 0.1 * gradient;
  slots[1] = 0.999 * slots[1] + 0.001 * gradient ** 2;
  const alpha = (rate * Math.sqrt(1 - 0.999 ** count)) / (1 - 0.9 ** count);
  return weight - (alpha * slots[0]) / (Math.sqrt(slots[1]) + 1e-7);
};
/** Loshchilov & Hutter 2019: the weight is drawn towards zero first, by a share that Adam's moments know nothing of. */
export const adamW: Step = (weight, gradient, rate, count, slots, decay) =>
  adam(weight - rate * decay * weight, gradient, rate, count, slots, 0);
/** Polyak's momentum as Keras writes it: velocity = momentum · velocity − rate · gradient. */
const momentum: Step = (weight, gradient, rate, _count, slots) => {
  slots[0] = 0.8 * slots[0] - rate * gradient;
  return weight + slots[0];
};
const plainSgd: Step = (weight, gradient, rate) => weight - rate * gradient;
/** Hinton's lecture 6e, with Keras 3's place for ε. */
const rmsprop: Step = (weight, gradient, rate, _count, slots) => {
  slots[0] = 0.9 * slots[0] + 0.1 * gradient ** 2;
  return weight - (rate * gradient) / Math.sqrt(slots[0] + 1e-7);
};

/** Optimizers by their title, each with its formula. */
export const optimizerCases: readonly (readonly [string, OptimizerOptions, Step])[] = [
  ['Adam', { name: 'adam', momentum: 0 }, adam],
  ['AdamW', { name: 'adamw', momentum: 0, weightDecay: 0.5 }, adamW],
  ['Adam, which knows no decay', { name: 'adam', momentum: 0, weightDecay: 0.5 }, adam],
  ['SGD with momentum', { name: 'sgd', momentum: 0.8 }, momentum],
  ['SGD without', { name: 'sgd', momentum: 0 }, plainSgd],
  ['RMSprop', { name: 'rmsprop', momentum: 0 }, rmsprop],
];
