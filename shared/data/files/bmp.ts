/**
 * BMP to pixels: 1, 4 and 8 bits with a palette, 16 and 32 with masks, 24. Not every platform's decoder reads it, and those
 * that do differ in what the fourth byte of a pixel means; this is read as Pillow does.
 */
import { maskPart, readBmpHeader, type BmpHeader } from './bmp-header';
import type { DecodedPixels } from './decoded-pixels';
import { headerReader } from './header-reader';
import { damaged, unreadable } from './unreadable';

/** Reads the pixel at a column of the row that begins at a place, and writes its channels. */
type ReadPixel = (row: number, column: number, out: number) => void;

/**
 * Three channels, or four where the file has a mask for alpha.
 * @throws `DataError`
 */
export function readBmp(file: string, bytes: Uint8Array): DecodedPixels {
  const header = readBmpHeader(file, headerReader(file, bytes));
  const { about, bitsPerPixel, pixelsAt, topDown } = header;
  const { height, width } = about;
  const used = Math.ceil((width * bitsPerPixel) / 8);
  const stride = Math.ceil(used / 4) * 4;
  // Some writers leave out the padding behind the last row.
  if (pixelsAt + stride * (height - 1) + used > bytes.length) throw damaged(file);
  const channels = about.alpha ? 4 : 3;
  const values = new Uint8Array(height * width * channels);
  const readPixel =
    bitsPerPixel <= 8
      ? byPalette(file, bytes, header, values)
      : bitsPerPixel === 24
        ? byBytes(bytes, values)
        : byMasks(bytes, header, values);
  for (let y = 0; y < height; y += 1) {
    const row = pixelsAt + stride * (topDown ? y : height - 1 - y);
    for (let x = 0; x < width; x += 1) readPixel(row, x, (y * width + x) * channels);
  }
  return { height, width, channels, values };
}

function byPalette(
  file: string,
  bytes: Uint8Array,
  { bitsPerPixel, palette }: BmpHeader,
  values: Uint8Array,
): ReadPixel {
  const { at, entryBytes, colours } = palette;
  if (at + colours * entryBytes > bytes.length) throw damaged(file);
  const perByte = 8 / bitsPerPixel;
  const mask = 2 ** bitsPerPixel - 1;
  return (row, column, out) => {
    const byte = bytes[row + Math.floor(column / perByte)] ?? 0;
    const index = (byte >> (8 - bitsPerPixel * ((column % perByte) + 1))) & mask;
    if (index >= colours) throw unreadable(file, 'it uses a colour that is not in its palette');
    const entry = at + index * entryBytes;
    for (let c = 0; c < 3; c += 1) values[out + c] = bytes[entry + 2 - c] ?? 0;
  };
}

function byBytes(bytes: Uint8Array, values: Uint8Array): ReadPixel {
  return (row, column, out) => {
    for (let c = 0; c < 3; c += 1) values[out + c] = bytes[row + 3 * column + 2 - c] ?? 0;
  };
}

/** A value of fewer or more than 8 bits becomes value · 255 / largest, cut, as in Pillow. */
function byMasks(
  bytes: Uint8Array,
  { bitsPerPixel, about, masks }: BmpHeader,
  values: Uint8Array,
): ReadPixel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = masks.slice(0, about.alpha ? 4 : 3).map((mask) => ({ mask, ...maskPart(mask) }));
  const wide = bitsPerPixel === 32;
  return (row, column, out) => {
    const pixel = wide ? view.getUint32(row + 4 * column, true) : view.getUint16(row + 2 * column, true);
    parts.forEach(({ mask, shift, largest }, c) => {
      values[out + c] = Math.floor((((pixel & mask) >>> shift) * 255) / largest);
    });
  };
}
