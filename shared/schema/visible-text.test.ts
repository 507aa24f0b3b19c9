import { expect, test } from 'vitest';
import { visibleText } from './visible-text';

test('what would do something, or can’t be seen, is written out on one line', () => {
  expect(visibleText('a\u001B[31mred\u0007')).toBe(String.raw`a\x1b[31mred\x07`);
  expect(visibleText('a\tb\r\nc\0\u007F\u0085\u009B')).toBe(String.raw`a\tb\r\nc\x00\x7f\x85\x9b`);
  expect(visibleText('a\u2028b\u2029c\u202Ed\u200B\uFEFF\u00AD')).toBe(
    String.raw`a\u2028b\u2029c\u202ed\u200b\ufeff\xad`,
  );
  expect(visibleText('a\uD800b\uFFFF\u{E0041}')).toBe(String.raw`a\ud800b\uffff\u{e0041}`);
});

test('text stays as it is', () => {
  for (const text of ['', 'conv1 · 3×3', 'Größe', '模型', 'می‌خواهم', '👩‍🔬 ❤️', 'a\u00A0b', String.raw`C:\n`])
    expect(visibleText(text)).toBe(text);
  expect(visibleText(visibleText('a\nb'))).toBe(visibleText('a\nb'));
});

test('no code point below U+10000 that a terminal or a reader of lines acts on comes through', () => {
  for (let code = 0; code < 0x10000; code += 1) {
    const text = visibleText(String.fromCharCode(code));
    expect(/[\u0000-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069\uD800-\uDFFF]/.test(text), `${code}`).toBe(
      false,
    );
  }
});
