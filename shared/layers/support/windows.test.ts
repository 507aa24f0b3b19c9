import { describe, expect, test } from 'vitest';
import { layers } from '../index';
import { defaultsOf, parseParams } from '../../schema/fields';
import { slideOf } from './windows';

describe.each(layers.filter((layer) => layer.slide !== undefined))('the window of $type', (layer) => {
  test.each([{}, { padding: 'same' }, { strides: [3, 2] }, { padding: [1, 0, 1, 1], strides: [2, 2] }])(
    'has as many places as the other plane has values, with %j',
    (changes) => {
      const { params, problems } = parseParams(layer.params, { ...defaultsOf(layer.params), ...changes });
      expect(problems).toEqual([]);
      const input = [17, 14, 4];
      const [output] = layer.infer(params, [input]).shapes;
      const slide = layer.slide?.(params, [input]);
      expect(slide?.places).toEqual((slide?.over === 'input' ? output : input)?.slice(0, 2));
    },
  );
});

test('the padding that "same" adds is written out', () => {
  const window = {
    size: [3, 3],
    strides: [2, 2],
    dilation: [1, 1],
    padding: 'same',
    ceilMode: false,
  } as const;
  expect(slideOf(window, [6, 5, 1])).toMatchObject({ padding: [0, 1, 1, 1], places: [3, 3] });
});
