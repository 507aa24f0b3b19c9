/** JPEG (ITU-T T.81, annex B): segments of a marker and a length, up to the first scan. */
import { orientationOf, orientationTags } from './exif-orientation';
import type { HeaderReader } from './header-reader';
import type { OrientationTag, SniffedPicture } from './sniffed';
import { damaged, unreadable } from './unreadable';

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const APP1 = 0xe1;
/** SOF0 to SOF15, without DHT, JPG and DAC, which stand between them. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Baseline, extended and progressive, with Huffman codes: what every decoder reads. */
const LAST_COMMON_FRAME = 0xc2;
/** TEM and RSTn have no length. */
const isAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

interface Frame {
  readonly height: number;
  readonly width: number;
  readonly components: number;
}

/** Throws `DataError`. Orientations are looked for up to the first scan, as decoders do. */
export function sniffJpeg(file: string, read: HeaderReader): SniffedPicture {
  const tags: OrientationTag[] = [];
  let frame: Frame | null = null;
  for (let at = 2; ;) {
    if (read.u8(at) !== 0xff) throw damaged(file);
    const marker = read.u8(at + 1);
    // Any number of 0xFF may stand before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === START_OF_SCAN || marker === END_OF_IMAGE) break;
    if (isAlone(marker)) {
      at += 2;
      continue;
    }
    const length = read.u16(at + 2, false);
    if (length < 2) throw damaged(file);
    if (isFrame(marker)) frame = readFrame(file, read, marker, at + 4);
    if (marker === APP1 && length >= 8 && read.text(at + 4, 6) === 'Exif\0\0')
      tags.push(...orientationTags(read, at + 10, at + 2 + length));
    at += 2 + length;
  }
  if (frame === null) throw damaged(file);
  const { height, width, components } = frame;
  return {
    ...{ format: 'jpeg', height, width, bits: 8, alpha: false },
    grey: components === 1,
    inks: components === 4,
    orientation: orientationOf(tags),
    orientationTags: tags,
  };
}

function readFrame(file: string, read: HeaderReader, marker: number, at: number): Frame {
  const advice = 'Save it as an ordinary JPEG or as PNG first.';
  if (marker > LAST_COMMON_FRAME)
    throw unreadable(file, 'it is a lossless, hierarchical or arithmetic-coded JPEG', advice);
  const precision = read.u8(at);
  if (precision !== 8) throw unreadable(file, `it is a JPEG of ${precision} bits a value`, advice);
  const components = read.u8(at + 5);
  if (![1, 3, 4].includes(components))
    throw unreadable(file, `it is a JPEG of ${components} components`, advice);
  return { height: read.u16(at + 1, false), width: read.u16(at + 3, false), components };
}
