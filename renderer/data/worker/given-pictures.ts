/** Pictures that a person gives a trained network, outside of any set. */
import { drawnPicture, preparePicture } from '../../../shared/data/prepare-picture';
import type { DecodePicture } from '../../../shared/data/source';
import type { PrepareGiven } from '../../../shared/protocol/data-worker';
import { readContent } from './read-content';

/** Bytes: as many as the command line reads of a picture. */
const LARGEST_FILE = 128 * 1024 ** 2;

/** Files are decoded by `decode`, as those of sets are. */
export function givenPictures(decode: DecodePicture): PrepareGiven {
  return async (given, preprocessing) => {
    if (given.kind === 'drawn') return preparePicture(drawnPicture(given), preprocessing);
    const bytes = await readContent(given.name, given.content, LARGEST_FILE, 'it was chosen');
    return preparePicture(await decode(given.name, bytes), preprocessing);
  };
}
