import type { Samples } from '../data/dataset';
import { type Ends, readBatch } from './batches';
import type { Executor } from './executor';
import type { Evaluation } from './run';

/**
 * Pictures evaluated at a time. Always the same, as the order of additions depends on it and the figures must
 * repeat exactly.
 */
export const EVALUATION_BATCH = 256;

export interface Misclassified {
  /** Row in the samples. */
  readonly index: number;
  readonly actual: number;
  readonly predicted: number;
  /** What the network gave the class that it predicted. */
  readonly probability: number;
}

export interface DetailedEvaluation extends Evaluation {
  /** The surest mistakes first. */
  readonly misclassified: readonly Misclassified[];
}

export interface EvaluationArguments extends Ends {
  readonly executor: Executor;
  readonly samples: Samples;
  readonly classCount: number;
  readonly batchSize?: number;
  readonly onProgress?: (done: number, count: number) => void;
  /** Lets messages through between batches. */
  readonly yieldToHost?: () => Promise<void>;
}

/** Accuracy, mean loss and confusion over all samples, with training-only behaviour off. */
export async function evaluateModel(args: EvaluationArguments): Promise<DetailedEvaluation> {
  const { executor, samples, classCount, batchSize = EVALUATION_BATCH, outputId } = args;
  const count = samples.length;
  if (count === 0)
    throw new Error('There are no pictures to evaluate the network on: choose a data set with some.');
  const confusion = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  const misclassified: Misclassified[] = [];
  let loss = 0;
  let correct = 0;
  for (let from = 0; from < count; from += batchSize) {
    const indices = Array.from({ length: Math.min(batchSize, count - from) }, (_, i) => from + i);
    const batch = await readBatch(samples, indices, args);
    const labels = batch.targets[outputId]?.data ?? new Float32Array();
    for (const [row, index] of indices.entries()) {
      const actual = labels[row] ?? 0;
      if (confusion[actual]) continue;
      throw new Error(
        `The picture ${index} is of class ${actual + 1}, but the network only tells ${classCount} classes apart: give its last layer one output per class.`,
      );
    }
    const result = await executor.evaluate(batch);
    loss += result.loss * batch.size;
    const scores = result.predictions[outputId]?.data ?? new Float32Array();
    for (const [row, index] of indices.entries()) {
      const actual = labels[row] ?? 0;
      const { best: predicted, score } = largest(scores, row * classCount, classCount);
      const line = confusion[actual];
      if (line) line[predicted] = (line[predicted] ?? 0) + 1;
      if (predicted === actual) correct += 1;
      else misclassified.push({ index, actual, predicted, probability: score });
    }
    args.onProgress?.(from + batch.size, count);
    await args.yieldToHost?.();
  }
  return {
    accuracy: correct / count,
    loss: loss / count,
    count,
    confusion,
    misclassified: misclassified.sort((a, b) => b.probability - a.probability || a.index - b.index),
  };
}

function largest(values: Float32Array, from: number, count: number): { best: number; score: number } {
  let best = 0;
  let score = values[from] ?? 0;
  for (let i = 1; i < count; i += 1) {
    const value = values[from + i] ?? 0;
    if (value > score) {
      best = i;
      score = value;
    }
  }
  return { best, score };
}
