/** Texts that a document may hold in any field, and that some format, program or terminal would take for something else. */
import type { Random } from '../openings/random';

const pieces = [
  // Python
  'coding: latin-1',
  '-*- coding: ascii -*-',
  'vim: set fileencoding=latin-1 :',
  "'",
  '"""',
  "\\'",
  '\\',
  '#',
  '{0} {H} {*}',
  'pass',
  // Ends of lines, and what can't be seen
  '\n',
  '\r\n',
  '\r',
  '\f',
  '\v',
  '\t',
  '\u0085',
  '\u2028',
  '\u2029',
  '\u0000',
  '\u0007',
  '\u001B[31m',
  '\u009B1m',
  '\uFEFF',
  '\u200B',
  '\u202E',
  '\u2066',
  // Halves of pairs, and what is no character
  '\uD83D',
  '\uDE00',
  '\uFFFF',
  // XML and HTML
  '</text>',
  '</title><desc>',
  '<!--',
  ']]>',
  '&amp;',
  '<b title="x">',
  '%PDF (a) \\) Tj',
  // Spreadsheets and Markdown
  '=1+1',
  '@a',
  '-2',
  ',',
  ';',
  '|',
  '*a*',
  '_b_',
  '`c`',
  '![d](e)',
  '# f',
  '\u00A0',
  // People
  'Größe',
  '模型',
  '😀',
  '👩‍🔬',
  'می‌خواهم',
  'e\u0301',
  '3×3 → 5',
  ' ',
  'conv_1',
  '"__proto__": 1',
  '${x}',
];

/** With a word of its own, so that it can be told from others. */
export function awkwardText(random: Random, word: string): string {
  if (random.chance(0.03)) return '';
  const list = Array.from({ length: random.below(5) }, () => random.pick(pieces));
  list.splice(random.below(list.length + 1), 0, random.chance(0.05) ? word.repeat(40) : word);
  return list.join(random.chance(0.5) ? ' ' : '');
}
