/** Numbers and names at places of a file, none of which need be there. */
import { damaged } from './unreadable';

export interface HeaderReader {
  /** Of the bytes that are there: the file, or its beginning. */
  readonly size: number;
  readonly holds: (at: number, length: number) => boolean;
  readonly u8: (at: number) => number;
  readonly u16: (at: number, littleEndian: boolean) => number;
  readonly u32: (at: number, littleEndian: boolean) => number;
  readonly i32: (at: number, littleEndian: boolean) => number;
  /** Latin 1. */
  readonly text: (at: number, length: number) => string;
}

/** What it answers throws `DataError` where a number or a name reaches beyond the bytes. */
export function headerReader(file: string, bytes: Uint8Array): HeaderReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const holds = (at: number, length: number): boolean => at >= 0 && at + length <= bytes.length;
  const checked = (at: number, length: number): number => {
    if (!holds(at, length)) throw damaged(file);
    return at;
  };
  return {
    size: bytes.length,
    holds,
    u8: (at) => view.getUint8(checked(at, 1)),
    u16: (at, littleEndian) => view.getUint16(checked(at, 2), littleEndian),
    u32: (at, littleEndian) => view.getUint32(checked(at, 4), littleEndian),
    i32: (at, littleEndian) => view.getInt32(checked(at, 4), littleEndian),
    text: (at, length) =>
      String.fromCharCode(...bytes.subarray(checked(at, length), checked(at, length) + length)),
  };
}
