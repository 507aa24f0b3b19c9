/** GIF (version 89a): a screen, and blocks up to the first frame. */
import type { HeaderReader } from './header-reader';
import type { SniffedPicture } from './sniffed';
import { damaged } from './unreadable';

const EXTENSION = 0x21;
const FRAME = 0x2c;
const GRAPHIC_CONTROL = 0xf9;
const TABLE_FLAG = 0x80;

/**
 * Throws `DataError`. The size is that of the screen, or of the first frame where this reaches further, as in Pillow and
 * in browsers.
 */
export function sniffGif(file: string, read: HeaderReader): SniffedPicture {
  const screen = { width: read.u16(6, true), height: read.u16(8, true) };
  const flags = read.u8(10);
  let at = 13 + ((flags & TABLE_FLAG) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  let hasClear = false;
  while (read.u8(at) === EXTENSION) {
    if (read.u8(at + 1) === GRAPHIC_CONTROL && read.u8(at + 2) >= 4) hasClear = (read.u8(at + 3) & 1) === 1;
    at += 2;
    // Blocks of up to 255 bytes, each behind its length; one of none ends them.
    while (read.u8(at) !== 0) at += 1 + read.u8(at);
    at += 1;
  }
  if (read.u8(at) !== FRAME) throw damaged(file);
  const [left, top] = [read.u16(at + 1, true), read.u16(at + 3, true)];
  const [width, height] = [read.u16(at + 5, true), read.u16(at + 7, true)];
  const isWhole = left === 0 && top === 0 && width >= screen.width && height >= screen.height;
  return {
    ...{ format: 'gif', grey: false, bits: 8, inks: false, orientation: 1, orientationTags: [] },
    width: Math.max(screen.width, left + width),
    height: Math.max(screen.height, top + height),
    alpha: hasClear || !isWhole,
    ...(!isWhole && { frame: { left, top, height, width } }),
  };
}
