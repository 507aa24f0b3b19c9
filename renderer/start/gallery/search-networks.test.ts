import { expect, test } from 'vitest';
import { templates } from '../../../templates';
import { searchNetworks } from './search-networks';

const found = (text: string): readonly string[] => searchNetworks(templates, text).map(({ name }) => name);

test.each(['ResNet-50', 'resnet 50', 'resnet50', ' RESNET50 '])('%s finds ResNet-50 first', (text) => {
  expect(found(text)[0]).toBe('resnet50');
});

test('finds by year, by author with and without accents, and by what was taught', () => {
  expect(found('1998')).toEqual(['lenet5', 'lenet5_modern', 'paper_lenet5']);
  expect(found('dollar')).toEqual(['resnext50_32x4d', 'regnet_y_400mf']);
  expect(found('Dollár')).toEqual(['resnext50_32x4d', 'regnet_y_400mf']);
  expect(found('ronneberger 2015')).toEqual(['unet']);
  expect(found('label smoothing')).toEqual(['inception_v3']);
});

test('all of them where nothing is asked for, and none for what nobody wrote', () => {
  expect(searchNetworks(templates, '  ')).toBe(templates);
  expect(found('transformer of the seventh kind')).toEqual([]);
  expect(found('…')).toEqual([]);
});
