import { expect, test } from 'vitest';
import { writtenShape } from './shown-shape';

test('a shape is written in the order, with the batch and in the symbols that the user chose', () => {
  const plain = { order: 'hwc', symbols: false, batch: false, input: [224, 224, 3] } as const;
  expect(writtenShape([56, 56, 64], plain)).toBe('56×56×64');
  expect(writtenShape([56, 56, 64], { ...plain, order: 'chw', batch: true })).toBe('N×64×56×56');
  expect(writtenShape([56, 56, 64], { ...plain, symbols: true })).toBe('H/4×W/4×64');
  expect(writtenShape([1000], { ...plain, batch: true })).toBe('N×1000');
});
