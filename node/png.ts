/**
 * PNG (W3C specification, third edition) to bytes: every colour type and depth, not interlaced. Depths other than 8 are
 * scaled to 0–255; transparent pixels are laid over black, which is what padding is, too.
 */
import { inflateSync } from 'node:zlib';
import type { Picture } from '../shared/data/picture';
import { crc32 } from '../shared/format/crc32';
import { ImageError } from './image-error';

/** One channel for grey and three for colour. */
export interface DecodedPicture extends Picture {
  readonly values: Uint8Array;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** 5,000 × 5,000: what a picture costs is known from its header, and more would take gigabytes to no use. */
const MOST_PIXELS = 25_000_000;
/** Bytes of the scanlines, which have up to eight for a pixel. */
const MOST_UNPACKED = 100_000_000;
/** Samples per pixel by colour type, and the depths that the specification allows for it. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};
const PALETTE = 3;

export function looksLikePng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, index) => bytes[index] === byte);
}

interface Header {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colour: number;
  readonly samples: number;
}

interface Chunks {
  readonly header: Header;
  /** Of all its chunks, one behind the other. */
  readonly data: Uint8Array;
  readonly palette: Uint8Array | null;
  readonly transparency: Uint8Array | null;
}

/** Throws `ImageError` where a header promises none, or more than is read. */
export function checkPixels(width: number, height: number): void {
  if (width === 0 || height === 0) throw new ImageError('its header is damaged');
  if (width * height > MOST_PIXELS) {
    throw new ImageError(
      `it has ${width}×${height} pixels, and 25 million are the limit; make it smaller first`,
    );
  }
}

/** Throws `ImageError`. */
export function readPng(bytes: Uint8Array): DecodedPicture {
  const chunks = readChunks(bytes);
  const { width, height, depth, samples } = chunks.header;
  const rowBytes = Math.ceil((width * samples * depth) / 8);
  const size = height * (rowBytes + 1);
  if (size > MOST_UNPACKED) {
    throw new ImageError(`it unpacks to ${size} bytes, and 100 MB is the limit; save it with 8 bits a value`);
  }
  let rows: Uint8Array;
  try {
    rows = inflateSync(chunks.data, { maxOutputLength: size });
  } catch {
    throw new ImageError('its compressed pixels are damaged');
  }
  if (rows.length !== size) throw new ImageError('it has too few pixels');
  unfilter(rows, height, rowBytes, Math.max(1, (samples * depth) / 8));
  return toPicture(chunks, sampleReader(rows, rowBytes, depth));
}

function readChunks(bytes: Uint8Array): Chunks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let header: Header | null = null;
  let palette: Uint8Array | null = null;
  let transparency: Uint8Array | null = null;
  // There may be millions of chunks, most of them empty: they are joined in place.
  const joined = new Uint8Array(bytes.length);
  let size = 0;
  for (let at = SIGNATURE.length; ;) {
    if (at + 12 > bytes.length) throw new ImageError('it is cut off');
    const length = view.getUint32(at);
    const end = at + 8 + length;
    if (end + 4 > bytes.length) throw new ImageError('it is cut off');
    if (crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end)) throw new ImageError('it is damaged');
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const content = bytes.subarray(at + 8, end);
    if (type === 'IHDR') header = readHeader(content);
    if (header === null) break;
    if (type === 'PLTE') palette = content;
    if (type === 'tRNS') transparency = content;
    if (type === 'IDAT') {
      joined.set(content, size);
      size += content.length;
    }
    if (type === 'IEND') break;
    at = end + 4;
  }
  if (header === null) throw new ImageError('its header is missing');
  return { header, data: joined.subarray(0, size), palette, transparency };
}

