/** A chosen folder may come from somebody else, and hold links that lead out of it. */
import path from 'node:path';
import type { Disk } from '../shared/files/disk';

/**
 * Throws a sentence where a link takes one of the files out of the folder. `names` lie in it by name already, and are
 * relative to it.
 */
export async function refuseWaysOut(disk: Disk, folder: string, names: readonly string[]): Promise<void> {
  const home = await realPlace(disk, folder);
  for (const name of names) {
    const way = path.relative(home, await realPlace(disk, path.join(folder, name)));
    if (way === '..' || way.startsWith(`..${path.sep}`) || path.isAbsolute(way))
      throw new Error(`“${name}” leads out of the chosen folder by a link, so nothing was written there.`);
  }
}

/** Of a file or folder that isn't there yet: where what leads to it lies. */
async function realPlace(disk: Disk, place: string): Promise<string> {
  try {
    return await disk.realpath(place);
  } catch (error) {
    const parent = path.dirname(place);
    if (parent === place) throw error;
    return realPlace(disk, parent);
  }
}
