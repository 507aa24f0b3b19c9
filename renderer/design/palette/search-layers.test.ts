import { describe, expect, it } from 'vitest';
import { layers } from '../../../shared/layers';
import { searchLayers } from './search-layers';

const found = (text: string): string[] => searchLayers(layers, text).map(({ type }) => type);

describe('searchLayers', () => {
  it('lists everything in its order where nothing is asked for', () => {
    expect(searchLayers(layers, '  ')).toBe(layers);
  });

  it.each([
    ['conv', 'Conv2D'],
    ['nn.Conv2d', 'Conv2D'],
    ['Max pool', 'MaxPooling2D'],
    ['nn.Linear', 'Dense'],
    ['linear', 'Dense'],
    ['batch norm', 'BatchNormalization'],
    ['ReLU', 'Activation'],
    ['softmax', 'Activation'],
    ['nn.Dropout', 'Dropout'],
    ['ADD', 'Add'],
  ])('"%s" finds %s first', (text, type) => {
    expect(found(text)[0]).toBe(type);
  });

  it('finds whole sections by their name', () => {
    expect(found('pooling')).toEqual(expect.arrayContaining(['MaxPooling2D', 'AveragePooling2D']));
  });

  it.each(['zzz', '!!', 'nn.'])('finds nothing for "%s"', (text) => {
    expect(found(text)).toEqual([]);
  });
});
