/** Pictures for `predict`: PNG, and the binary forms of PGM and PPM. */
import { ImageError } from './image-error';
import { checkPixels, looksLikePng, readPng, type Picture } from './png';
import { ReadError, readFileUpTo } from './read-file';

/** Bytes: more than the largest picture that is read takes, even where it could not be made smaller. */
const LARGEST_FILE = 128 * 1024 ** 2;

/** P5 is grey, P6 colour; comments begin with #; one white space after the largest value (netpbm's pgm(5)). */
function readPnm(bytes: Uint8Array): Picture | null {
  const head = Buffer.from(bytes.subarray(0, 1000)).toString('latin1');
  const space = '(?:\\s|#[^\\n]*\\n)+';
  const match = new RegExp(`^P([56])${space}(\\d{1,5})${space}(\\d{1,5})${space}(\\d{1,5})\\s`).exec(head);
  if (match === null) return null;
  const [width = 0, height = 0, largest = 0] = match.slice(2).map(Number);
  const channels = match[1] === '5' ? 1 : 3;
  checkPixels(width, height);
  if (largest < 1 || largest > 255)
    throw new ImageError('it has more than 8 bits a value, which is not supported');
  const size = width * height * channels;
  if (bytes.length < match[0].length + size) throw new ImageError('it is cut off');
  const values = bytes.subarray(match[0].length, match[0].length + size);
  return {
    height,
    width,
    channels,
    pixels: values.map((value) => Math.min(255, Math.round((value * 255) / largest))),
  };
}

/** Throws a sentence that names the file. */
export async function readImage(path: string): Promise<Picture> {
  const bytes = await readFileUpTo(path, LARGEST_FILE).catch((error: unknown) => {
    throw error instanceof ReadError ? new ImageError(error.message) : error;
  });
  try {
    const picture = looksLikePng(bytes) ? readPng(bytes) : readPnm(bytes);
    if (picture !== null) return picture;
  } catch (error) {
    if (error instanceof ImageError)
      throw new ImageError(`The picture ${path} can't be used: ${error.message}.`);
    throw error;
  }
  throw new ImageError(`The picture ${path} is not a PNG, PGM or PPM file. Convert it to PNG first.`);
}
