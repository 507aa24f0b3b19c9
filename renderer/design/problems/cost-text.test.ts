import { expect, test } from 'vitest';
import { costText } from './cost-text';

const nothing = { parameters: 0, macs: 0, activations: 0, newErrors: 0 };

test('a cost is said with signs, and nothing is said to be nothing', () => {
  expect(costText({ ...nothing, parameters: 8_320, macs: 520_000 }, 64, 0)).toBe(
    '+8,320 parameters · +520 kMACs',
  );
  expect(costText({ ...nothing, parameters: -1_044_480 }, 64, 0)).toBe('−1,044,480 parameters');
  expect(costText({ ...nothing, parameters: -1 }, 64, 0)).toBe('−1 parameter');
  expect(costText(nothing, 64, 0)).toBe('Costs nothing');
  expect(costText(null, 64, 0)).toContain('any more');
});

test('memory is told where it is much, and errors that stay behind always', () => {
  const cost = { ...nothing, activations: 51_380_224 };
  expect(costText(cost, 64, 0)).toBe('+51.4 MB at batch 64');
  expect(costText(cost, 64, 100e9)).toBe('Costs nothing');
  expect(costText({ ...nothing, newErrors: 1 }, 64, 0)).toBe('Costs nothing · leaves 1 other error');
});
