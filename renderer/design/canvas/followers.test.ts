import { expect, test } from 'vitest';
import { layers } from '../../../shared/layers/index';
import { followsOften, leadsOften, usedOften } from './followers';

const best = (score: (type: string) => number): string =>
  layers.reduce((found, { type }) => (score(type) > score(found) ? type : found), 'Add');

test('what follows what is told by the networks that there are', () => {
  expect(best((type) => followsOften(type, 'BatchNormalization'))).toBe('Activation');
  expect(best((type) => followsOften(type, 'Flatten'))).toBe('Dense');
  expect(best((type) => followsOften(type, 'Input'))).toBe('Conv2D');
  expect(best((type) => leadsOften(type, 'Output'))).toBe('Dense');
  expect(usedOften('Conv2D')).toBeGreaterThan(usedOften('DepthwiseConv2D'));
  expect(followsOften('Conv2D', 'no such layer')).toBe(0);
});
