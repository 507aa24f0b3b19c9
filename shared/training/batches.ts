/** Rows of a data set as batches of a network with one input and one output. */
import type { Samples } from '../data/dataset';
import type { Batch } from '../engine/executor';

export interface Ends {
  /** Flat ids of the input and of the output layer. */
  readonly inputId: string;
  readonly outputId: string;
}

export async function readBatch(
  samples: Samples,
  indices: readonly number[],
  { inputId, outputId }: Ends,
): Promise<Batch> {
  const { inputs, labels } = await samples.read(indices);
  const size = indices.length;
  return {
    size,
    inputs: { [inputId]: { shape: [size, ...samples.inputShape], data: inputs } },
    targets: { [outputId]: { kind: 'index', shape: [size], data: labels } },
  };
}
