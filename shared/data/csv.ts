/** Pictures in a text file: a line each, the values row by row, then the class. */
import { strFromU8 } from 'fflate';
import type { Pictures } from './dataset';
import { DataError } from './data-error';

export interface CsvLayout {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly classCount: number;
  /** The value that becomes 255. */
  readonly largest: number;
}

/** Throws `DataError`, with the line's number. */
export function readCsv(path: string, bytes: Uint8Array, layout: CsvLayout): Pictures {
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
