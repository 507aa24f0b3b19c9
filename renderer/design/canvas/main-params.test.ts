import { describe, expect, it } from 'vitest';
import { findLayer, type layers } from '../../../shared/layers/index';
import { mainParams, paramText, readParam, stepped } from './main-params';

const layer = (type: string): (typeof layers)[number] => {
  const found = findLayer(type);
  if (!found) throw new Error(`There is no ${type}.`);
  return found;
};
const shown = (type: string, params: Readonly<Record<string, unknown>> = {}): readonly string[] =>
  mainParams(layer(type), params).map((param) => `${param.name} ${paramText(param)}`);

describe('the numbers of a row', () => {
  it('are those that its short text tells', () => {
    expect(shown('Conv2D', { filters: 64, kernelSize: [3, 5], padding: [1, 1, 1, 1] })).toEqual([
      'filters 64',
      'kernelSize 3×5',
      'strides 1',
      'padding 1',
    ]);
    expect(shown('Dense', { units: 10 })).toEqual(['units 10']);
    expect(shown('Flatten')).toEqual([]);
  });

  it('are read as they are typed', () => {
    const [filters, kernel, , padding] = mainParams(layer('Conv2D'), {});
    if (!filters || !kernel || !padding) throw new Error('Conv2D tells less than it did.');
    expect(readParam(filters, '2*32')).toEqual({ value: 64 });
    expect(readParam(kernel, '3')).toEqual({ value: [3, 3] });
    expect(readParam(kernel, '3x5')).toEqual({ value: [3, 5] });
    expect(readParam(padding, 'same')).toEqual({ value: 'same' });
    expect(readParam(padding, '2')).toEqual({ value: [2, 2, 2, 2] });
    expect(readParam(filters, '0')).toMatchObject({ problem: expect.stringContaining('Filters') as string });
    expect(readParam(kernel, 'large')).toHaveProperty('problem');
  });

  it('are stepped within their limits', () => {
    const [filters, kernel] = mainParams(layer('Conv2D'), {});
    expect(stepped(filters!.field, 64, 10)).toBe(74);
    expect(stepped(filters!.field, 1, -5)).toBe(1);
    expect(stepped(kernel!.field, [3, 3], 2)).toEqual([5, 5]);
  });
});
