/**
 * JSON made to be read in a diff: two spaces, what fits on a line and holds no further objects stays on one line
 * (an edge, a node's parameters, a position), everything else gets a line per entry.
 */
import { unseen } from '../schema/visible-text';

const WIDTH = 100;

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

/** In a list, what JSON can't say is null, as JSON.stringify has it. */
const scalar = (value: unknown): string => (hasValue(value) ? plain(value) : 'null');

const hasValue = (value: unknown): boolean => value !== undefined && typeof value !== 'function';

/** The value on a line of at most `room` characters; null where it is longer, or holds further objects. */
function lineOf(value: object, room: number): string | null {
  const isList = Array.isArray(value);
  const parts: string[] = [];
  let length = 0;
  for (const key of Object.keys(value)) {
    const inner: unknown = Reflect.get(value, key);
    if (!isList && !hasValue(inner)) continue;
    let part = isList ? '' : `${plain(key)}: `;
    if (isScalar(inner)) part += scalar(inner);
    else if (Array.isArray(inner) && inner.every(isScalar)) part += `[${inner.map(scalar).join(', ')}]`;
    else return null;
    parts.push(part);
    length += part.length + 2;
    if (length > room) return null;
  }
  const line = parts.join(', ');
  if (isList) return line.length + 2 > room && parts.length > 0 ? null : `[${line}]`;
  if (parts.length === 0) return '{}';
  return line.length + 4 > room ? null : `{ ${line} }`;
}

/** As `JSON.stringify`, with what can't be seen written out: in a diff it would hide or turn around what stands there. */
function plain(value: unknown): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null';
  const text = JSON.stringify(value);
  if (typeof value !== 'string' || !beyondAscii.test(text)) return text;
  return text.replace(unseen, (letter) =>
    Array.from({ length: letter.length }, (_, at) => escape(letter.charCodeAt(at))).join(''),
  );
}

/** All else is seen, and most text has nothing else: a file may have a million values. */
const beyondAscii = /[^\x20-\x7e]/;

const escape = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;

/** Without a line's end. */
export function printJson(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return scalar(value);
  const line = lineOf(value, WIDTH - indent.length);
  if (line !== null) return line;
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    return `[\n${value.map((inner) => deeper + printJson(inner, deeper)).join(',\n')}\n${indent}]`;
  }
  const lines = Object.entries(value).flatMap(([key, inner]) =>
    hasValue(inner) ? `${deeper}${plain(key)}: ${printJson(inner, deeper)}` : [],
  );
  return `{\n${lines.join(',\n')}\n${indent}}`;
}
