import { expect, test } from 'vitest';
import type { FixCost, NetworkCost } from '../../../shared/compiler/cost';
import { costText } from './cost-text';

const nothing: NetworkCost = { parameters: 0, macs: 0, activations: 0 };
const cost = (more: Partial<NetworkCost> | null, others: Partial<FixCost> = {}): FixCost => ({
  total: { parameters: 61_706, macs: 416_520, activations: 0 },
  whole: true,
  more: more && { ...nothing, ...more },
  batchSize: 64,
  newErrors: 0,
  ...others,
});

test('a cost is said with signs, and nothing is said to be nothing', () => {
  expect(costText(cost({ parameters: 8_320, macs: 520_000 }), 0)).toBe('+8,320 parameters · +520 kMACs');
  expect(costText(cost({ parameters: -1_044_480 }), 0)).toBe('−1,044,480 parameters');
  expect(costText(cost({ parameters: -1 }), 0)).toBe('−1 parameter');
  expect(costText(cost({}), 0)).toBe('Costs nothing');
  expect(costText(null, 0)).toContain('any more');
});

test('memory is told where it is much, and errors that stay behind always', () => {
  expect(costText(cost({ activations: 51_380_224 }), 0)).toBe('+51.4 MB at batch 64');
  expect(costText(cost({ activations: -5.5e9 }, { batchSize: 16 }), 0)).toBe('−5.5 GB at batch 16');
  expect(costText(cost({ activations: 51_380_224 }), 100e9)).toBe('Costs nothing');
  expect(costText(cost({}, { newErrors: 1 }), 0)).toBe('Costs nothing · leaves 1 other error');
});

test('where something is wrong now, the whole network is told that the fix makes of it', () => {
  expect(costText(cost(null), 0)).toBe('61,706 parameters · 416.5 kMACs in all');
  expect(costText(cost(null, { whole: false, newErrors: 2 }), 0)).toBe(
    'At least 61,706 parameters · 416.5 kMACs · leaves 2 other errors',
  );
});
