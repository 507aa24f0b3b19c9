import { expect, test } from 'vitest';
import type { FixCost, NetworkCost } from '../../../shared/compiler/cost';
import { costText } from './cost-text';

const nothing: NetworkCost = { parameters: 0, macs: 0, activations: 0 };
const cost = (more: Partial<NetworkCost> | null, others: Partial<FixCost> = {}): FixCost => ({
  total: { parameters: 61_706, macs: 416_520, activations: 0 },
  whole: true,
  more: more && { ...nothing, ...more },
  newErrors: 0,
  ...others,
});

test('a cost is said with signs, and nothing is said to be nothing', () => {
  expect(costText(cost({ parameters: 8_320, macs: 520_000 }), 64, 0)).toBe('+8,320 parameters · +520 kMACs');
  expect(costText(cost({ parameters: -1_044_480 }), 64, 0)).toBe('−1,044,480 parameters');
  expect(costText(cost({ parameters: -1 }), 64, 0)).toBe('−1 parameter');
  expect(costText(cost({}), 64, 0)).toBe('Costs nothing');
  expect(costText(null, 64, 0)).toContain('any more');
});

test('memory is told where it is much, and errors that stay behind always', () => {
  expect(costText(cost({ activations: 51_380_224 }), 64, 0)).toBe('+51.4 MB at batch 64');
  expect(costText(cost({ activations: 51_380_224 }), 64, 100e9)).toBe('Costs nothing');
  expect(costText(cost({}, { newErrors: 1 }), 64, 0)).toBe('Costs nothing · leaves 1 other error');
});

test('where something is wrong now, the whole network is told that the fix makes of it', () => {
  expect(costText(cost(null), 64, 0)).toBe('61,706 parameters · 416.5 kMACs in all');
  expect(costText(cost(null, { whole: false, newErrors: 2 }), 64, 0)).toBe(
    'At least 61,706 parameters · 416.5 kMACs · leaves 2 other errors',
  );
});
