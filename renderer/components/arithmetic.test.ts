import { describe, expect, it } from 'vitest';
import { calculate } from './arithmetic';

describe('calculate', () => {
  it.each([
    ['64', 64],
    [' 2*32 ', 64],
    ['(224 - 11) / 4 + 1', 54.25],
    ['2 × 3 · 4 ÷ 2 − 1', 11],
    ['-(3 - 5)', 2],
    ['1e-3', 0.001],
    ['.5', 0.5],
    ['1,024 * 2', 2048],
    ['1,000,000', 1_000_000],
    ['2 + 3 * 4', 14],
    ['12 / 3 / 2', 2],
  ])('%s is %d', (text, value) => {
    expect(calculate(text)).toBeCloseTo(value, 12);
  });

  it.each([
    '',
    ' ',
    '2*',
    '(2',
    '2)',
    'abc',
    '2 3',
    '1/0',
    '0/0',
    '1,5',
    '()',
    '*2',
    '2**3',
    'Infinity',
    '1e999',
  ])('%j is none', (text) => {
    expect(calculate(text)).toBeNull();
  });

  it('gives up on what nobody types', () => {
    expect(calculate('('.repeat(100_000))).toBeNull();
  });
});
