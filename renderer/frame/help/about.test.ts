import { expect, test } from 'vitest';
import { searchParts } from './about';

const parts = [
  { name: 'react', version: '19.0.0', license: 'MIT', text: '' },
  { name: '@tensorflow/tfjs-core', version: '4.22.0', license: 'Apache-2.0', text: '' },
];

test('libraries are found by words of their names and licences', () => {
  const names = (query: string) => searchParts(parts, query).map(({ name }) => name);
  expect(names('')).toEqual(['react', '@tensorflow/tfjs-core']);
  expect(names(' APACHE core')).toEqual(['@tensorflow/tfjs-core']);
  expect(names('react apache')).toEqual([]);
});
