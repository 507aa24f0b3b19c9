/** Text of files and documents, as terminals, tables and other files can show it. */

/**
 * Control characters, line ends, marks that turn the direction of text or can't be seen, halves of surrogate pairs and
 * what Unicode keeps free for no character. The joiners of Persian, Indic scripts and emoji (U+200C, U+200D) stay.
 */
export const unseen = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]|(?![\u200C\u200D])\p{Cf}/gu;

/** The same text on one line, with what can't be seen, or would do something, written out: `\n`, `\x1b`, `\u202e`. */
export function visibleText(text: string): string {
  return text.replace(unseen, written);
}

function written(letter: string): string {
  const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  const code = letter.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code <= 0xff) return short[letter] ?? `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
}
