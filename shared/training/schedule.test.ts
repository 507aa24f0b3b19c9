import { expect, test } from 'vitest';
import type { TrainingSettings } from '../graph/document';
import { learningRateAt } from './schedule';

const STEPS = 8;
const rates = (schedule: TrainingSettings['schedule']): readonly number[] =>
  Array.from({ length: STEPS + 1 }, (_, step) =>
    learningRateAt({ schedule, learningRate: 0.4 }, step, STEPS),
  );

test('a constant rate stays', () => {
  expect(new Set(rates('constant'))).toEqual(new Set([0.4]));
});

test('a linear one falls by as much at each step, to zero at the end', () => {
  rates('linear').forEach((rate, step) => expect(rate).toBeCloseTo(0.4 - 0.05 * step, 12));
});

test('a cosine falls as in PyTorch’s CosineAnnealingLR, once', () => {
  // optim.SGD(lr=0.4), CosineAnnealingLR(T_max=8): (1 + cos(π·t/8)) / 2 of it.
  const cosine = [0.4, 0.3847759, 0.3414214, 0.2765367, 0.2, 0.1234633, 0.0585786, 0.0152241, 0];
  rates('cosine').forEach((rate, step) => expect(rate).toBeCloseTo(cosine[step] ?? NaN, 7));
});

test('a run of no steps, or beyond its end, has a rate all the same', () => {
  for (const schedule of ['constant', 'linear', 'cosine'] as const) {
    expect(learningRateAt({ schedule, learningRate: 0.4 }, 0, 0)).toBeCloseTo(0.4, 12);
    expect(learningRateAt({ schedule, learningRate: 0.4 }, 9, 8)).toBeCloseTo(
      schedule === 'constant' ? 0.4 : 0,
      12,
    );
  }
});
