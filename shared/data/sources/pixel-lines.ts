/** Pictures in a text file: a line each, the values row by row, then the class. */
import { strFromU8 } from 'fflate';
import { DataError } from '../data-error';
import type { PackedPictures } from '../packed-rows';
import type { SourceFormat } from './define';

export interface PixelLayout {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly classCount: number;
  /** The value that becomes 255. */
  readonly largest: number;
}

/** Throws `DataError`, with the line's number. */
export function readPixelLines(path: string, bytes: Uint8Array, layout: PixelLayout): PackedPictures {
  const { height, width, channels, classCount, largest } = layout;
  const size = height * width * channels;
  // Byte by byte: only digits, commas and line ends are legal, and all else is refused below.
  const lines = strFromU8(bytes, true).split(/\r?\n/);
  while (lines.at(-1) === '') lines.pop();
  // A line has a digit and a comma for each pixel and a digit for the class: what has more lines fails at one of them.
  const most = Math.min(lines.length, Math.floor(bytes.length / (2 * size + 1)));
  const pixels = new Uint8Array(most * size);
  const labels = new Uint16Array(most);
  lines.forEach((line, row) => {
    const cells = line.split(',');
    const wrong = (what: string): DataError =>
      new DataError(`Line ${row + 1} of the data file ${path} ${what}. Put a fresh copy in its place.`);
    if (cells.length !== size + 1) {
      throw wrong(`has ${cells.length} values where ${size} pixels and a class belong`);
    }
    cells.forEach((cell, column) => {
      const limit = column === size ? classCount - 1 : largest;
      if (!/^\d{1,5}$/.test(cell) || Number(cell) > limit) {
        throw wrong(
          `has ${JSON.stringify(cell.slice(0, 20))} where a whole number from 0 to ${limit} belongs`,
        );
      }
      if (column === size) labels[row] = Number(cell);
      else pixels[row * size + column] = Math.round((Number(cell) * 255) / largest);
    });
  });
  return { count: lines.length, height, width, channels, pixels, labels };
}

/** More than any such set has. */
const LARGEST = 2 ** 30;

const trainName = /(^|\/)train\.csv(\.gz)?$/;
const testName = /(^|\/)test\.csv(\.gz)?$/;

/** Grey and square, as many classes as the largest that is named. */
function layoutOf(path: string, bytes: Uint8Array): { readonly side: number; readonly classCount: number } {
  const lines = strFromU8(bytes, true)
    .split(/\r?\n/)
    .filter((line) => line !== '');
  const values = (lines[0]?.split(',').length ?? 1) - 1;
  const side = Math.sqrt(values);
  if (side < 1 || !Number.isInteger(side)) {
    throw new DataError(
      `The first line of ${path} has ${values} pixels, which is no square. Give each picture as many rows as columns.`,
    );
  }
  const classes = lines.map((line) => Number(line.slice(line.lastIndexOf(',') + 1)));
  const known = classes.filter((label) => Number.isInteger(label) && label >= 0 && label < 65_535);
  return { side, classCount: known.reduce((most, label) => Math.max(most, label + 1), 0) };
}

export const pixelLines: SourceFormat = {
  title: 'Lines of pixels',
  help: 'train.csv and test.csv, packed with gzip or not: a line for each grey, square picture, its pixels row by row as whole numbers from 0 to 255, then its class, counted from 0.',
  async find({ name, paths, content }) {
    const trainFile = paths.find((path) => trainName.test(path));
    const testFile = paths.find((path) => testName.test(path));
    if (trainFile === undefined || testFile === undefined) return null;
    const train = await content(trainFile, LARGEST);
    const { side, classCount } = layoutOf(trainFile, train);
    const layout: PixelLayout = { height: side, width: side, channels: 1, classCount, largest: 255 };
    const parts = {
      training: readPixelLines(trainFile, train, layout),
      test: readPixelLines(testFile, await content(testFile, LARGEST), layout),
    };
    const [trainCount, testCount] = [parts.training.count, parts.test.count];
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
      read: () => Promise.resolve(parts),
    };
  },
};
