import { expect, test } from 'vitest';
import { inside } from './inside';

test.each(['../out', '/etc/passwd', 'a/../../out', '', '.'])('can’t lead out of a folder: %j', (name) => {
  expect(() => inside('/chosen/folder', name)).toThrow(/leads out of the chosen folder/);
});

test('a name that stays inside is a place in it', () => {
  expect(inside('/chosen/folder', 'a/b.json')).toBe('/chosen/folder/a/b.json');
  expect(inside('/', 'a')).toBe('/a');
});
