/**
 * The orientation in a block of EXIF, which is laid out as a TIFF file: the byte order, 42, where the first directory
 * stands, and there entries of twelve bytes each (EXIF 2.32, 4.6.2 and 4.6.4).
 */
import type { HeaderReader } from './header-reader';
import type { OrientationTag } from './sniffed';

const ORIENTATION = 0x0112;
/** A whole number of two bytes. Decoders take no other type for it. */
const SHORT = 3;
const ENTRY_BYTES = 12;

/**
 * Every orientation of the first directory that lies between `from` and `to`. A block that is damaged has none: that a
 * camera's notes are broken is no reason to refuse its picture.
 */
export function orientationTags(read: HeaderReader, from: number, to: number): readonly OrientationTag[] {
  const end = Math.min(to, read.size);
  const inside = (at: number, length: number): boolean => at >= from && at + length <= end;
  if (!inside(from, 8)) return [];
  const order = read.text(from, 2);
  const littleEndian = order === 'II';
  if ((order !== 'II' && order !== 'MM') || read.u16(from + 2, littleEndian) !== 42) return [];
  const directory = from + read.u32(from + 4, littleEndian);
  if (!inside(directory, 2)) return [];
  const tags: OrientationTag[] = [];
  const count = read.u16(directory, littleEndian);
  for (let entry = 0; entry < count; entry += 1) {
    const at = directory + 2 + entry * ENTRY_BYTES;
    if (!inside(at, ENTRY_BYTES)) break;
    const isOrientation =
      read.u16(at, littleEndian) === ORIENTATION &&
      read.u16(at + 2, littleEndian) === SHORT &&
      read.u32(at + 4, littleEndian) === 1;
    if (isOrientation) tags.push({ value: read.u16(at + 8, littleEndian), at: at + 8, littleEndian });
  }
  return tags;
}

/** The first tag counts, as it does for Pillow; 1 where it is none of EXIF's eight. */
export function orientationOf(tags: readonly OrientationTag[]): number {
  const value = tags[0]?.value ?? 1;
  return value >= 1 && value <= 8 ? value : 1;
}
