/** The pictures that a command is given: files as they are named, and of a folder all that lie in it. */
import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { isOfPictures } from '../shared/data/picture-paths';
import { UsageError } from './usage-error';

/** Throws `UsageError` where a folder has none. */
export async function findPictures(given: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    given.map(async (each) => {
      if (!statSync(each, { throwIfNoEntry: false })?.isDirectory()) return [each];
      const entries = await readdir(each, { recursive: true, withFileTypes: true });
      const pictures = entries
        .filter((entry) => entry.isFile() && isOfPictures(entry.name))
        .map((entry) => path.join(entry.parentPath, entry.name))
        .sort();
      if (pictures.length === 0) throw new UsageError(`There is no picture in the folder ${each}.`);
      return pictures;
    }),
  );
  return found.flat();
}