function readHeader(content: Uint8Array): Header {
  if (content.length !== 13) throw new ImageError('its header is damaged');
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const width = view.getUint32(0);
  const height = view.getUint32(4);
  const depth = view.getUint8(8);
  const colour = view.getUint8(9);
  const samples = SAMPLES[colour];
  if (samples === undefined || DEPTHS[colour]?.includes(depth) !== true) {
    throw new ImageError('its header is damaged');
  }
  checkPixels(width, height);
  if (view.getUint8(12) !== 0) {
    throw new ImageError('it is interlaced, which is not supported; save it without interlacing');
  }
  return { width, height, depth, colour, samples };
}

/** Undoes in place the filter that each row begins with: none, sub, up, average, Paeth. */
function unfilter(rows: Uint8Array, height: number, rowBytes: number, step: number): void {
  const stride = rowBytes + 1;
  for (let row = 0; row < height; row += 1) {
    const filter = rows[row * stride] ?? 0;
    if (filter > 4) throw new ImageError('it is damaged');
    const begin = row * stride + 1;
    for (let x = 0; filter > 0 && x < rowBytes; x += 1) {
      const at = begin + x;
      const left = x >= step ? (rows[at - step] ?? 0) : 0;
      const up = row > 0 ? (rows[at - stride] ?? 0) : 0;
      const corner = x >= step && row > 0 ? (rows[at - stride - step] ?? 0) : 0;
      rows[at] = (rows[at] ?? 0) + guess(filter, left, up, corner);
    }
  }
}

function guess(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  return filter === 3 ? (left + up) >> 1 : paeth(left, up, corner);
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

type ReadSample = (row: number, sample: number) => number;

/** Samples as they are stored, 0 to 2^depth − 1; a byte for the filter stands before each row. */
function sampleReader(rows: Uint8Array, rowBytes: number, depth: number): ReadSample {
  if (depth === 16) {
    return (row, sample) => {
      const at = row * (rowBytes + 1) + 1 + 2 * sample;
      return (rows[at] ?? 0) * 256 + (rows[at + 1] ?? 0);
    };
  }
  if (depth === 8) return (row, sample) => rows[row * (rowBytes + 1) + 1 + sample] ?? 0;
  const perByte = 8 / depth;
  const mask = 2 ** depth - 1;
  return (row, sample) => {
    const byte = rows[row * (rowBytes + 1) + 1 + Math.floor(sample / perByte)] ?? 0;
    return (byte >> (8 - depth * ((sample % perByte) + 1))) & mask;
  };
}

function toPicture({ header, palette, transparency }: Chunks, read: ReadSample): DecodedPicture {
  const { width, height, depth, colour, samples } = header;
  const channels = colour === 0 || colour === 4 ? 1 : 3;
  const pixels = new Uint8Array(height * width * channels);
  const largest = 2 ** depth - 1;
  const hasAlpha = samples === 2 || samples === 4;
  if (colour === PALETTE && palette === null) throw new ImageError('its palette is missing');
  // For grey and colour without alpha, tRNS names the one colour that is transparent.
  const clear =
    transparency === null || colour === PALETTE || hasAlpha
      ? null
      : Array.from(
          { length: samples },
          (_, i) => (transparency[2 * i] ?? 0) * 256 + (transparency[2 * i + 1] ?? 0),
        );
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const out = (row * width + column) * channels;
      const first = column * samples;
      if (colour === PALETTE) {
        const index = read(row, column);
        if (3 * index + 2 >= (palette?.length ?? 0))
          throw new ImageError('it uses a colour that is not in its palette');
        const alpha = (transparency?.[index] ?? 255) / 255;
        for (let c = 0; c < 3; c += 1) pixels[out + c] = Math.round((palette?.[3 * index + c] ?? 0) * alpha);
      } else {
        const isClear = clear?.every((value, c) => read(row, first + c) === value) ?? false;
        const alpha = isClear ? 0 : hasAlpha ? read(row, first + samples - 1) / largest : 1;
        for (let c = 0; c < channels; c += 1) {
          pixels[out + c] = Math.round((read(row, first + c) * 255 * alpha) / largest);
        }
      }
    }
  }
  return { height, width, channels, values: pixels };
}
