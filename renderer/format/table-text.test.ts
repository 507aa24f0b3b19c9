import { expect, test } from 'vitest';
import { csvCell, markdownText } from './table-text';

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

test.each([
  ['conv_1 | 3×3', String.raw`conv_1 \| 3×3`],
  ['_a_ __b__ c__d', String.raw`\_a\_ \_\_b\_\_ c\_\_d`],
  ['*a* `b` ~c~', String.raw`\*a\* \`b\` \~c\~`],
  ['<b>![a](b)</b>', String.raw`\<b\>!\[a\](b)\</b\>`],
  ['a &amp; b', String.raw`a \&amp; b`],
  ['https://a.example www.b.example', String.raw`https\://a.example www\.b.example`],
  ['a\nb', String.raw`a\\nb`],
  ['a #', String.raw`a \#`],
  ['# a ##', String.raw`# a \#\#`],
  [`${'#'.repeat(20_000)}x`, `${'#'.repeat(20_000)}x`],
])('Markdown is text: %j', (text, markdown) => {
  expect(markdownText(text)).toBe(markdown);
});
