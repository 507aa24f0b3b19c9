/** The words of an expression. */
import { shortened } from './words';

/** The message is a sentence that says where. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  /** The parameter that holds the expression, where whoever evaluates it knows. */
  param: string | null = null;
}

/** As a sentence has it, which has no room for all of a long one. */
export const quoted = (source: string): string => `“${shortened(source)}”`;

export interface Token {
  readonly kind: 'number' | 'name' | 'text' | 'sign';
  readonly text: string;
  /** From 1. */
  readonly column: number;
}

const MOST_CHARACTERS = 1000;

/** Throws `ExpressionError` where something stands that no expression has. */
export function tokens(source: string): Token[] {
  if (source.length > MOST_CHARACTERS) {
    throw new ExpressionError(
      `An expression of ${source.length} characters is too long; ${MOST_CHARACTERS} are the most.`,
    );
  }
  const pattern =
    /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|([A-Za-z_]\w*)|'([^']*)'|(===|!==|==|!=|<=|>=|&&|\|\||[-+*/%<>!?:(),[\]]))/y;
  const list: Token[] = [];
  const end = source.trimEnd().length;
  while (pattern.lastIndex < end) {
    const start = pattern.lastIndex;
    const match = pattern.exec(source);
    if (!match) {
      const at = start + (source.slice(start).length - source.slice(start).trimStart().length);
      throw new ExpressionError(
        `${quoted(source)} can't be read at character ${at + 1}, “${source.charAt(at)}”.`,
      );
    }
    const [whole, number, name, text, sign] = match;
    const written = number ?? name ?? text ?? sign ?? '';
    const kind =
      number !== undefined ? 'number' : name !== undefined ? 'name' : text !== undefined ? 'text' : 'sign';
    list.push({ kind, text: written, column: start + whole.length - whole.trimStart().length + 1 });
  }
  return list;
}
