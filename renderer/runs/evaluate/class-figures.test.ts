import { describe, expect, it } from 'vitest';
import { classFigures, mistakesIn, sentenceOf, STRONG, tintOf } from './class-figures';

// Precision, recall and F1 by hand: class 0 is called 3 times, twice rightly, and found in 2 of 4.
const confusion = [
  [2, 2, 0],
  [1, 5, 0],
  [0, 0, 0],
];

describe('figures of a class', () => {
  it('precision, recall and F1', () => {
    const [first, second, empty] = classFigures(confusion);
    expect(first?.precision).toBeCloseTo(2 / 3);
    expect(first?.recall).toBeCloseTo(0.5);
    expect(first?.f1).toBeCloseTo((2 * (2 / 3) * 0.5) / (2 / 3 + 0.5));
    expect(second).toMatchObject({ support: 6 });
    expect(empty).toEqual({ precision: null, recall: null, f1: null, support: 0 });
  });

  it('mistakes of all classes', () => {
    expect(mistakesIn(confusion)).toBe(3);
    expect(mistakesIn([])).toBe(0);
  });

  it('a cell in words', () => {
    expect(sentenceOf(confusion, ['cat', 'dog'], 0, 1)).toBe(
      '2 of 4 pictures of cat were taken for dog (50.0\u202f%).',
    );
    expect(sentenceOf(confusion, ['cat', 'dog'], 1, 1)).toBe(
      '5 of 6 pictures of dog were recognized (83.3\u202f%).',
    );
  });
});

describe('the tint of a cell', () => {
  it('tells one mistake of a thousand from 136, and nothing from one', () => {
    expect(tintOf(0)).toBe(0);
    expect(tintOf(1 / 1000)).toBeGreaterThan(5);
    expect(tintOf(136 / 1000) - tintOf(1 / 1000)).toBeGreaterThan(20);
  });

  it('rises with the share, and leaves out what neither ink can be read on', () => {
    const shares = Array.from({ length: 1001 }, (_, i) => i / 1000);
    const tints = shares.map(tintOf);
    expect(tints).toEqual([...tints].sort((a, b) => a - b));
    for (const share of shares) {
      if (share < STRONG) expect(tintOf(share)).toBeLessThanOrEqual(50);
      else expect(tintOf(share)).toBeGreaterThanOrEqual(90);
    }
    expect(tintOf(1)).toBe(100);
  });
});
