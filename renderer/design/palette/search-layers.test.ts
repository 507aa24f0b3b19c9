import { describe, expect, it } from 'vitest';
import { layers } from '../../../shared/layers';
import { entriesOf, paletteSections } from './palette-entries';
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

describe('the palette', () => {
  const entries = entriesOf(layers.filter(({ role }) => role !== 'block'));
  const foundIn = (text: string) => searchLayers(entries, text).map(({ label }) => label);

  it.each([
    ['relu', 'ReLU', 'relu'],
    ['nn.ReLU', 'ReLU', 'relu'],
    ['Softmax', 'Softmax', 'softmax'],
    ['leaky relu', 'Leaky ReLU', 'leakyRelu'],
    ['hardswish', 'Hard swish', 'hardSwish'],
    ['silu', 'Swish (SiLU)', 'swish'],
  ])('“%s” finds %s by its name, set to it', (text, label, activation) => {
    const [first] = searchLayers(entries, text);
    expect(first?.label).toBe(label);
    expect([first?.layer.type, first?.params]).toEqual(['Activation', { activation }]);
  });

  it('still finds layers first by their own names', () => {
    expect(foundIn('linear')[0]).toBe('Dense');
    expect(foundIn('prelu')[0]).toBe('PReLU');
    expect(foundIn('conv')[0]).toBe('Conv');
  });

  it('begins with what nearly every network has, and lists every layer once', () => {
    const [basics, ...others] = paletteSections(entries);
    expect(basics?.items.map(({ label }) => label)).toEqual([
      ...['Conv', 'ReLU', 'Max pool', 'Dense', 'Flatten', 'Dropout', 'Input', 'Output'],
    ]);
    const listed = [basics, ...others].flatMap((section) => section?.items ?? []);
    const own = listed.filter(({ type, layer }) => type === layer.type);
    expect(new Set(own.map(({ type }) => type)).size).toBe(own.length);
    expect(own).toHaveLength(layers.length - 1);
  });
});
