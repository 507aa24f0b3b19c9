import { expect, test } from 'vitest';
import { fitText, textWidth, wrapText } from './text-width';

test('a text is as wide as its characters, in proportion to its size', () => {
  expect(textWidth('WW', 10)).toBeCloseTo(2 * textWidth('W', 10), 9);
  expect(textWidth('28×28×6', 20)).toBeCloseTo(2 * textWidth('28×28×6', 10), 9);
  expect(textWidth('i', 10)).toBeLessThan(textWidth('m', 10));
  expect(textWidth('conv', 10, 600)).toBeGreaterThan(textWidth('conv', 10));
  expect(textWidth('模型', 10)).toBeGreaterThan(20);
});

test('what is too long ends with an ellipsis within its room', () => {
  const cut = fitText('a very long name of a layer', 60, 10);
  expect(cut).toMatch(/^a very.*…$/);
  expect(textWidth(cut, 10)).toBeLessThanOrEqual(60);
  expect(fitText('short', 60, 10)).toBe('short');
});

test('lines break between words, within those that are too long, and where they did', () => {
  const lines = wrapText('one two three\nfour Donaudampfschifffahrt', 50, 10);
  for (const text of lines) expect(textWidth(text, 10)).toBeLessThanOrEqual(50);
  expect(lines.join('').replaceAll(' ', '')).toBe('onetwothreefourDonaudampfschifffahrt');
  expect(wrapText('a\n\nb', 50, 10)).toEqual(['a', '', 'b']);
});
