/** The IDX format of MNIST: 0, 0, type, rank, then the sizes big-endian, then the values. */
import { DataError } from './data-error';

const UNSIGNED_BYTE = 0x08;

/** The values of an IDX file of unsigned bytes whose sizes are exactly `shape`. Throws `DataError`. */
export function readIdx(path: string, bytes: Uint8Array, shape: readonly number[]): Uint8Array {
  const header = 4 + 4 * shape.length;
  const wanted = shape.join('×');
  if (
    bytes.length < header ||
    bytes[0] !== 0 ||
    bytes[1] !== 0 ||
    bytes[2] !== UNSIGNED_BYTE ||
    bytes[3] !== shape.length
  ) {
    throw new DataError(
      `The data file ${path} is not an IDX file of ${wanted} bytes. Put a fresh copy in its place.`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sizes = shape.map((_, axis) => view.getUint32(4 + 4 * axis));
  if (sizes.some((size, axis) => size !== shape[axis])) {
    throw new DataError(
      `The data file ${path} says that it holds ${sizes.join('×')} values, but ${wanted} belong there. Put a fresh copy in its place.`,
    );
  }
  const count = shape.reduce((product, size) => product * size, 1);
  if (bytes.length !== header + count) {
    throw new DataError(
      `The data file ${path} should be ${header + count} bytes long when unpacked, but is ${bytes.length}. Put a fresh copy in its place.`,
    );
  }
  return bytes.subarray(header);
}
