/** Numbers and shapes as people read them in sentences and formulas. */
import type { Shape } from '../shape';
import type { ExplicitPadding } from './primitives';
import type { Padding, Pair } from '../../schema/fields';

const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** `61,706`, `−1` */
export const count = (value: number): string =>
  // What has nothing to round is written far faster so.
  Number.isSafeInteger(value) && value >= 0 ? grouped(value) : counts.format(value).replace('-', '−');

function grouped(value: number): string {
  let digits = String(value);
  let text = '';
  for (; digits.length > 3; digits = digits.slice(0, -3)) text = `,${digits.slice(-3)}${text}`;
  return digits + text;
}

/** The size that a formula arrives at; one below 1 is why the layer can't be there. `from`: before it was rounded. */
export const sizeText = (size: number, from = size): string =>
  count(size) +
  (from === size ? '' : ` (from ${count(from)})`) +
  (size < 1 ? ', but at least 1 is needed' : '');

/** `28×28×6`; unknown sizes as `?`. */
export function shapeText(shape: Shape): string {
  return shape.map((dim) => dim ?? '?').join('×');
}

/** `3×3` */
export const pairText = ([height, width]: Pair): string => `${height}×${width}`;

/** `s2`, or `s2×1` where the axes differ. */
export function shortPair(letter: string, [height, width]: Pair): string {
  return height === width ? `${letter}${height}` : `${letter}${height}×${width}`;
}

/** `p0`, `p2`, `same`, `p0/1/0/1` (top, bottom, left, right). */
export function shortPadding(padding: Padding): string {
  if (padding === 'valid') return 'p0';
  if (padding === 'same') return 'same';
  return allEqual(padding) ? `p${padding[0]}` : `p${padding.join('/')}`;
}

export const allEqual = (sides: ExplicitPadding): boolean => sides.every((side) => side === sides[0]);

/** As much of a text as a sentence has room for. */
export const shortened = (text: string, most = 60): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;

/** Names in a row; of many the first ones, and how many more there are. */
export function listed(names: readonly string[], between = ', ', most = 8): string {
  const shown = names.slice(0, most).map((name) => shortened(name));
  const rest = names.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${count(rest)} more`] : [])].join(between);
}

/** `row`, `2 rows` */
export const plural = (n: number, one: string): string => (n === 1 ? one : `${count(n)} ${one}s`);
