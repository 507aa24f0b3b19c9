import { expect, test } from 'vitest';
import { stepsInside } from './steps-inside';

test.each([
  '../out',
  '/etc/passwd',
  'a/../../out',
  '',
  '.',
  'a//b',
  'a/',
  'C:\\x',
  'C:x',
  'a\\..\\b',
  'a:stream',
  'a\0',
  '.. /out',
  '.../out',
  'a./b',
  'a ',
])('%j can’t lead out of a folder', (name) => {
  expect(() => stepsInside(name)).toThrow(/leads out of the chosen folder/);
});

test('a name that stays inside is a way in it', () => {
  expect(stepsInside('a/b c/..d.json')).toEqual(['a', 'b c', '..d.json']);
});
