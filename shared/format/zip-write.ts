/**
 * Zip archives, written without copying what is in them: an archive is a list of segments, of which ours are bytes and
 * the content's are whatever the caller has (a blob, a part of a file). Zip64 where sizes or places need it.
 */
import { deflateSync } from 'fflate';
import { crc32 } from './crc32';
import { toUtf8 } from './utf8';
import {
  BEYOND_16,
  BEYOND_32,
  CENTRAL,
  DEFLATED,
  END,
  END64,
  LOCAL,
  LOCATOR64,
  STORED,
  UTF8,
  ZIP64_FIELD,
} from './zip-records';

/** Content that lies elsewhere and is not read: its size in bytes and its checksum are known. */
export interface StoredContent<S> {
  readonly size: number;
  /** CRC-32. */
  readonly crc: number;
  readonly segments: readonly S[];
}

export interface ZipPart<S = never> {
  readonly path: string;
  readonly content: Uint8Array | StoredContent<S>;
}

const ZIP64_VERSION = 45;
const PLAIN_VERSION = 20;
/** 1 January 1980, so that the same content gives the same bytes. */
const DATE = 0x21;

interface Placed {
  readonly path: Uint8Array;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  readonly compressed: number;
  readonly offset: number;
}

/** In the order of the parts; texts are deflated, what holds floats hardly shrinks and is stored. */
export function zipSegments<S = never>(parts: readonly ZipPart<S>[]): (Uint8Array | S)[] {
  const segments: (Uint8Array | S)[] = [];
  const placed: Placed[] = [];
  let offset = 0;
  const add = (bytes: Uint8Array): void => {
    segments.push(bytes);
    offset += bytes.length;
  };
  for (const { path, content } of parts) {
    const bytes = content instanceof Uint8Array ? content : null;
    const deflated = bytes !== null && !/\.(safetensors|bin)$/.test(path) ? deflateSync(bytes) : null;
    const size = bytes?.length ?? (content as StoredContent<S>).size;
    const entry: Placed = {
      path: toUtf8(path),
      method: deflated === null ? STORED : DEFLATED,
      crc: bytes === null ? (content as StoredContent<S>).crc : crc32(bytes),
      size,
      compressed: deflated?.length ?? size,
      offset,
    };
    placed.push(entry);
    add(localHeader(entry));
    if (bytes !== null) add(deflated ?? bytes);
    else {
      for (const segment of (content as StoredContent<S>).segments) segments.push(segment);
      offset += size;
    }
  }
  const from = offset;
  for (const entry of placed) add(centralHeader(entry));
  add(endOf(placed.length, from, offset - from));
  return segments;
}

/** As one array: for archives that are small. */
export function zipBytes(parts: readonly ZipPart[]): Uint8Array<ArrayBuffer> {
  const segments = zipSegments(parts);
  const bytes = new Uint8Array(segments.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const segment of segments) {
    bytes.set(segment, at);
    at += segment.length;
  }
  return bytes;
}

const clipped = (value: number): number => Math.min(value, BEYOND_32);

/** Those of the numbers that 32 bits can't say, as an extra field; empty where all fit. */
function zip64Field(numbers: readonly number[]): Uint8Array {
  const large = numbers.filter((value) => value >= BEYOND_32);
  if (large.length === 0) return new Uint8Array();
  const field = new DataView(new ArrayBuffer(4 + 8 * large.length));
  field.setUint16(0, ZIP64_FIELD, true);
  field.setUint16(2, 8 * large.length, true);
  for (const [i, value] of large.entries()) field.setBigUint64(4 + 8 * i, BigInt(value), true);
  return new Uint8Array(field.buffer);
}

function localHeader({ path, method, crc, size, compressed }: Placed): Uint8Array {
  // Here the field must hold both sizes.
  const isLarge = size >= BEYOND_32 || compressed >= BEYOND_32;
  const extra = zip64Field(isLarge ? [Math.max(size, BEYOND_32), Math.max(compressed, BEYOND_32)] : []);
  const bytes = new Uint8Array(LOCAL.size + path.length + extra.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, LOCAL.signature, true);
  view.setUint16(4, isLarge ? ZIP64_VERSION : PLAIN_VERSION, true);
  view.setUint16(6, UTF8, true);
  view.setUint16(8, method, true);
  view.setUint16(12, DATE, true);
  view.setUint32(14, crc, true);
  view.setUint32(18, isLarge ? BEYOND_32 : compressed, true);
  view.setUint32(22, isLarge ? BEYOND_32 : size, true);
  view.setUint16(26, path.length, true);
  view.setUint16(28, extra.length, true);
  bytes.set(path, LOCAL.size);
  bytes.set(extra, LOCAL.size + path.length);
  if (isLarge) {
    view.setBigUint64(LOCAL.size + path.length + 4, BigInt(size), true);
    view.setBigUint64(LOCAL.size + path.length + 12, BigInt(compressed), true);
  }
  return bytes;
}

function centralHeader({ path, method, crc, size, compressed, offset }: Placed): Uint8Array {
  const extra = zip64Field([size, compressed, offset]);
  const bytes = new Uint8Array(CENTRAL.size + path.length + extra.length);
  const view = new DataView(bytes.buffer);
  const version = extra.length > 0 ? ZIP64_VERSION : PLAIN_VERSION;
  view.setUint32(0, CENTRAL.signature, true);
  view.setUint16(4, version, true);
  view.setUint16(6, version, true);
  view.setUint16(8, UTF8, true);
  view.setUint16(10, method, true);
  view.setUint16(14, DATE, true);
  view.setUint32(16, crc, true);
  view.setUint32(20, clipped(compressed), true);
  view.setUint32(24, clipped(size), true);
  view.setUint16(28, path.length, true);
  view.setUint16(30, extra.length, true);
  view.setUint32(42, clipped(offset), true);
  bytes.set(path, CENTRAL.size);
  bytes.set(extra, CENTRAL.size + path.length);
  return bytes;
}

/** `from` and `length` are the directory's. */
function endOf(count: number, from: number, length: number): Uint8Array {
  const isLarge = count >= BEYOND_16 || from >= BEYOND_32 || length >= BEYOND_32;
  const before = isLarge ? END64.size + LOCATOR64.size : 0;
  const view = new DataView(new ArrayBuffer(before + END.size));
  if (isLarge) {
    view.setUint32(0, END64.signature, true);
    view.setBigUint64(4, BigInt(END64.size - 12), true);
    view.setUint16(12, ZIP64_VERSION, true);
    view.setUint16(14, ZIP64_VERSION, true);
    view.setBigUint64(24, BigInt(count), true);
    view.setBigUint64(32, BigInt(count), true);
    view.setBigUint64(40, BigInt(length), true);
    view.setBigUint64(48, BigInt(from), true);
    view.setUint32(END64.size, LOCATOR64.signature, true);
    view.setBigUint64(END64.size + 8, BigInt(from + length), true);
    view.setUint32(END64.size + 16, 1, true);
  }
  view.setUint32(before, END.signature, true);
  view.setUint16(before + 8, Math.min(count, BEYOND_16), true);
  view.setUint16(before + 10, Math.min(count, BEYOND_16), true);
  view.setUint32(before + 12, clipped(length), true);
  view.setUint32(before + 16, clipped(from), true);
  return new Uint8Array(view.buffer);
}
