import { expect, test } from 'vitest';
import { searchByWords } from './search-by-words';

const names = ['my digits.cnn', 'Shoes and bags.cnn.json', 'digits 2.cnn'];
const search = (query: string) => searchByWords(names, query, (name) => name);

test('every word must be there, in any order and case', () => {
  expect(search('DIGITS')).toEqual(['my digits.cnn', 'digits 2.cnn']);
  expect(search('2 digits')).toEqual(['digits 2.cnn']);
  expect(search('digits bags')).toEqual([]);
  expect(search('  ')).toEqual(names);
});
