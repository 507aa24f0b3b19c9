/** Python as text: literals, comments and names. What a user typed never leaves its string, comment or name. */
import type { Argument } from '../../layers/support/emission';
import { visibleText } from '../../schema/visible-text';
import { keywords, ofModule, used } from './reserved-names';

/** Letters, digits, punctuation and the plain space; all else (line ends, marks that turn the direction of text) is escaped. */
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

export function pythonString(text: string): string {
  let body = '';
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    if (letter === '\\' || letter === "'") body += `\\${letter}`;
    else if (letter === '\n') body += '\\n';
    else if (printable.test(letter)) body += letter;
    else if (code <= 0xff) body += `\\x${code.toString(16).padStart(2, '0')}`;
    else if (code <= 0xffff) body += `\\u${code.toString(16).padStart(4, '0')}`;
    else body += `\\U${code.toString(16).padStart(8, '0')}`;
  }
  return `'${body}'`;
}

const LONGEST_COMMENT = 160;

/** What can follow a `#`: one line, in which whatever could end it or can't be seen is written out. */
export function commentText(text: string): string {
  const line = visibleText(text).trim();
  if (line.length <= LONGEST_COMMENT) return line;
  const letters = Array.from(line);
  return letters.length <= LONGEST_COMMENT ? line : `${letters.slice(0, LONGEST_COMMENT - 1).join('')}…`;
}

export function pythonNumber(value: number): string {
  if (value === Infinity) return "float('inf')";
  if (value === -Infinity) return "float('-inf')";
  if (Number.isNaN(value)) return "float('nan')";
  const plain = String(value);
  if (Number.isInteger(value) || Math.abs(value) >= 0.001) return plain;
  const short = value.toExponential();
  return short.length < plain.length ? short : plain;
}

/** Lists are tuples, as Python's layers take shapes and sizes. */
export function pythonLiteral(value: Argument): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return pythonNumber(value);
  if (typeof value === 'string') return pythonString(value);
  return tuple(value.map(pythonLiteral));
}

export const tuple = (parts: readonly string[]): string =>
  parts.length === 1 ? `(${parts[0] ?? ''},)` : `(${parts.join(', ')})`;

/** Names of one Python scope: each is legal and there once. */
export interface Names {
  /** A legal name that nobody has, as near to `wanted` as can be. */
  take(wanted: string): string;
  has(name: string): boolean;
}

export interface NamesOptions {
  /** Attributes stand behind `self.`, so that names of the code do not matter, but those of its class do. */
  readonly of?: 'variables' | 'attributes';
  readonly taken?: readonly string[];
  /** The scope around it, none of whose names are to be hidden. */
  readonly outer?: Names;
}

export function createNames({ of = 'variables', taken = [], outer }: NamesOptions = {}): Names {
  const own = new Set(taken);
  const reserved = of === 'attributes' ? ofModule : used;
  /** The last number after each name, so that a thousand layers of one name are not counted a thousand times. */
  const numbers = new Map<string, number>();
  const has = (name: string): boolean => own.has(name) || outer?.has(name) === true;
  return {
    has,
    take(wanted) {
      const word = unhidden(wanted);
      let name = keywords.has(word) || reserved.has(word) ? `${word}_` : word;
      let number = numbers.get(word) ?? 1;
      while (has(name)) {
        number += 1;
        name = `${word}${/\d$/.test(word) ? '_' : ''}${number}`;
      }
      numbers.set(word, number);
      own.add(name);
      return name;
    },
  };
}

/** Python calls `__x` another name inside of a class, and PyTorch has its own behind “_”. */
function unhidden(name: string): string {
  const word = name.replace(/^_+/, '');
  return /^[A-Za-z]/.test(word) ? word : `value${word}`;
}

/** `Two convolutions` -> `two_convolutions`, `expandNorm` -> `expand_norm`, `C1` -> `c1`. */
export function snakeCase(text: string, otherwise: string): string {
  const words = wordsOf(text).map((word) => word.toLowerCase());
  return legal(words.join('_'), otherwise);
}

/** `Basic block` -> `BasicBlock`, `ResNet-18` -> `ResNet18`. */
export function camelCase(text: string, otherwise: string): string {
  const words = wordsOf(text).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const joined = words.reduce(
    (all, word) => (/\d$/.test(all) && /^\d/.test(word) ? `${all}_${word}` : all + word),
    '',
  );
  return legal(joined, otherwise);
}

/** Letters without their accents; what is no Latin letter or digit divides words. */
function wordsOf(text: string): readonly string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '');
  return plain.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
}

function legal(name: string, otherwise: string): string {
  if (name === '') return otherwise;
  const short = name.slice(0, 60);
  return /^\d/.test(short)
    ? `${otherwise}${otherwise === otherwise.toLowerCase() ? '_' : ''}${short}`
    : short;
}
