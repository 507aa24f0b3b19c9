import { type OptimizerName, optimizers } from '../schema/optimizers';
import type { Memory, Totals } from './compiled';

const BYTES = 4;

/**
 * Bytes in float32, of a network or of one layer: the layers' sum is the network's. Activations are kept for the
 * backward pass, for every picture of the batch.
 */
export function trainingMemory(
  { totals: { trainable, nonTrainable, activations } }: { readonly totals: Omit<Totals, 'macs'> },
  batchSize: number,
  optimizer: OptimizerName,
): Memory {
  const parts = {
    weights: (trainable + nonTrainable) * BYTES,
    gradients: trainable * BYTES,
    optimizer: trainable * optimizers[optimizer].slots.length * BYTES,
    activations: activations * batchSize * BYTES,
  };
  return { ...parts, total: parts.weights + parts.gradients + parts.optimizer + parts.activations };
}

/** Bytes that a layer takes when one picture runs through it: its weights and its outputs. */
export function layerMemory({ trainable, nonTrainable, activations }: Omit<Totals, 'macs'>): number {
  return (trainable + nonTrainable + activations) * BYTES;
}
