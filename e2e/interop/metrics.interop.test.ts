/** Scores and what is said of each class against scikit-learn, on predictions at random. */
import { describe, expect, test } from 'vitest';
import { pythonFor } from '../../build/lib/find-python.mjs';
import { classFigures } from '../../renderer/runs/evaluate/class-figures';
import { createChance } from '../../shared/engine/testing/chance';
import { countScores } from '../../shared/training/metrics/index';
import { askPython } from './ask-python';

interface Theirs extends Readonly<Record<'accuracy' | 'f1Score', number>> {
  readonly top5Accuracy?: number;
  readonly confusion: readonly (readonly number[])[];
  readonly precision: readonly (number | null)[];
  readonly recall: readonly (number | null)[];
  readonly f1: readonly (number | null)[];
  readonly support: readonly number[];
}

const BATCH = 16;
const DIGITS = 9;

const chance = createChance(1);
/** Few rows leave out classes, among the labels, the predictions or both. */
const cases = [
  [2, 1],
  [2, 40],
  [3, 7],
  [10, 12],
  [10, 500],
  [20, 30],
  [25, 60],
  [100, 1000],
].map(([classes = 2, rows = 1]) => {
  const labels = Array.from({ length: rows }, () => chance.below(classes));
  // The true class is favoured, so that some are found.
  const predictions = labels.map((label) =>
    Array.from({ length: classes }, (_, i) => Math.fround(chance.fraction() + (i === label ? 0.5 : 0))),
  );
  return { classes, labels, predictions };
});

const python = pythonFor.scores();
describe.skipIf(python === null)('scores (npm run test:interop installs what judges them)', () => {
  const answers = (python === null ? [] : askPython(python, 'count-scores.py', cases)) as readonly Theirs[];

  test.each(cases.map((given, at) => [given.classes, given.labels.length, given, at] as const))(
    'of %i classes and %i pictures',
    (classes, rows, { labels, predictions }, at) => {
      const theirs = answers[at];
      if (!theirs) throw new Error('scikit-learn has not answered.');
      const counter = countScores('classification', classes);
      for (let from = 0; from < rows; from += BATCH) {
        const batch = labels.slice(from, from + BATCH);
        counter.add(
          Float32Array.from(predictions.slice(from, from + BATCH).flat()),
          Float32Array.from(batch),
          batch.length,
        );
      }
      for (const [name, value] of Object.entries(counter.scores()))
        expect(value, name).toBeCloseTo(Number(theirs[name as keyof Theirs]), DIGITS);

      classFigures(theirs.confusion).forEach(({ precision, recall, f1, support }, index) => {
        const words = `class ${index}`;
        expect(support, words).toBe(theirs.support[index]);
        for (const [own, their] of [
          [precision, theirs.precision[index]],
          [recall, theirs.recall[index]],
        ] as const)
          if (own === null) expect(their, words).toBeNull();
          else expect(own, words).toBeCloseTo(Number(their), DIGITS);
        // Where one of both is missing or both are 0, they say 0 and we say nothing.
        if (f1 === null) expect([0, null], words).toContain(theirs.f1[index]);
        else expect(f1, words).toBeCloseTo(Number(theirs.f1[index]), DIGITS);
      });
    },
  );
});
