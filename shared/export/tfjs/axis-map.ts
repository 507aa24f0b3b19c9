/**
 * What is linear along one axis of a picture, whatever it does there: a dense layer works on the last axis, so the axis
 * goes there and back. TensorFlow.js has so what its layers lack: blending from pixel centres, borders that are mirrored
 * or repeated, windows of unequal size.
 */
import { draft, swappedWithChannels, zeros, type Source, type TfjsWeight } from './draft';

/** What one value of the result is made of: places on the axis as it was, and what each is multiplied with. */
type Row = readonly (readonly [place: number, share: number])[];

/** A `Row` for each value of the result; `added` as many numbers, added afterwards. `size` is that of the axis before. */
export function alongAxis(
  x: Source,
  axis: 0 | 1,
  size: number,
  rows: readonly Row[],
  added?: readonly number[],
): Source {
  if (changesNothing(size, rows)) return x;
  const kernel = zeros(size * rows.length);
  for (const [i, row] of rows.entries())
    for (const [place, share] of row)
      kernel[place * rows.length + i] = (kernel[place * rows.length + i] ?? 0) + share;
  const bias: readonly TfjsWeight[] =
    added === undefined ? [] : [{ name: 'bias', shape: [added.length], data: Float32Array.from(added) }];
  const dense = draft(
    'Dense',
    { units: rows.length, activation: 'linear', use_bias: added !== undefined, trainable: false },
    [swappedWithChannels(x, axis)],
    [{ name: 'kernel', shape: [size, rows.length], data: kernel }, ...bias],
  );
  return swappedWithChannels(dense, axis);
}

function changesNothing(size: number, rows: readonly Row[]): boolean {
  return (
    rows.length === size && rows.every((row, i) => row.length === 1 && row[0]?.[0] === i && row[0][1] === 1)
  );
}

const range = (length: number): readonly number[] => Array.from({ length }, (_, i) => i);

type BorderMode = 'constant' | 'reflect' | 'replicate';

/** Places beyond the ends; of 'constant' these have no row of their own. Mirrored as PyTorch does, without the end itself. */
export function borderRows(size: number, before: number, after: number, mode: BorderMode): readonly Row[] {
  const inside = (place: number): number =>
    mode === 'replicate'
      ? Math.min(size - 1, Math.max(0, place))
      : place < 0
        ? -place
        : place < size
          ? place
          : 2 * (size - 1) - place;
  return range(before + size + after).map((i) => {
    const place = i - before;
    return mode === 'constant' && (place < 0 || place >= size) ? [] : [[inside(place), 1]];
  });
}

/** As the primitive `resize` has it: half-pixel centres, or ends on ends. */
export function resizeRows(
  size: number,
  wanted: number,
  method: 'nearest' | 'bilinear',
  alignCorners: boolean,
): readonly Row[] {
  return range(wanted).map((i) => {
    if (method === 'nearest') return [[Math.floor((i * size) / wanted), 1]];
    const exact = alignCorners
      ? wanted > 1
        ? (i * (size - 1)) / (wanted - 1)
        : 0
      : Math.max(0, ((i + 0.5) * size) / wanted - 0.5);
    const low = Math.min(size - 1, Math.floor(exact));
    const high = Math.min(size - 1, low + 1);
    const share = exact - low;
    if (high === low || share === 0) return [[low, 1]];
    return [
      [low, 1 - share],
      [high, share],
    ];
  });
}

/** One axis of a window that slides. */
export interface AxisWindow {
  readonly window: number;
  readonly stride: number;
  readonly before: number;
  readonly after: number;
  readonly wanted: number;
}

/** Averages over windows: of the pixels of the picture in them, or of all that the padded picture has of them. */
export function averageRows(
  size: number,
  { window, stride, before, after, wanted }: AxisWindow,
  countsPadding: boolean,
): readonly Row[] {
  return range(wanted).map((i) => {
    const start = i * stride - before;
    const places = range(window)
      .map((k) => start + k)
      .filter((place) => place >= 0 && place < size);
    const count = countsPadding ? Math.min(start + window, size + after) - start : places.length;
    return places.map((place) => [place, 1 / count]);
  });
}
