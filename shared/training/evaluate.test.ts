import { expect, test } from 'vitest';
import type { Feed } from '../data/feed';
import type { Executor } from '../engine/executor';
import { ours } from '../engine/testing/engines';
import { evaluateModel } from './evaluate';
import { createSmall } from './testing/small-run';

/** Five pictures of three classes: what they are, what an executor says with which probability, and its batches' losses. */
const labels = [0, 1, 1, 2, 2];
const said = [
  [0.9, 0.1, 0],
  [0.7, 0.2, 0.1],
  [0, 0.8, 0.2],
  [0.1, 0.6, 0.3],
  [0.3, 0.3, 0.4],
];
const losses = [1, 2, 6];

const samples: Feed = {
  length: labels.length,
  shape: { height: 6, width: 6, channels: 1 },
  read: (rows) =>
    Promise.resolve({
      size: rows.length,
      inputs: { image: { shape: [rows.length, 6, 6, 1], data: new Float32Array(rows.length * 36) } },
      targets: {
        output: {
          kind: 'index',
          shape: [rows.length],
          data: Float32Array.from(rows, (row) => labels[row] ?? NaN),
        },
      },
    }),
  close: () => undefined,
};

async function evaluated() {
  const executor = await createSmall(ours);
  let from = 0;
  const telling: Executor = {
    ...executor,
    evaluate: ({ size }) => {
      const rows = said.slice(from, from + size);
      const loss = losses[from / 2] ?? NaN;
      from += size;
      return Promise.resolve({
        loss,
        sums: {},
        predictions: { output: { shape: [size, 3], data: Float32Array.from(rows.flat()) } },
      });
    },
  };
  try {
    return await evaluateModel({
      executor: telling,
      samples,
      task: 'classification',
      classCount: 3,
      batchSize: 2,
      outputId: 'output',
    });
  } finally {
    executor.dispose();
  }
}

test('a row of the matrix is a class as it is, a column as it was taken for', async () => {
  const { confusion, count, scores } = await evaluated();
  expect(confusion).toEqual([
    [1, 0, 0],
    [1, 1, 0],
    [0, 1, 1],
  ]);
  expect(count).toBe(5);
  expect(scores['accuracy']).toBeCloseTo(3 / 5, 12);
});

test('the loss is the mean over pictures, also where the last batch is smaller', async () => {
  const { scores } = await evaluated();
  expect(scores['loss']).toBeCloseTo((2 * 1 + 2 * 2 + 6) / 5, 12);
});

test('mistakes come the surest first, with what was said instead', async () => {
  const { misclassified } = await evaluated();
  expect(misclassified.map(({ index, actual, predicted }) => [index, actual, predicted])).toEqual([
    [1, 1, 0],
    [3, 2, 1],
  ]);
  expect(misclassified[0]?.probability).toBeCloseTo(0.7, 6);
});
