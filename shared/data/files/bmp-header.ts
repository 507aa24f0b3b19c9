/** The header of a BMP file (Windows' BITMAPINFOHEADER and those after it, OS/2's BITMAPCOREHEADER). */
import type { HeaderReader } from './header-reader';
import type { SniffedPicture } from './sniffed';
import { damaged, unreadable } from './unreadable';

const FILE_HEADER = 14;
const CORE_HEADER = 12;
const INFO_HEADER = 40;
/** With masks, and with a mask for alpha. */
const V2_HEADER = 52;
const V3_HEADER = 56;
/** Compressions: none, by masks, by masks with one for alpha. */
const RGB = 0;
const BIT_FIELDS = 3;
const ALPHA_BIT_FIELDS = 6;

const packings: Readonly<Record<number, string>> = {
  1: 'a BMP file with run-length encoding',
  2: 'a BMP file with run-length encoding',
  4: 'a BMP file that holds a JPEG',
  5: 'a BMP file that holds a PNG',
};

export interface BmpHeader {
  readonly about: SniffedPicture;
  /** Rows go from the upper one down. */
  readonly topDown: boolean;
  readonly bitsPerPixel: 1 | 4 | 8 | 16 | 24 | 32;
  /** Where the pixels begin. */
  readonly pixelsAt: number;
  /** For up to 8 bits: where blue, green, red of each colour stand. */
  readonly palette: { readonly at: number; readonly entryBytes: 3 | 4; readonly colours: number };
  /** For 16 and 32 bits: of red, green, blue and alpha, which is 0 where there is none. */
  readonly masks: readonly [red: number, green: number, blue: number, alpha: number];
}

const isDepth = (bits: number): bits is BmpHeader['bitsPerPixel'] => [1, 4, 8, 16, 24, 32].includes(bits);
/** Where the ones of a mask begin, and the largest value that they can hold, at least 1; a mask of none is 0 everywhere. */
export function maskPart(mask: number): { readonly shift: number; readonly largest: number } {
  const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
  return { shift, largest: Math.max(1, mask >>> shift) };
}

/** Without a gap between its ones: a run of ones and the next number share none. */
const isOneRun = (mask: number): boolean => {
  const { largest } = maskPart(mask);
  return (largest & (largest + 1)) === 0;
};

/** Throws `DataError`. */
export function readBmpHeader(file: string, read: HeaderReader): BmpHeader {
  const size = read.u32(FILE_HEADER, true);
  const core = size === CORE_HEADER;
  if (!core && (size < INFO_HEADER || size > 1_000)) throw damaged(file);
  const width = core ? read.u16(18, true) : read.i32(18, true);
  const signedHeight = core ? read.u16(20, true) : read.i32(22, true);
  const bitsPerPixel = read.u16(core ? 24 : 28, true);
  const compression = core ? RGB : read.u32(30, true);
  const packing = packings[compression];
  const advice = 'Save it without compression, or as PNG, first.';
  if (packing !== undefined) throw unreadable(file, `it is ${packing}`, advice);
  if (!isDepth(bitsPerPixel) || ![RGB, BIT_FIELDS, ALPHA_BIT_FIELDS].includes(compression))
    throw damaged(file);
  const hasMasks = compression !== RGB;
  if (hasMasks && bitsPerPixel !== 16 && bitsPerPixel !== 32) throw damaged(file);
  const masks = hasMasks ? readMasks(read, size, compression) : standardMasks(bitsPerPixel);
  if (!masks.every(isOneRun)) throw damaged(file);
  const masksBehind = size >= V2_HEADER || !hasMasks ? 0 : compression === BIT_FIELDS ? 12 : 16;
  const paletteAt = FILE_HEADER + size + masksBehind;
  const pixelsAt = read.u32(10, true);
  const entryBytes = core ? 3 : 4;
  const named = core ? 0 : read.u32(46, true);
  return {
    about: {
      ...{ format: 'bmp', grey: false, bits: 8, inks: false, orientation: 1, orientationTags: [] },
      height: Math.abs(signedHeight),
      width,
      alpha: masks[3] !== 0,
    },
    topDown: signedHeight < 0,
    bitsPerPixel,
    pixelsAt,
    palette: {
      at: paletteAt,
      entryBytes,
      // Older files leave colours out that they do not use, and say so only by where the pixels begin.
      colours: Math.max(
        0,
        Math.min(
          named === 0 ? 2 ** bitsPerPixel : named,
          2 ** bitsPerPixel,
          Math.floor((pixelsAt - paletteAt) / entryBytes),
        ),
      ),
    },
    masks,
  };
}

function readMasks(read: HeaderReader, size: number, compression: number): BmpHeader['masks'] {
  const at = FILE_HEADER + INFO_HEADER;
  const hasAlpha = size >= V3_HEADER || compression === ALPHA_BIT_FIELDS;
  return [
    read.u32(at, true),
    read.u32(at + 4, true),
    read.u32(at + 8, true),
    hasAlpha ? read.u32(at + 12, true) : 0,
  ];
}

/** Without masks 16 bits are five of each colour, and the fourth byte of 32 means nothing, as in Pillow. */
function standardMasks(bitsPerPixel: number): BmpHeader['masks'] {
  return bitsPerPixel === 16 ? [0x7c00, 0x3e0, 0x1f, 0] : [0xff0000, 0xff00, 0xff, 0];
}
