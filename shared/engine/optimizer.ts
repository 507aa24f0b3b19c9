/** What every executor's optimizer has in common. Formulas and constants are Keras 3's. */
import type { TrainingSettings } from '../graph/document';
import { optimizers } from '../schema/optimizers';
import type { OptimizerOptions } from './executor';

export const BETA1 = 0.9;
export const BETA2 = 0.999;
export const RHO = 0.9;
export const EPSILON = 1e-7;

export const optimizerOf = ({ optimizer, momentum, weightDecay }: TrainingSettings): OptimizerOptions => ({
  name: optimizer,
  momentum,
  weightDecay,
});

export const slotsOf = ({ name, momentum }: OptimizerOptions): readonly string[] =>
  name === 'sgd' && momentum === 0 ? [] : optimizers[name].slots;

/** Adam's step size for the `count`-th step from 1. */
export const adamRate = (learningRate: number, count: number): number =>
  (learningRate * Math.sqrt(1 - BETA2 ** count)) / (1 - BETA1 ** count);

/**
 * Whether a weight is drawn towards zero before each step, w ← w − η·λ·w (Loshchilov & Hutter 2019, in the order of
 * PyTorch and Keras). Layers say it of their kernels and not of biases and norms.
 */
export const decays = ({ name }: OptimizerOptions, weight: { readonly decay: boolean }): boolean =>
  name === 'adamw' && weight.decay;
