/**
 * Netpbm's PGM (grey) and PPM (colour), raw and plain (pgm(5), ppm(5)): a header of three numbers, between which comments
 * may stand, then the values. They are scaled to 0–255 as Pillow does it.
 */
import { sizeProblem } from '../shared/data/files/check-size';
import { damaged, unreadable } from '../shared/data/files/unreadable';
import type { Picture } from '../shared/data/picture';

const HASH = 35;
const NEWLINES: readonly number[] = [10, 13];
const isSpace = (byte: number | undefined): boolean =>
  byte === 32 || (byte !== undefined && byte >= 9 && byte <= 13);
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;
/** Digits; more are no size and no value. */
const LONGEST = 9;

/** One channel or three, as bytes; null where it is neither PGM nor PPM. Throws `DataError`, which names the file. */
export function readPnm(file: string, bytes: Uint8Array): Picture | null {
  const [p, kind = 0] = bytes;
  if (p !== 80 || ![50, 51, 53, 54].includes(kind) || !(isSpace(bytes[2]) || bytes[2] === HASH)) return null;
  const isPlain = kind === 50 || kind === 51;
  const channels = kind === 50 || kind === 53 ? 1 : 3;
  const reader = numbersFrom(bytes, 2);
  const [width, height, largest] = [reader.next(), reader.next(), reader.next()];
  if (width === null || height === null || largest === null)
    throw unreadable(file, 'its header is cut off or damaged');
  if (width < 1 || height < 1) throw unreadable(file, 'it has no pixels');
  if (largest < 1 || largest > 65_535) throw unreadable(file, 'its largest value is not from 1 to 65,535');
  const problem = sizeProblem(file, { height, width });
  if (problem !== null) throw problem;
  const size = width * height * channels;
  const wide = largest > 255;
  // One white space ends the header. A plain value has a digit, and a space before the next one.
  const from = reader.at() + 1;
  const least = isPlain ? 2 * size - 1 : size * (wide ? 2 : 1);
  if (bytes.length < from + least) throw damaged(file);
  const scale = scaleFrom(largest);
  const pixels = new Uint8Array(size);
  if (isPlain) {
    for (let i = 0; i < size; i += 1) {
      const value = reader.next();
      if (value === null) throw damaged(file);
      if (value > largest) throw unreadable(file, `it has a value above its largest, ${largest}`);
      pixels[i] = scale(value);
    }
    return { height, width, channels, values: pixels };
  }
  for (let i = 0; i < size; i += 1) {
    const value = wide
      ? ((bytes[from + 2 * i] ?? 0) << 8) | (bytes[from + 2 * i + 1] ?? 0)
      : (bytes[from + i] ?? 0);
    pixels[i] = scale(Math.min(value, largest));
  }
  return { height, width, channels, values: pixels };
}

/** Values of more than 8 bits become 16 of them, of which the upper 8 are taken. */
function scaleFrom(largest: number): (value: number) => number {
  if (largest === 255) return (value) => value;
  if (largest < 255) return (value) => halfToEven((value / largest) * 255);
  return (value) => halfToEven((value / largest) * 65_535) >> 8;
}

/** As Python rounds. */
function halfToEven(value: number): number {
  const whole = Math.floor(value);
  const rest = value - whole;
  return rest > 0.5 || (rest === 0.5 && whole % 2 === 1) ? whole + 1 : whole;
}

interface Numbers {
  /** Null where there is none, or no number stands there. */
  next(): number | null;
  /** Behind the last one. */
  at(): number;
}

/** A comment goes from # to the end of the line, also right behind a number. */
function numbersFrom(bytes: Uint8Array, from: number): Numbers {
  let at = from;
  return {
    at: () => at,
    next() {
      for (;;) {
        while (isSpace(bytes[at])) at += 1;
        if (bytes[at] !== HASH) break;
        while (at < bytes.length && !NEWLINES.includes(bytes[at] ?? 0)) at += 1;
      }
      const start = at;
      let value = 0;
      while (isDigit(bytes[at])) {
        value = value * 10 + (bytes[at] ?? 0) - 48;
        at += 1;
      }
      const ends = at >= bytes.length || isSpace(bytes[at]) || bytes[at] === HASH;
      return at === start || at - start > LONGEST || !ends ? null : value;
    },
  };
}
