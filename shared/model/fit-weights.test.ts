import { expect, test } from 'vitest';
import { fitWeights } from './fit-weights';

test('a weight fits by its key and its shape; what does not is named on both sides', () => {
  const given = new Map([
    ['conv/kernel', { shape: [3, 3, 1, 4] }],
    ['conv/bias', { shape: [4] }],
    ['fc/kernel', { shape: [64, 10] }],
    ['gone/kernel', { shape: [1] }],
    ['fc/scale', { shape: [10, 1] }],
  ]);
  const expected = [
    { key: 'conv/kernel', shape: [3, 3, 1, 4] },
    { key: 'conv/bias', shape: [4] },
    { key: 'fc/kernel', shape: [640, 10] },
    { key: 'fc/scale', shape: [10] },
    { key: 'fc/bias', shape: [10] },
  ];
  expect(fitWeights(expected, given)).toEqual({
    fits: new Set(['conv/kernel', 'conv/bias']),
    fresh: new Set(['fc/kernel', 'fc/scale', 'fc/bias']),
    unused: new Set(['fc/kernel', 'gone/kernel', 'fc/scale']),
  });
});
