/**
 * Zip archives (PKWARE APPNOTE 6.3), opened without being read: the list of files comes from the archive's end, and each
 * file is read when it is wanted. A file from elsewhere must not be believed: names, sizes and checksums are verified,
 * and what unpacking may cost is bounded before anything is unpacked.
 */
import { inflateSync } from 'fflate';
import { type ByteSource, sliceOf } from './byte-source';
import { crc32 } from './crc32';
import { FormatError } from './format-error';
import { fromUtf8 } from './utf8';
import {
  BEST_RATIO,
  BEYOND_16,
  BEYOND_32,
  CENTRAL,
  DEFLATED,
  ENCRYPTED,
  END,
  END64,
  LOCAL,
  LOCATOR64,
  STORED,
  ZIP64_FIELD,
} from './zip-records';

const MOST_ENTRIES = 10_000;
const LONGEST_DIRECTORY = 8 * 1024 ** 2;
/** The end of an archive may be followed by a comment of so many bytes. */
const LONGEST_COMMENT = 0xffff;

/** A file in an archive. */
export interface ZipEntry {
  readonly path: string;
  /** Unpacked, in bytes. */
  readonly size: number;
  readonly crc: number;
  readonly method: number;
  readonly compressed: number;
  /** Where its local header begins. */
  readonly offset: number;
}

export interface ZipArchive {
  /** Directories, and paths that stand there twice, left out. */
  readonly entries: ReadonlyMap<string, ZipEntry>;
  /** Paths that stand there more than once: none of them can be believed. */
  readonly twice: ReadonlySet<string>;
  /** The archive's end is missing, so that `entries` are those that lie there as a whole. */
  readonly cutOff: boolean;
  /** The content, checked. Throws `FormatError` where it is longer than `largest` bytes, or damaged. */
  read(entry: ZipEntry, largest: number): Promise<Uint8Array>;
  /** The content of one that is stored as it is; its checksum is not checked. Throws `FormatError` for others. */
  stored(entry: ZipEntry): Promise<{ readonly from: number; readonly source: ByteSource }>;
}

type Refuse = (why: string) => never;

export function looksLikeZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

