/** Against scikit-learn 1.9.1: the figures of `oracle` were printed by the script beside them. */
import { expect, it } from 'vitest';
import { countScores, leadingScore, orderedScores, scoreFacts } from './index';

/** Seven pictures of three classes; scikit-learn's `accuracy_score` and `f1_score(average="macro")` of the largest. */
const predictions = Float32Array.of(
  ...[0.7, 0.2, 0.1],
  ...[0.1, 0.8, 0.1],
  ...[0.2, 0.5, 0.3],
  ...[0.3, 0.3, 0.4],
  ...[0.9, 0.05, 0.05],
  ...[0.4, 0.4, 0.2],
  ...[0.1, 0.2, 0.7],
);
const labels = Float32Array.of(0, 1, 2, 2, 0, 1, 2);
// from sklearn.metrics import accuracy_score, f1_score; t = [0,1,2,2,0,1,2]; p = [0,1,1,2,0,0,2]
// accuracy_score(t, p), f1_score(t, p, average="macro", zero_division=0)
const oracle = { accuracy: 0.7142857142857143, f1Score: 0.7000000000000001 };

it('counts over batches what scikit-learn counts', () => {
  const counter = countScores('classification', 3);
  counter.add(predictions.subarray(0, 9), labels.subarray(0, 3), 3);
  counter.add(predictions.subarray(9), labels.subarray(3), 4);
  const scores = counter.scores();
  // Three classes are too few for the first five.
  expect(scores).not.toHaveProperty('top5Accuracy');
  expect(scores['accuracy']).toBeCloseTo(oracle.accuracy, 12);
  expect(scores['f1Score']).toBeCloseTo(oracle.f1Score, 12);
});

it('leaves out of F1 what neither occurs nor is predicted', () => {
  const counter = countScores('classification', 4);
  counter.add(Float32Array.of(1, 0, 0, 0, 0, 1, 0, 0), Float32Array.of(0, 1), 2);
  expect(counter.scores()['f1Score']).toBe(1);
});

it('looks at five of twenty classes and more', () => {
  const counter = countScores('classification', 20);
  const rows = new Float32Array(40).map((_, i) => 20 - (i % 20));
  counter.add(rows, Float32Array.of(4, 5), 2);
  expect(counter.scores()['top5Accuracy']).toBe(0.5);
});

it('ranks by accuracy, and shows what it does not know as a number', () => {
  expect(leadingScore('classification').name).toBe('accuracy');
  expect(leadingScore('regression').name).toBe('loss');
  expect(scoreFacts('brierScore')).toMatchObject({ title: 'brierScore', unit: 'number' });
  expect(orderedScores({ loss: 1, brierScore: 2, f1Score: 3, accuracy: 4 }).map(({ name }) => name)).toEqual([
    'accuracy',
    'f1Score',
    'loss',
    'brierScore',
  ]);
});
