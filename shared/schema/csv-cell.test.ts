import { expect, test } from 'vitest';
import { csvCell } from './csv-cell';

test.each([
  ['conv1', 'conv1'],
  ['=1+1', `'=1+1`],
  ['＝1', `'＝1`],
  [' +1', `' +1`],
  ['-1, or "2"', `"'-1, or ""2"""`],
  ['@a', `'@a`],
  ['\t=1+1', String.raw`\t=1+1`],
  ['a\r\n=1', String.raw`a\r\n=1`],
  ['a;=1+1', '"a;=1+1"'],
  ['28×28', '28×28'],
])('a field of CSV is text: %j', (text, cell) => {
  expect(csvCell(text)).toBe(cell);
});
