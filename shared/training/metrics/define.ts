/** What a score is, and how one is counted. A metric is one file of this folder. */
import type { Scores, Task } from '../../model/scores';

/** What is shown of a score, wherever it comes from. */
export interface ScoreFacts {
  /** The field's name, as Keras has it: `accuracy`. */
  readonly name: string;
  /** In lists and on axes: `Accuracy`. */
  readonly title: string;
  /** A sentence that says how it is counted. */
  readonly help: string;
  readonly better: 'higher' | 'lower';
  /** `share`: from 0 to 1, shown in per cent. */
  readonly unit: 'share' | 'number';
}

export interface Counter {
  /**
   * `predictions`: rows × classes, row-major; `labels`: the class of each row, counted from 0. Both belong to the caller:
   * a metric that needs all of them at the end keeps copies.
   */
  add(predictions: Float32Array, labels: Float32Array, rows: number): void;
  /** NaN where there is nothing to tell. */
  value(): number;
}

export interface Metric extends ScoreFacts {
  /** Where it stands among those of its task: runs are ranked by the first. */
  readonly rank: number;
  readonly tasks: readonly Task[];
  /** Whether it says anything where there are so many classes; left out: always. */
  readonly says?: (classes: number) => boolean;
  readonly count: (classes: number) => Counter;
  /** From what the loss counts while it trains (`correct` of `count` rows); left out where it counts no such thing. */
  readonly fromSums?: (sums: Scores) => number | null;
}

/** Number of the largest of `count` values from `from` on; the first where several are. */
export function largestFrom(values: Float32Array, from: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i += 1) {
    if ((values[from + i] ?? 0) > (values[from + best] ?? 0)) best = i;
  }
  return best;
}
