/** Python in a few quiet colours: enough to see what is a word of the language, a text, a number or a comment. */

export type TokenKind = 'plain' | 'keyword' | 'string' | 'number' | 'comment' | 'title';
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const keywords = new Set(
  'False None True and as class def else for from if import in is lambda not or raise return super self'.split(
    ' ',
  ),
);
const pattern =
  /(#.*)|('(?:\\.|[^'\\])*')|((?<![\w.])\d[\d_]*(?:\.\d+)?(?:e[-+]?\d+)?)|([A-Za-z_]\w*)|(\s+|.)/gu;

/** A whole line; the texts joined are the line. */
export function tokensOf(line: string): readonly Token[] {
  const tokens: Token[] = [];
  let after = '';
  for (const [text, comment, string, number, word] of line.matchAll(pattern)) {
    const kind: TokenKind =
      comment !== undefined
        ? 'comment'
        : string !== undefined
          ? 'string'
          : number !== undefined
            ? 'number'
            : word === undefined
              ? 'plain'
              : keywords.has(word)
                ? 'keyword'
                : after === 'def' || after === 'class'
                  ? 'title'
                  : 'plain';
    if (word !== undefined) after = word;
    const last = tokens.at(-1);
    if (kind === 'plain' && last?.kind === 'plain')
      tokens[tokens.length - 1] = { kind, text: last.text + text };
    else tokens.push({ kind, text });
  }
  return tokens;
}
