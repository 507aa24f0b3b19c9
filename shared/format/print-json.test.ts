import { expect, test } from 'vitest';
import { printJson } from './print-json';

test('what can’t be seen is written out, and read back as it was', () => {
  const value = {
    'a\u202Eb': 'c\u2028\u0085\u009B\uFEFF\u{E0041}\uD800d\n',
    plain: ['模型 😀 می‌خواهم', null, 1.5],
  };
  const text = printJson(value);
  expect(text).toContain(String.raw`"a\u202eb": "c\u2028\u0085\u009b\ufeff\udb40\udc41\ud800d\n"`);
  expect(text).toContain('"模型 😀 می‌خواهم", null, 1.5');
  expect(JSON.parse(text)).toEqual(value);
});
