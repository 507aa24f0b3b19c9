/** A chosen folder may come from somebody else, and hold links that lead out of it. */
import type { Disk } from './disk';

/**
 * Throws a sentence where a link takes one of the files out of the folder. `names` lie in it by name already, and are
 * relative to it.
 */
export async function refuseWaysOut(disk: Disk, folder: string, names: readonly string[]): Promise<void> {
  const inside = disk.path.join(await realPlace(disk, folder), 'x').slice(0, -1);
  for (const name of names) {
    const place = await realPlace(disk, disk.path.join(folder, name));
    if (!place.startsWith(inside))
      throw new Error(`“${name}” leads out of the chosen folder by a link, so nothing was written there.`);
  }
}

/** Of a file or folder that isn't there yet: where what leads to it lies, and its name there. */
async function realPlace(disk: Disk, place: string): Promise<string> {
  try {
    return await disk.realpath(place);
  } catch (error) {
    const parent = disk.path.dirname(place);
    if (parent === place) throw error;
    return disk.path.join(await realPlace(disk, parent), disk.path.basename(place));
  }
}
