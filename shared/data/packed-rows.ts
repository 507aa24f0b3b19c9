/** Pictures of one size that lie behind each other in memory. */
import { DataError } from './data-error';
import type { Picture, PictureShape } from './picture';
import type { Rows } from './source';

export interface PackedPictures extends PictureShape {
  readonly count: number;
  /** count × height × width × channels, one byte a value (0–255). */
  readonly pixels: Uint8Array;
  /** Classes, counted from 0. */
  readonly labels: Uint16Array;
}

export function packedRows({ count, height, width, channels, pixels, labels }: PackedPictures): Rows {
  const size = height * width * channels;
  const pictureAt = (row: number): Picture => {
    if (row < 0 || row >= count) throw new DataError(`There is no picture ${row} in a set of ${count}.`);
    return { height, width, channels, values: pixels.subarray(row * size, (row + 1) * size) };
  };
  return {
    length: count,
    labels,
    // eslint-disable-next-line @typescript-eslint/require-await -- what it throws becomes a rejection
    read: async (rows) => Array.from(rows, pictureAt),
  };
}

/** These rows as pictures of their own. */
export function pick(pictures: PackedPictures, rows: readonly number[]): PackedPictures {
  const size = pictures.height * pictures.width * pictures.channels;
  const pixels = new Uint8Array(rows.length * size);
  const labels = new Uint16Array(rows.length);
  rows.forEach((row, position) => {
    pixels.set(pictures.pixels.subarray(row * size, (row + 1) * size), position * size);
    labels[position] = pictures.labels[row] ?? 0;
  });
  return { ...pictures, count: rows.length, pixels, labels };
}
