import { gunzipSync } from 'fflate';
import { crc32 } from '../format/crc32';
import { DataError } from './data-error';

function damaged(path: string, why: string): DataError {
  return new DataError(`The data file ${path} is damaged: ${why}. Put a fresh copy in its place.`);
}

/** How long a gzip file of so many bytes is at most: deflate adds five bytes to each 64 kB that it can't pack. */
export function mostGzipped(bytes: number): number {
  return bytes + Math.ceil(bytes / 1_000) + 1_024;
}

/** What a stranger packed unpacks to so many times its size at most; pictures do so a few times. */
const MOST_RATIO = 100;
/** Bytes that any may have. */
const SMALL = 2 ** 20;

/** To how many bytes so many packed ones of a stranger may unpack. */
export function mostUnpacked(packed: number): number {
  return SMALL + packed * MOST_RATIO;
}

/**
 * The content of a gzip file (RFC 1952), at most `largest` bytes. Length and checksum are verified, since a garbled
 * picture would otherwise go unnoticed. Bytes that are not gzip are returned as they are: some servers announce
 * `*.gz` as an encoding, and browsers then unpack it on the way.
 */
export function gunzip(path: string, bytes: Uint8Array, largest: number): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    if (bytes.length > largest) throw damaged(path, 'it is larger than it should be');
    return bytes;
  }
  if (bytes.length < 18) throw damaged(path, 'it ends in the middle');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = view.getUint32(bytes.length - 4, true);
  if (size > largest) throw damaged(path, 'it ends in the middle or is larger than it should be');
  let content: Uint8Array;
  try {
    content = gunzipSync(bytes, { out: new Uint8Array(size) });
  } catch {
    throw damaged(path, 'it can not be decompressed');
  }
  if (content.length !== size) throw damaged(path, 'it ends in the middle');
  if (crc32(content) !== view.getUint32(bytes.length - 8, true)) {
    throw damaged(path, 'its checksum does not agree with its content');
  }
  return content;
}
