/**
 * Zip files (PKWARE APPNOTE 6.3): written by fflate, read here, since a file from elsewhere must not be believed:
 * names, sizes and checksums are verified, and what unpacking may cost is bounded before anything is unpacked.
 */
import { inflateSync, zipSync, type Zippable } from 'fflate';
import { crc32 } from './crc32';
import { FormatError } from './format-error';
import { fromUtf8 } from './utf8';

export interface ZipEntry {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const END_SIGNATURE = 0x06054b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_SIZE = 22;
const CENTRAL_SIZE = 46;
const LOCAL_SIZE = 30;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;
/** Deflate can't do better than 258 bytes for 2 bits. */
const BEST_RATIO = 1032;
const MOST_ENTRIES = 10_000;
/**
 * What a small archive may unpack to, and how many times its size a large one: weights hardly shrink, so that more is
 * a bomb, however much memory there is. What 64 MB hold is read with less than 500 MB.
 */
const HARMLESS = 128 * 1024 ** 2;
const MOST_TIMES = 2;

/** Files that hold floats hardly shrink and are stored. The same content gives the same bytes. */
export function writeZip(entries: readonly ZipEntry[]): Uint8Array<ArrayBuffer> {
  const files: Zippable = {};
  for (const { path, bytes } of entries) {
    files[path] = [bytes, { level: /\.(safetensors|bin)$/.test(path) ? 0 : 6, mtime: new Date(1980, 0, 1) }];
  }
  return zipSync(files);
}

export function looksLikeZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

interface Listed {
  readonly path: string;
  readonly method: number;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * Those of the `wanted` files that an archive holds; others are not unpacked. `largest` bounds what all would take
 * together. Throws `FormatError`; `what` names the archive.
 */
export function readZip(
  bytes: Uint8Array,
  wanted: readonly string[],
  largest: number,
  what: string,
): ReadonlyMap<string, Uint8Array> {
  const refuse = (why: string): never => {
    throw new FormatError(`${what} can't be opened: ${why}`);
  };
  const listed = readDirectory(bytes, refuse);
  const total = listed.reduce((sum, { size }) => sum + size, 0);
  if (total > largest) {
    refuse(`unpacked it would take ${total} bytes, and ${largest} is the limit.`);
  }
  if (total > HARMLESS && total > bytes.length * MOST_TIMES) {
    refuse(`unpacked it would take ${total} bytes, which is more than ${MOST_TIMES} times its size.`);
  }
  const paths = new Set<string>();
  for (const { path } of listed) {
    if (paths.has(path)) refuse(`it holds “${path.slice(0, 100)}” twice.`);
    paths.add(path);
  }
  return new Map(
    listed
      .filter(({ path }) => wanted.includes(path))
      .map((entry) => [entry.path, unpack(bytes, entry, refuse)]),
  );
}

function readDirectory(bytes: Uint8Array, refuse: (why: string) => never): Listed[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - END_SIZE;
  const earliest = Math.max(0, end - 0xffff);
  while (end >= earliest && view.getUint32(end, true) !== END_SIGNATURE) end -= 1;
  if (end < earliest) refuse('it is damaged or cut off; the end of the archive is missing.');
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) refuse('it is larger than 4 GB, which is not supported.');
  if (count > MOST_ENTRIES) refuse(`it holds ${count} files, and ${MOST_ENTRIES} is the limit.`);
  const listed: Listed[] = [];
  for (let i = 0; i < count; i += 1) {
    if (at + CENTRAL_SIZE > end || view.getUint32(at, true) !== CENTRAL_SIGNATURE) {
      refuse('its list of files is damaged.');
    }
    const nameLength = view.getUint16(at + 28, true);
    const next =
      at + CENTRAL_SIZE + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) refuse('its list of files is damaged.');
    const path = fromUtf8(bytes.subarray(at + CENTRAL_SIZE, at + CENTRAL_SIZE + nameLength));
    if (/^[/\\]|^[A-Za-z]:|\\|(^|\/)\.\.(\/|$)|\p{Cc}/u.test(path) || path === '') {
      refuse(`it holds a file with the unsafe name ${JSON.stringify(path.slice(0, 100))}.`);
    }
    if ((view.getUint16(at + 8, true) & ENCRYPTED) !== 0) refuse('it is encrypted.');
    listed.push({
      path,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      compressed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at = next;
  }
  return listed;
}

function unpack(bytes: Uint8Array, entry: Listed, refuse: (why: string) => never): Uint8Array {
  const { path, method, crc, compressed, size, offset } = entry;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + LOCAL_SIZE > bytes.length || view.getUint32(offset, true) !== LOCAL_SIGNATURE) {
    refuse(`its file “${path}” is not where it should be.`);
  }
  const start = offset + LOCAL_SIZE + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + compressed > bytes.length) refuse(`its file “${path}” is cut off.`);
  const packed = bytes.subarray(start, start + compressed);
  const content = inflate(packed, method, size, () => refuse(`its file “${path}” is damaged.`));
  if (content.length !== size || crc32(content) !== crc) refuse(`its file “${path}” is damaged.`);
  return content;
}

function inflate(packed: Uint8Array, method: number, size: number, damaged: () => never): Uint8Array {
  if (method === STORED) return packed;
  if (method !== DEFLATED || size > packed.length * BEST_RATIO) return damaged();
  try {
    // One byte more than declared, so that content that goes on shows.
    return inflateSync(packed, { out: new Uint8Array(size + 1) });
  } catch {
    return damaged();
  }
}
