/**
 * JSON made to be read in a diff: two spaces, what fits on a line and holds no further objects stays on one line
 * (an edge, a node's parameters, a position), everything else gets a line per entry.
 */
import { unseen } from '../schema/visible-text';

const WIDTH = 100;

type Nesting = 'flat' | 'deep';

function nestingOf(value: unknown): Nesting {
  if (typeof value !== 'object' || value === null) return 'flat';
  return Object.values(value).every(
    (inner) => typeof inner !== 'object' || inner === null || (Array.isArray(inner) && inner.every(isScalar)),
  )
    ? 'flat'
    : 'deep';
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = entriesOf(value).map(([key, inner]) => `${scalar(key)}: ${inline(inner)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  // In a list, what JSON can't say is null, as JSON.stringify has it.
  return value === undefined || typeof value === 'function' ? 'null' : scalar(value);
}

/** As JSON.stringify, which leaves out what has no value. */
function entriesOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, inner]) => inner !== undefined && typeof inner !== 'function');
}

/** As `JSON.stringify`, with what can't be seen written out: in a diff it would hide or turn around what stands there. */
function scalar(value: unknown): string {
  return JSON.stringify(value).replace(unseen, (letter) =>
    Array.from({ length: letter.length }, (_, at) => escape(letter.charCodeAt(at))).join(''),
  );
}

const escape = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;

/** Without a line's end. */
export function printJson(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return inline(value);
  if (nestingOf(value) === 'flat') {
    const line = inline(value);
    if (indent.length + line.length <= WIDTH || line === '[]' || line === '{}') return line;
  }
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    return `[\n${value.map((inner) => deeper + printJson(inner, deeper)).join(',\n')}\n${indent}]`;
  }
  const lines = entriesOf(value).map(
    ([key, inner]) => `${deeper}${scalar(key)}: ${printJson(inner, deeper)}`,
  );
  return `{\n${lines.join(',\n')}\n${indent}}`;
}