/** Throws `FormatError`; `what` names the archive. */
export async function openZip(source: ByteSource, what: string): Promise<ZipArchive> {
  const refuse: Refuse = (why) => {
    throw new FormatError(`${what} can't be opened: ${why}`);
  };
  const directory = await readDirectory(source, refuse);
  const listed = directory ?? (await walk(source, refuse));
  const entries = new Map<string, ZipEntry>();
  const twice = new Set<string>();
  for (const entry of listed) {
    if (entries.has(entry.path)) twice.add(entry.path);
    if (!entry.path.endsWith('/')) entries.set(entry.path, entry);
  }
  for (const path of twice) entries.delete(path);

  const placeOf = async (entry: ZipEntry): Promise<number> => {
    const { path, offset, compressed } = entry;
    const header = offset + LOCAL.size <= source.size ? await source.read(offset, LOCAL.size) : null;
    const view = header && viewOf(header);
    if (!view || view.getUint32(0, true) !== LOCAL.signature) {
      return refuse(`its file “${path}” is not where it should be.`);
    }
    const from = offset + LOCAL.size + view.getUint16(26, true) + view.getUint16(28, true);
    if (from + compressed > source.size) refuse(`its file “${path}” is cut off.`);
    return from;
  };

  return {
    entries,
    twice,
    cutOff: directory === null,
    async read(entry, largest) {
      const { path, method, crc, compressed, size } = entry;
      const damaged = (): never => refuse(`its file “${path}” is damaged.`);
      if (size > largest || compressed > largest) {
        refuse(`its file “${path}” has ${Math.max(size, compressed)} bytes, and ${largest} is the limit.`);
      }
      if (method === STORED ? size !== compressed : size > compressed * BEST_RATIO) damaged();
      const packed = await source.read(await placeOf(entry), compressed);
      const content = inflate(packed, method, size, damaged);
      if (content.length !== size || crc32(content) !== crc) damaged();
      return content;
    },
    async stored(entry) {
      const { path, method, compressed, size } = entry;
      if (method !== STORED || size !== compressed) refuse(`its file “${path}” is not stored as it is.`);
      const from = await placeOf(entry);
      return { from, source: sliceOf(source, from, size) };
    },
  };
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Null where the archive's end is missing. */
async function readDirectory(source: ByteSource, refuse: Refuse): Promise<ZipEntry[] | null> {
  const length = Math.min(source.size, LOCATOR64.size + END.size + LONGEST_COMMENT);
  const tail = await source.read(source.size - length, length);
  const view = viewOf(tail);
  let end = length - END.size;
  while (end >= 0 && view.getUint32(end, true) !== END.signature) end -= 1;
  if (end < 0) return null;
  let count = view.getUint16(end + 10, true);
  let size = view.getUint32(end + 12, true);
  let from = view.getUint32(end + 16, true);
  let limit = source.size - length + end;
  if (count === BEYOND_16 || size === BEYOND_32 || from === BEYOND_32) {
    const locator = end - LOCATOR64.size;
    if (locator < 0 || view.getUint32(locator, true) !== LOCATOR64.signature) {
      return refuse('it is damaged; the place of its list of files is missing.');
    }
    limit = Number(view.getBigUint64(locator + 8, true));
    if (limit + END64.size > source.size) return refuse('its list of files is damaged.');
    const end64 = viewOf(await source.read(limit, END64.size));
    if (end64.getUint32(0, true) !== END64.signature) return refuse('its list of files is damaged.');
    count = Number(end64.getBigUint64(32, true));
    size = Number(end64.getBigUint64(40, true));
    from = Number(end64.getBigUint64(48, true));
  }
  if (count > MOST_ENTRIES) refuse(`it holds ${count} files, and ${MOST_ENTRIES} is the limit.`);
  if (size > LONGEST_DIRECTORY || from + size > limit) refuse('its list of files is damaged.');
  return parseDirectory(await source.read(from, size), count, refuse);
}

function parseDirectory(bytes: Uint8Array, count: number, refuse: Refuse): ZipEntry[] {
  const damaged = (): never => refuse('its list of files is damaged.');
  const view = viewOf(bytes);
  const listed: ZipEntry[] = [];
  let at = 0;
  for (let i = 0; i < count; i += 1) {
    if (at + CENTRAL.size > bytes.length || view.getUint32(at, true) !== CENTRAL.signature) damaged();
    const name = at + CENTRAL.size;
    const extra = name + view.getUint16(at + 28, true);
    const comment = extra + view.getUint16(at + 30, true);
    const next = comment + view.getUint16(at + 32, true);
    if (next > bytes.length) damaged();
    const wide = zip64Numbers(view, extra, comment);
    const number = (offset: number): number => {
      const value = view.getUint32(offset, true);
      return value === BEYOND_32 ? (wide.shift() ?? damaged()) : value;
    };
    if ((view.getUint16(at + 8, true) & ENCRYPTED) !== 0) refuse('it is encrypted.');
    // The zip64 field has them in this order.
    const size = number(at + 24);
    const compressed = number(at + 20);
    const offset = number(at + 42);
    listed.push({
      path: safePath(bytes.subarray(name, extra), refuse),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      size,
      compressed,
      offset,
    });
    at = next;
  }
  return listed;
}

/** The numbers of the zip64 field among the extra fields from `at` to `end`; none where there is no such field. */
function zip64Numbers(view: DataView, at: number, end: number): number[] {
  for (let next = at; at + 4 <= end; at = next) {
    const length = view.getUint16(at + 2, true);
    next = at + 4 + length;
    if (next > end) return [];
    if (view.getUint16(at, true) === ZIP64_FIELD) {
      return Array.from({ length: Math.floor(length / 8) }, (_, i) =>
        Number(view.getBigUint64(at + 4 + 8 * i, true)),
      );
    }
  }
  return [];
}

/** Of an archive whose end is missing: the files from its beginning on that lie there as a whole. */
async function walk(source: ByteSource, refuse: Refuse): Promise<ZipEntry[]> {
  const listed: ZipEntry[] = [];
  for (let offset = 0; offset + LOCAL.size <= source.size && listed.length < MOST_ENTRIES;) {
    const view = viewOf(await source.read(offset, LOCAL.size));
    if (view.getUint32(0, true) !== LOCAL.signature) break;
    const nameLength = view.getUint16(26, true);
    const extraLength = view.getUint16(28, true);
    const from = offset + LOCAL.size + nameLength + extraLength;
    if (from > source.size) break;
    const names = await source.read(offset + LOCAL.size, nameLength + extraLength);
    const wide = zip64Numbers(viewOf(names), nameLength, names.length);
    const number = (at: number): number => {
      const value = view.getUint32(at, true);
      return value === BEYOND_32 ? (wide.shift() ?? Infinity) : value;
    };
    const size = number(22);
    const compressed = number(18);
    if (from + compressed > source.size) break;
    listed.push({
      path: safePath(names.subarray(0, nameLength), refuse),
      method: view.getUint16(8, true),
      crc: view.getUint32(14, true),
      size,
      compressed,
      offset,
    });
    offset = from + compressed;
  }
  if (listed.length === 0) refuse('it is damaged or cut off; the end of the archive is missing.');
  return listed;
}

function safePath(name: Uint8Array, refuse: Refuse): string {
  const path = fromUtf8(name);
  if (/^[/\\]|^[A-Za-z]:|\\|(^|\/)\.\.(\/|$)|\p{Cc}/u.test(path) || path === '') {
    refuse(`it holds a file with the unsafe name ${JSON.stringify(path.slice(0, 100))}.`);
  }
  return path;
}

function inflate(packed: Uint8Array, method: number, size: number, damaged: () => never): Uint8Array {
  if (method === STORED) return packed;
  if (method !== DEFLATED) return damaged();
  try {
    // One byte more than declared, so that content that goes on shows.
    return inflateSync(packed, { out: new Uint8Array(size + 1) });
  } catch {
    return damaged();
  }
}
