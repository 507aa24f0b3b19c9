import type { OptimizerName } from '../graph/document';
import type { Compiled, Memory } from './compiled';

const BYTES = 4;

/** Values that each optimizer keeps beside every trainable weight: Adam's two moments, the others' velocity or mean square. */
const slots: Readonly<Record<OptimizerName, number>> = { adam: 2, sgd: 1, rmsprop: 1 };

/** Bytes in float32. Activations are kept for the backward pass, for every picture of the batch. */
export function trainingMemory(compiled: Compiled, batchSize: number, optimizer: OptimizerName): Memory {
  const { trainable, nonTrainable, activations } = compiled.totals;
  const parts = {
    weights: (trainable + nonTrainable) * BYTES,
    gradients: trainable * BYTES,
    optimizer: trainable * slots[optimizer] * BYTES,
    activations: activations * batchSize * BYTES,
  };
  return { ...parts, total: parts.weights + parts.gradients + parts.optimizer + parts.activations };
}
