/** What a network does on a set of pictures, with training-only behaviour off. */
import type { Feed } from '../data/feed';
import type { TestResult } from '../model/run-record';
import type { Task } from '../model/scores';
import { largestFrom } from './metrics/define';
import { countScores } from './metrics/index';
import type { Executor } from '../engine/executor';
import { readAhead } from './read-ahead';

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

export interface DetailedEvaluation extends TestResult {
  /** The surest mistakes first. */
  readonly misclassified: readonly Misclassified[];
}

export interface EvaluationArguments {
  readonly executor: Executor;
  readonly samples: Feed;
  /** Flat id of the output. */
  readonly outputId: string;
  readonly task: Task;
  readonly classCount: number;
  readonly batchSize?: number;
  readonly onProgress?: (done: number, count: number) => void;
  /** Lets messages through between batches. */
  readonly yieldToHost?: () => Promise<void>;
}

/** Scores and confusion over all samples. */
export async function evaluateModel(args: EvaluationArguments): Promise<DetailedEvaluation> {
  const whole = await evaluateUnless(() => false, args);
  if (whole === null) throw new Error('An evaluation that nobody stops ended early.');
  return whole;
}

/**
 * The same, asking before each batch whether it shall end early; null then, since scores of a part would be taken for those
 * of the whole.
 */
export async function evaluateUnless(
  shallEnd: () => boolean | Promise<boolean>,
  args: EvaluationArguments,
): Promise<DetailedEvaluation | null> {
  const { executor, samples, task, classCount, batchSize = EVALUATION_BATCH, outputId } = args;
  const count = samples.length;
  if (count === 0)
    throw new Error('There are no pictures to evaluate the network on: choose a data set with some.');
  const confusion = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  const misclassified: Misclassified[] = [];
  const counter = countScores(task, classCount);
  let loss = 0;
  const rowsOf = (index: number): readonly number[] =>
    Array.from({ length: Math.min(batchSize, count - index * batchSize) }, (_, i) => index * batchSize + i);
  const batches = readAhead((index) => samples.read(rowsOf(index), 0), 0, Math.ceil(count / batchSize));
  for (let index = 0, batch = await batches.next(); batch !== null; index += 1) {
    if (await shallEnd()) return null;
    const indices = rowsOf(index);
    const labels = batch.targets[outputId]?.data ?? new Float32Array();
    refuseUnknownClass(labels, indices, classCount);
    const result = await executor.evaluate(batch);
    loss += result.loss * batch.size;
    const predictions = result.predictions[outputId]?.data ?? new Float32Array();
    for (const [row, picture] of indices.entries()) {
      const actual = labels[row] ?? 0;
      const predicted = largestFrom(predictions, row * classCount, classCount);
      const line = confusion[actual];
      if (line) line[predicted] = (line[predicted] ?? 0) + 1;
      const probability = predictions[row * classCount + predicted] ?? 0;
      if (predicted !== actual) misclassified.push({ index: picture, actual, predicted, probability });
    }
    counter.add(predictions, labels, batch.size);
    args.onProgress?.(index * batchSize + batch.size, count);
    await args.yieldToHost?.();
    batch = await batches.next();
  }
  return {
    scores: { loss: loss / count, ...counter.scores() },
    count,
    confusion,
    misclassified: misclassified.sort((a, b) => b.probability - a.probability || a.index - b.index),
  };
}

function refuseUnknownClass(labels: Float32Array, indices: readonly number[], classCount: number): void {
  for (const [row, index] of indices.entries()) {
    const label = labels[row] ?? 0;
    if (label < classCount) continue;
    throw new Error(
      `The picture ${index} is of class ${label + 1}, but the network only tells ${classCount} classes apart: give its last layer one output per class.`,
    );
  }
}
