/** Pictures for `predict`: PNG, PGM and PPM. */
import { ImageError } from './image-error';
import { looksLikePng, readPng, type DecodedPicture } from './png';
import { readPnm } from './pnm';
import { ReadError, readFileUpTo } from './read-file';

/** Bytes: more than the largest picture that is read takes, even where it could not be made smaller. */
const LARGEST_FILE = 128 * 1024 ** 2;

/** Throws a sentence that names the file. */
export async function readImage(path: string): Promise<DecodedPicture> {
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
