import { expect, test } from 'vitest';
import { logAxis } from './log-axis';

test('the same factor is the same length, and ticks are powers of ten', () => {
  const axis = logAxis([2e3, 6e6], 0, 400);
  expect(axis.ticks).toEqual([1e4, 1e5, 1e6, 1e7]);
  expect(axis.at(1e5) - axis.at(1e4)).toBeCloseTo(axis.at(1e6) - axis.at(1e5));
  expect(axis.at(2e3)).toBeGreaterThan(0);
  expect(axis.at(6e6)).toBeLessThan(400);
});

test('runs upwards where it is asked to, and stands on a single value', () => {
  const axis = logAxis([100, 100], 300, 0);
  expect(axis.at(100)).toBeCloseTo(150);
  expect(axis.ticks).toEqual([100]);
});
