/** WebP (RFC 9649): a RIFF file of a picture, or of a header of its own with more chunks. */
import { orientationOf, orientationTags } from './exif-orientation';
import type { HeaderReader } from './header-reader';
import type { OrientationTag, SniffedPicture } from './sniffed';
import { damaged } from './unreadable';

const FIRST_CHUNK = 12;
const ALPHA_FLAG = 0x10;
const u24 = (read: HeaderReader, at: number): number => read.u16(at, true) + 0x10000 * read.u8(at + 2);

/** Throws `DataError`. Of an animation the size is that of its canvas. */
export function sniffWebp(file: string, read: HeaderReader): SniffedPicture {
  const tags = exifOf(read);
  return {
    ...{ format: 'webp', grey: false, bits: 8, inks: false },
    ...sizeOf(file, read),
    orientation: orientationOf(tags),
    orientationTags: tags,
  };
}

function sizeOf(
  file: string,
  read: HeaderReader,
): { readonly height: number; readonly width: number; readonly alpha: boolean } {
  const at = FIRST_CHUNK + 8;
  switch (read.text(FIRST_CHUNK, 4)) {
    case 'VP8 ':
      // A key frame of VP8 (RFC 6386, 9.1): three bytes, a start code, and sizes of 14 bits.
      if (read.text(at + 3, 3) !== '\x9d\x01\x2a') throw damaged(file);
      return {
        width: read.u16(at + 6, true) & 0x3fff,
        height: read.u16(at + 8, true) & 0x3fff,
        alpha: false,
      };
    case 'VP8L': {
      if (read.u8(at) !== 0x2f) throw damaged(file);
      const bits = read.u32(at + 1, true);
      return {
        width: (bits & 0x3fff) + 1,
        height: ((bits >> 14) & 0x3fff) + 1,
        alpha: ((bits >> 28) & 1) === 1,
      };
    }
    case 'VP8X':
      return {
        width: u24(read, at + 4) + 1,
        height: u24(read, at + 7) + 1,
        alpha: (read.u8(at) & ALPHA_FLAG) !== 0,
      };
    default:
      throw damaged(file);
  }
}

function exifOf(read: HeaderReader): readonly OrientationTag[] {
  const tags: OrientationTag[] = [];
  for (let at = FIRST_CHUNK; read.holds(at, 8);) {
    const length = read.u32(at + 4, true);
    if (read.text(at, 4) === 'EXIF') {
      // Some writers put the name before it that JPEG wants there.
      const named = length >= 6 && read.holds(at + 8, 6) && read.text(at + 8, 6) === 'Exif\0\0';
      tags.push(...orientationTags(read, at + 8 + (named ? 6 : 0), at + 8 + length));
    }
    at += 8 + length + (length % 2);
  }
  return tags;
}
