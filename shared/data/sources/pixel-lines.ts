/** Pictures in a text file: a line each, the values row by row, then the class. */
import { strFromU8 } from 'fflate';
import { DataError } from '../data-error';
import { type PackedPictures, packedRows } from '../packed-rows';
import type { SourceFormat } from './define';

export interface PixelLayout {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly classCount: number;
  /** The value that becomes 255. */
  readonly largest: number;
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const COMMA = 0x2c;
const ZERO = 0x30;
const MOST_DIGITS = 5;
/** Signs of a cell that a sentence shows. */
const SHOWN = 20;

/** Where the lines end that come before the last ones that are empty. */
function contentEnd(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === NEWLINE || bytes[end - 1] === RETURN)) end -= 1;
  return end;
}

/** From `from` up to the next line's end, a return before it left out. */
function lineEnd(
  bytes: Uint8Array,
  from: number,
  end: number,
): { readonly end: number; readonly next: number } {
  const found = bytes.indexOf(NEWLINE, from);
  const next = found < 0 || found > end ? end : found;
  return { end: bytes[next - 1] === RETURN && next > from ? next - 1 : next, next: next + 1 };
}

/** Byte by byte, so that no text is made of what may be a gigabyte. Throws `DataError`, with the line's number. */
export function readPixelLines(path: string, bytes: Uint8Array, layout: PixelLayout): PackedPictures {
  const { height, width, channels, classCount, largest } = layout;
  const size = height * width * channels;
  const end = contentEnd(bytes);
  // A line has a digit and a comma for each pixel and a digit for the class: what has more lines fails at one of them.
  const most = Math.floor(end / (2 * size + 1)) + 1;
  const pixels = new Uint8Array(most * size);
  const labels = new Uint16Array(most);
  let count = 0;
  for (let from = 0; from < end; count += 1) {
    const line = lineEnd(bytes, from, end);
    const wrong = (what: string): DataError =>
      new DataError(`Line ${count + 1} of the data file ${path} ${what}. Put a fresh copy in its place.`);
    let column = 0;
    for (let cell = from; cell <= line.end; column += 1) {
      const comma = bytes.indexOf(COMMA, cell);
      const after = comma < 0 || comma > line.end ? line.end : comma;
      if (column <= size) {
        const limit = column === size ? classCount - 1 : largest;
        const value = wholeNumber(bytes, cell, after);
        if (value === null || value > limit) {
          // Too few or too many say more than what stands in one of them.
          const cells = cellsIn(bytes, from, line.end);
          if (cells !== size + 1) throw wrong(wrongCount(cells, size));
          const text = strFromU8(bytes.subarray(cell, Math.min(after, cell + SHOWN)), true);
          throw wrong(`has ${JSON.stringify(text)} where a whole number from 0 to ${limit} belongs`);
        }
        if (column === size) labels[count] = value;
        else pixels[count * size + column] = Math.round((value * 255) / largest);
      }
      cell = after + 1;
    }
    if (column !== size + 1) throw wrong(wrongCount(column, size));
    from = line.next;
  }
  return {
    count,
    height,
    width,
    channels,
    pixels: pixels.subarray(0, count * size),
    labels: labels.subarray(0, count),
  };
}

/** Of one to five digits; null where something else stands there. */
function wholeNumber(bytes: Uint8Array, from: number, end: number): number | null {
  if (end === from || end - from > MOST_DIGITS) return null;
  let value = 0;
  for (let at = from; at < end; at += 1) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return null;
    value = 10 * value + digit;
  }
  return value;
}

const wrongCount = (cells: number, size: number): string =>
  `has ${cells} values where ${size} pixels and a class belong`;

function cellsIn(bytes: Uint8Array, from: number, end: number): number {
  let cells = 1;
  for (let at = from; at < end; at += 1) if (bytes[at] === COMMA) cells += 1;
  return cells;
}

/** Bytes of text: more than any such set has. */
const LARGEST = 2 ** 28;
const MOST_CLASSES = 10_000;

const trainName = /(^|\/)train\.csv(\.gz)?$/;
const testName = /(^|\/)test\.csv(\.gz)?$/;

/** Grey and square; classes are as many as a label can tell apart. */
function layoutOf(path: string, bytes: Uint8Array): PixelLayout {
  const values = cellsIn(bytes, 0, lineEnd(bytes, 0, contentEnd(bytes)).end) - 1;
  const side = Math.sqrt(values);
  if (side < 1 || !Number.isInteger(side)) {
    throw new DataError(
      `The first line of ${path} has ${values} pixels, which is no square. Give each picture as many rows as columns.`,
    );
  }
  return { height: side, width: side, channels: 1, classCount: MOST_CLASSES, largest: 255 };
}

export const pixelLines: SourceFormat = {
  title: 'Lines of pixels',
  help: 'train.csv and test.csv, packed with gzip or not: a line for each grey, square picture, its pixels row by row as whole numbers from 0 to 255, then its class, counted from 0.',
  async find({ name, paths, content }) {
    const trainFile = paths.find((path) => trainName.test(path));
    const testFile = paths.find((path) => testName.test(path));
    if (trainFile === undefined || testFile === undefined) return null;
    const train = await content(trainFile, LARGEST);
    const layout = layoutOf(trainFile, train);
    const parts = {
      training: readPixelLines(trainFile, train, layout),
      test: readPixelLines(testFile, await content(testFile, LARGEST), layout),
    };
    const [trainCount, testCount] = [parts.training.count, parts.test.count];
    const classCount = parts.training.labels.reduce((most, label) => Math.max(most, label + 1), 0);
    const strange = parts.test.labels.find((label) => label >= classCount);
    if (strange !== undefined)
      throw new DataError(`${testFile} has pictures of class ${strange}, of which ${trainFile} has none.`);
    const { height: side } = layout;
    return {
      about: {
        name,
        title: name,
        summary: `${trainCount + testCount} grey pictures of ${side}×${side} pixels in lines of text.`,
        licence: '',
        source: '',
        height: side,
        width: side,
        channels: 1,
        classNames: Array.from({ length: classCount }, (_, label) => String(label)),
        trainCount,
        testCount,
      },
      read: () => Promise.resolve({ training: packedRows(parts.training), test: packedRows(parts.test) }),
    };
  },
};
