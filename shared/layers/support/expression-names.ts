/** What an expression speaks of, and the same expression with other names: for editors, and for blocks that are taken apart. */
import { checkSyntax, type ExpressionValue, functions } from './expression';
import { ExpressionError, quoted, type Token, tokens } from './expression-tokens';
import { listed } from './words';

const constants = new Set(['true', 'false']);

/** Names of values; functions and `true` and `false` are none. Throws `ExpressionError` where there is no reading it. */
function nameTokens(source: string): readonly Token[] {
  const list = tokens(source);
  return list.filter(({ kind, text }, at) => {
    if (kind !== 'name' || constants.has(text)) return false;
    const next = list[at + 1];
    return !(Object.hasOwn(functions, text) && next?.kind === 'sign' && next.text === '(');
  });
}

/** The names that it needs, each once, in the order in which they come; none where it can't be read. */
export function namesIn(source: string): readonly string[] {
  try {
    return [...new Set(nameTokens(source).map(({ text }) => text))];
  } catch (error) {
    if (error instanceof ExpressionError) return [];
    throw error;
  }
}

/** Why it can't be used where these names are known, in a sentence; null where it can. */
export function expressionProblem(source: string, names: readonly string[]): string | null {
  try {
    checkSyntax(source);
  } catch (error) {
    if (error instanceof ExpressionError) return error.message;
    throw error;
  }
  const unknown = namesIn(source).find((name) => !names.includes(name));
  if (unknown === undefined) return null;
  const known = names.length === 0 ? 'there are no names to use here' : `known here: ${listed(names)}`;
  return `${quoted(source)} speaks of ${quoted(unknown)}, which is not known; ${known}.`;
}

/** The same expression with another name for one of its values. What can't be read stays as it is. */
export function renameIn(source: string, from: string, to: string): string {
  return replaceNames(source, new Map([[from, to]]));
}

/**
 * With expressions in the place of names, in brackets where the order of computing needs them. Throws `ExpressionError`
 * where what comes out would be longer than an expression may be.
 */
export function substituteIn(source: string, values: ReadonlyMap<string, string>): string {
  const bracketed = new Map(
    [...values].map(([name, text]) => [
      name,
      /^[A-Za-z_]\w*$|^[\d.]+$|^'[^']*'$/.test(text) ? text : `(${text})`,
    ]),
  );
  const result = replaceNames(source, bracketed);
  tokens(result);
  return result;
}

function replaceNames(source: string, values: ReadonlyMap<string, string>): string {
  let named: readonly Token[];
  try {
    named = nameTokens(source);
  } catch (error) {
    if (error instanceof ExpressionError) return source;
    throw error;
  }
  let text = '';
  let end = 0;
  for (const { text: name, column } of named) {
    const value = values.get(name);
    if (value === undefined) continue;
    text += source.slice(end, column - 1) + value;
    end = column - 1 + name.length;
  }
  return text + source.slice(end);
}

/** How a value is written in an expression; null for text that holds a quotation mark, which can't be written. */
export function written(value: ExpressionValue): string | null {
  if (typeof value !== 'string') return String(value);
  return value.includes("'") ? null : `'${value}'`;
}
