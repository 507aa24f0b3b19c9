/**
 * NumPy's format of one array (NEP 1, numpy.lib.format), versions 1.0 to 3.0: a magic word, a Python dictionary in text that
 * says type, order and sizes, then the values. Objects, which are pickled and could run programs, are not read.
 */
import { fromUtf8 } from '../format/utf8';
import { DataError } from './data-error';

export interface NpyArray {
  /** Sizes by axis. */
  readonly shape: readonly number[];
  /** NumPy's letter and the bytes of a value: `u1`, `i8`, `f4`, `b1`. */
  readonly type: string;
  /** Bytes of a value. */
  readonly width: number;
  readonly littleEndian: boolean;
  /** The values, row by row (the last axis runs fastest), whatever order the file has. */
  readonly values: Uint8Array;
}

const MAGIC = [0x93, ...Array.from('NUMPY', (sign) => sign.charCodeAt(0))];
/** NumPy itself refuses longer heads. */
const LONGEST_HEAD = 10_000;
const MOST_AXES = 32;

/** @param what names it in sentences: `The array x of data.npz`. Throws `DataError`. */
export function readNpy(what: string, bytes: Uint8Array): NpyArray {
  const refuse = (why: string): never => {
    throw new DataError(`${what} ${why}`);
  };
  const damaged = (): never => refuse('is damaged. Put a fresh copy in its place.');
  if (bytes.length < 10 || MAGIC.some((value, at) => bytes[at] !== value)) damaged();
  const [major = 0, minor = 0] = [bytes[6], bytes[7]];
  if (major < 1 || major > 3 || minor !== 0)
    refuse(
      `is in version ${major}.${minor} of NumPy's format, and 1.0 to 3.0 are read. Save it with another NumPy.`,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const begin = major === 1 ? 10 : 12;
  if (bytes.length < begin) damaged();
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > LONGEST_HEAD || begin + length > bytes.length) damaged();
  const head = fromUtf8(bytes.subarray(begin, begin + length));

  const descr = /['"]descr['"]\s*:\s*['"]([<>|=]?)([a-zA-Z])(\d*)['"]/.exec(head);
  const order = /['"]fortran_order['"]\s*:\s*(True|False)/.exec(head)?.[1];
  const sizes = /['"]shape['"]\s*:\s*\(([^)]*)\)/.exec(head)?.[1];
  if (order === undefined || sizes === undefined) return damaged();
  if (descr === null) return refuse('is of a type that is no plain number. Save whole numbers.');
  const [, endian = '', letter = '', digits = ''] = descr;
  if (letter === 'O')
    refuse(
      "holds Python's objects, which could run programs and are not read. Save it with a type of numbers.",
    );
  const shape = sizesOf(sizes) ?? damaged();
  const width = Number(digits);
  const count = shape.reduce((product, size) => product * size, 1);
  // Of text (U4) a value has four times so many bytes; it is refused by its type, whatever its length.
  if (!Number.isSafeInteger(count * width)) return damaged();
  const values = bytes.subarray(begin + length);
  if (letter !== 'U' && values.length !== count * width)
    refuse(
      `should have ${count * width} bytes of values for ${shape.join('×')} by its head, but has ${values.length}. Put a fresh copy in its place.`,
    );
  return {
    shape,
    type: letter + digits,
    width,
    // What says nothing or = was written by a machine of the same kind, and those are little-endian.
    littleEndian: endian !== '>',
    values: order === 'True' && letter !== 'U' ? rowByRow(values, shape, width) : values,
  };
}

/** `3, 28, 28`, `3,` and, as Python 2 wrote it, `3L, 28L`; null where it is something else. */
function sizesOf(text: string): readonly number[] | null {
  const parts = text.trim() === '' ? [] : text.trim().replace(/,$/, '').split(',');
  const shape = parts.map((part) => (/^\s*\d{1,15}L?\s*$/.test(part) ? parseInt(part, 10) : NaN));
  return shape.length > MOST_AXES || shape.some(Number.isNaN) ? null : shape;
}

/** From an order in which the first axis runs fastest (Fortran's) to one in which the last does. */
function rowByRow(values: Uint8Array, shape: readonly number[], width: number): Uint8Array {
  if (shape.filter((size) => size !== 1).length < 2) return values;
  const strides: number[] = [];
  let stride = width;
  for (const size of shape) {
    strides.push(stride);
    stride *= size;
  }
  const result = new Uint8Array(values.length);
  const place = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < result.length; to += width) {
    for (let at = 0; at < width; at += 1) result[to + at] = values[from + at] ?? 0;
    // Counts on by one in the last axis, and carries.
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      const [now = 0, size = 0, step = 0] = [place[axis], shape[axis], strides[axis]];
      if (now + 1 < size) {
        place[axis] = now + 1;
        from += step;
        break;
      }
      place[axis] = 0;
      from -= now * step;
    }
  }
  return result;
}

/** The values of whole numbers or booleans, any width; null where they are of another type. */
export function wholeNumbers({ type, width, littleEndian, values }: NpyArray): Float64Array | null {
  const view = new DataView(values.buffer, values.byteOffset, values.byteLength);
  const at = readers(view, littleEndian)[type];
  if (at === undefined) return null;
  return Float64Array.from({ length: values.length / width }, (_, i) => at(i * width));
}

/** By type. Numbers beyond 2⁵³ are rounded: no class has one. */
function readers(view: DataView, little: boolean): Readonly<Record<string, (at: number) => number>> {
  return {
    b1: (at) => view.getUint8(at),
    u1: (at) => view.getUint8(at),
    u2: (at) => view.getUint16(at, little),
    u4: (at) => view.getUint32(at, little),
    u8: (at) => Number(view.getBigUint64(at, little)),
    i1: (at) => view.getInt8(at),
    i2: (at) => view.getInt16(at, little),
    i4: (at) => view.getInt32(at, little),
    i8: (at) => Number(view.getBigInt64(at, little)),
  };
}
