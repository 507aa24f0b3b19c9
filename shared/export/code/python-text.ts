/** Python as text: literals, comments and names. What a user typed never leaves its string, comment or name. */
import type { Argument } from '../../layers/support/emission';

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

/** What can follow a `#`: one line without anything that could end it. */
export function commentText(text: string): string {
  const line = Array.from(text, (letter) => (printable.test(letter) ? letter : ' ')).join('');
  const short = line.replace(/ +/g, ' ').trim();
  return short.length > LONGEST_COMMENT ? `${short.slice(0, LONGEST_COMMENT - 1)}…` : short;
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

const keywords = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global ' +
    'if import in is lambda nonlocal not or pass raise return try while with yield match case type'
  ).split(' '),
);
/** What the generated code itself uses. */
const used = new Set(
  (
    'keras layers model torch torchvision nn F math self super range float int max min len list tuple sum print ' +
    'forward training modules parameters children buffers state_dict train eval apply cuda cpu to half double register_buffer _ ' +
    'NotImplementedError __init__ x inputs outputs'
  ).split(' '),
);

/** Names of one Python scope: each is legal and there once. */
export interface Names {
  /** A legal name that nobody has, as near to `wanted` as can be. */
  take(wanted: string): string;
  has(name: string): boolean;
}

export function createNames(
  outer: readonly string[] = [],
  of: 'variables' | 'attributes' = 'variables',
): Names {
  const taken = new Set(outer);
  return {
    has: (name) => taken.has(name),
    take(wanted) {
      let name = wanted;
      if (keywords.has(name) || (of === 'variables' && used.has(name))) name = `${name}_`;
      for (let i = 2; taken.has(name); i += 1) name = `${wanted}${/\d$/.test(wanted) ? '_' : ''}${i}`;
      taken.add(name);
      return name;
    },
  };
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
