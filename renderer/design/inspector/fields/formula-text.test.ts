import { describe, expect, it } from 'vitest';
import { readFormula, valuesText, writeFormula } from './formula-text';

const rules = { names: ['i', 'width'], words: ['relu'], lists: true };

describe('readFormula', () => {
  it.each([
    ['64', 64],
    [' -1.5 ', -1.5],
    ['true', true],
    ['relu', 'relu'],
    ['i == 0 ? 2 : 1', { expr: 'i == 0 ? 2 : 1' }],
    ['64, 128, width', [64, 128, { expr: 'width' }]],
    ['max(i, 2)', { expr: 'max(i, 2)' }],
    ['[64, 128][i]', { expr: '[64, 128][i]' }],
    ["i == 0 ? 'a, b' : 'c'", { expr: "i == 0 ? 'a, b' : 'c'" }],
  ])('reads %s', (text, value) => {
    expect(readFormula(text, rules)).toEqual({ value });
    expect(readFormula(writeFormula(value), rules)).toEqual({ value });
  });

  it.each(['', 'depth', 'i ==', '64,', '(1'])('says why %j can’t be taken', (text) => {
    expect(readFormula(text, rules)).toHaveProperty('problem');
  });

  it('takes commas for no list where there is none', () => {
    expect(readFormula('1, 2', { names: [] })).toHaveProperty('problem');
  });
});

describe('valuesText', () => {
  it('tells what all copies have in common once', () => {
    expect(valuesText([1, 1, 1])).toBe('1');
    expect(valuesText([2, 1, 1])).toBe('2, 1, 1');
    expect(
      valuesText([
        [2, 2],
        [1, 1],
      ]),
    ).toBe('2×2, 1×1');
    expect(valuesText([1, undefined])).toBe('1, –');
    expect(valuesText([0, 1, 2, 3, 4, 5, 6, 7, 8])).toBe('0, 1, 2, 3, 4, 5, 6, 7, …');
  });
});
