import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileNameOf, stemOf } from './file-names';

test.each([
  ['LeNet-5', 'LeNet-5'],
  [' ..hidden. ', 'hidden'],
  ['a/b\\c:d*e?', 'a-b-c-d-e-'],
  ['', 'untitled'],
  ['...', 'untitled'],
  ['con', 'con-'],
  ['LPT1', 'LPT1-'],
  ['console', 'console'],
  ['网络 ü 🎛️', '网络 ü 🎛️'],
])('%j becomes %j', (name, wanted) => {
  expect(fileNameOf(name)).toBe(wanted);
});

test('any name becomes one that every disk takes, and stays as it is from then on', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
      const safe = fileNameOf(name);
      expect(new TextEncoder().encode(safe).length).toBeLessThanOrEqual(201);
      expect(safe).toMatch(/^[^\\/:*?"<>|\p{Cc}]+$/u);
      expect(safe).not.toMatch(/^[.\s]|[.\s]$/);
      expect(() => encodeURIComponent(safe)).not.toThrow();
      expect(fileNameOf(safe)).toBe(safe);
    }),
  );
});

test('the stem is the name without the endings of ours', () => {
  expect(['a.cnn', 'a.cnn.json', 'a.json', 'a.b.CNN', 'a.txt'].map(stemOf)).toEqual([
    'a',
    'a',
    'a',
    'a.b',
    'a.txt',
  ]);
});
