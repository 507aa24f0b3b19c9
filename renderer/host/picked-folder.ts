import { byCodeUnits, isHidden } from '../../shared/data/picture-paths';
import type { PickedFile, PickedFolder } from '../../shared/protocol/host';

/**
 * A folder of files in any order: what is hidden is left out, and the rest is sorted by code units, as Keras sorts what it
 * finds in a folder (`sorted` of Python compares code points, which differs only beyond U+FFFF).
 */
export function pickedFolder(name: string, files: readonly PickedFile[]): PickedFolder {
  const seen = files.filter(({ path }) => !isHidden(path));
  return { name, files: seen.sort((a, b) => byCodeUnits(a.path, b.path)) };
}
