/** Some decoders turn pictures by themselves, and which ones differs by format: none does where the tag says 1. */
import { crc32 } from '../../format/crc32';
import type { OrientationTag } from './sniffed';

/**
 * The file with every orientation as 1, which is "as it lies": a copy, or the same bytes where there is nothing to change.
 * @param tags of `sniffPicture` from the same bytes
 */
export function stripOrientation(bytes: Uint8Array, tags: readonly OrientationTag[]): Uint8Array {
  const turning = tags.filter(({ value }) => value !== 1);
  if (turning.length === 0) return bytes;
  // `slice` of a Buffer of Node would share its memory.
  const copy = new Uint8Array(bytes);
  const view = new DataView(copy.buffer);
  for (const { at, littleEndian, chunk } of turning) {
    view.setUint16(at, 1, littleEndian);
    if (chunk) view.setUint32(chunk.to, crc32(copy.subarray(chunk.from, chunk.to)));
  }
  return copy;
}
