/**
 * `curve.bin`: the points of a run's curves. A line of JSON, `{"columns": ["x", "loss", …], "rows": n, "every": k}`, then
 * the columns one after the other, float64, little-endian; NaN where a column has no value. See docs/format.md.
 */
import * as z from 'zod/mini';
import type { CurvePoint } from '../model/curve';
import { listUpTo, textUpTo, wholeFrom } from '../schema/limits';
import { FormatError } from './format-error';
import { parseHarmlessJson } from './harmless-json';
import { fromUtf8, toUtf8 } from './utf8';

const MOST_COLUMNS = 100;
const MOST_ROWS = 100_000;
const LONGEST_LINE = 64 * 1024;
const NEWLINE = 10;
/** Of all columns together: many times what is drawn. */
const MOST_VALUES = 1_000_000;
/** Bytes. */
export const LARGEST_CURVE = LONGEST_LINE + 8 * MOST_VALUES;

const headSchema = z.object({
  columns: listUpTo(textUpTo(100, 1), MOST_COLUMNS, 1),
  rows: wholeFrom(0, MOST_ROWS),
  every: wholeFrom(1),
});

export interface StoredCurve {
  readonly points: readonly CurvePoint[];
  /** Every so many reports are one point. */
  readonly every: number;
}

export function writeCurve({ points, every }: StoredCurve): Uint8Array<ArrayBuffer> {
  const names = [...new Set(points.flatMap(({ train }) => Object.keys(train)))].slice(0, MOST_COLUMNS - 1);
  const columns = ['x', ...names];
  const head = toUtf8(`${JSON.stringify({ columns, rows: points.length, every })}\n`);
  const bytes = new Uint8Array(head.length + 8 * columns.length * points.length);
  bytes.set(head);
  const view = new DataView(bytes.buffer, head.length);
  for (const [i, { x, train }] of points.entries()) {
    view.setFloat64(8 * i, x, true);
    for (const [column, name] of names.entries()) {
      view.setFloat64(8 * ((column + 1) * points.length + i), train[name] ?? NaN, true);
    }
  }
  return bytes;
}

/** Throws `FormatError`. */
export function readCurve(bytes: Uint8Array): StoredCurve {
  const refuse = (why: string): never => {
    throw new FormatError(`The curve of the run can't be read: ${why}`);
  };
  const end = bytes.subarray(0, LONGEST_LINE).indexOf(NEWLINE);
  if (end < 0) return refuse('its first line is missing.');
  const head = headSchema.safeParse(parseHarmlessJson(fromUtf8(bytes.subarray(0, end)), 'Its first line'));
  if (!head.success || head.data.columns[0] !== 'x') return refuse('its first line is not one of a curve.');
  const { columns, rows, every } = head.data;
  if (columns.length * rows > MOST_VALUES) return refuse(`it has more than ${MOST_VALUES} values.`);
  const from = end + 1;
  if (bytes.length !== from + 8 * columns.length * rows)
    return refuse('it has not as many values as it says.');
  const view = new DataView(bytes.buffer, bytes.byteOffset + from);
  const value = (column: number, row: number): number => view.getFloat64(8 * (column * rows + row), true);
  const points = Array.from({ length: rows }, (_, row): CurvePoint => {
    const train = columns.slice(1).flatMap((name, i) => {
      const found = value(i + 1, row);
      return Number.isNaN(found) ? [] : [[name, found] as const];
    });
    return { x: value(0, row), train: Object.fromEntries(train) };
  });
  return { points, every };
}
