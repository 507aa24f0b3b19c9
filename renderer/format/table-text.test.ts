import { expect, test } from 'vitest';
import { markdownText } from './table-text';

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
