/** PNG (W3C specification, third edition): chunks of a length, a type, content and a checksum. */
import { orientationOf, orientationTags } from './exif-orientation';
import { headerReader, type HeaderReader } from './header-reader';
import type { OrientationTag, SniffedPicture } from './sniffed';
import { damaged } from './unreadable';

const SIGNATURE_BYTES = 8;
/** The header has 13 bytes, between a length, a type and a checksum. */
const FIRST_BEHIND_HEADER = SIGNATURE_BYTES + 8 + 13 + 4;
/** The depths that the specification allows for each colour type. */
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};
const PALETTE = 3;

/** Throws `DataError`. What is cut off behind the first pixels is left for the decoder to notice. */
export function sniffPng(file: string, read: HeaderReader): SniffedPicture {
  const header = SIGNATURE_BYTES + 8;
  if (read.u32(SIGNATURE_BYTES, false) !== 13 || read.text(SIGNATURE_BYTES + 4, 4) !== 'IHDR')
    throw damaged(file);
  const [width, height] = [read.u32(header, false), read.u32(header + 4, false)];
  const [depth, colour] = [read.u8(header + 8), read.u8(header + 9)];
  if (DEPTHS[colour]?.includes(depth) !== true) throw damaged(file);
  const { tags, hasClear } = walk(file, read, FIRST_BEHIND_HEADER);
  return {
    ...{ format: 'png', height, width, inks: false },
    grey: colour === 0 || colour === 4,
    bits: colour === PALETTE ? 8 : depth,
    alpha: colour === 4 || colour === 6 || hasClear,
    orientation: orientationOf(tags),
    orientationTags: tags,
  };
}

/**
 * Whether a file goes to its last chunk. Without that Chromium refuses a picture that libvips and Pillow read.
 * @param file that `sniffPicture` took for a PNG, whole
 */
export function pngIsWhole(file: string, bytes: Uint8Array): boolean {
  return walk(file, headerReader(file, bytes), FIRST_BEHIND_HEADER).ends;
}

interface Walked {
  readonly tags: readonly OrientationTag[];
  readonly hasClear: boolean;
  readonly ends: boolean;
}

/** EXIF may also stand behind the pixels. */
function walk(file: string, read: HeaderReader, from: number): Walked {
  const tags: OrientationTag[] = [];
  let hasClear = false;
  let hasPixels = false;
  let ends = false;
  for (let at = from; ;) {
    if (!read.holds(at, 8)) {
      if (hasPixels) break;
      throw damaged(file);
    }
    const length = read.u32(at, false);
    const type = read.text(at + 4, 4);
    const end = at + 8 + length;
    if (type === 'IEND') {
      ends = true;
      break;
    }
    if (type === 'IDAT') hasPixels = true;
    if (type === 'tRNS') hasClear = true;
    if (type === 'eXIf' && read.holds(end, 4))
      for (const tag of orientationTags(read, at + 8, end))
        tags.push({ ...tag, chunk: { from: at + 4, to: end } });
    at = end + 4;
  }
  if (!hasPixels) throw damaged(file);
  return { tags, hasClear, ends };
}
