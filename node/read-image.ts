/** Pictures for `predict`: JPEG, PNG, WebP, GIF and BMP as data sets read them, and PGM and PPM. */
import { DataError } from '../shared/data/data-error';
import { pictureDecoder } from '../shared/data/files/decode';
import { formatOf } from '../shared/data/files/sniff';
import { unreadable } from '../shared/data/files/unreadable';
import type { Picture } from '../shared/data/picture';
import { decodePixels } from './decode-pixels';
import { readPnm } from './pnm';
import { ReadError, readFileUpTo } from './read-file';

/** Bytes: more than the largest picture that is read takes, even where it could not be made smaller. */
const LARGEST_FILE = 128 * 1024 ** 2;

const decode = pictureDecoder(decodePixels);

/** One channel for grey and three for colour, as bytes, turned as the file asks. Throws `DataError`, which names the file. */
export async function readImage(path: string): Promise<Picture> {
  const bytes = await readFileUpTo(path, LARGEST_FILE).catch((error: unknown) => {
    throw error instanceof ReadError ? new DataError(error.message) : error;
  });
  const portable = readPnm(path, bytes);
  if (portable !== null) return portable;
  if (bytes.length > 0 && formatOf(bytes) === null)
    throw unreadable(
      path,
      'it is not a JPEG, PNG, WebP, GIF, BMP, PGM or PPM file',
      'Save it as PNG or JPEG first.',
    );
  return decode(path, bytes);
}
