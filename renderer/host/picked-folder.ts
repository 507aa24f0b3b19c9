import type { PickedFile, PickedFolder } from '../../shared/protocol/host';

/** What macOS and Windows put into folders without being asked; they compare names without regard to case. */
const litter: ReadonlySet<string> = new Set(['__macosx', 'thumbs.db', 'desktop.ini']);

/** Whether people who look into the folder don't see it: a name of its path begins with a dot, or is litter. */
export const isHidden = (path: string): boolean => path.split('/').some(isHiddenName);

export const isHiddenName = (name: string): boolean => name.startsWith('.') || litter.has(name.toLowerCase());

/**
 * A folder of files in any order: what is hidden is left out, and the rest is sorted by code units, as Keras sorts what it
 * finds in a folder (`sorted` of Python compares code points, which differs only beyond U+FFFF).
 */
export function pickedFolder(name: string, files: readonly PickedFile[]): PickedFolder {
  const seen = files.filter(({ path }) => !isHidden(path));
  return { name, files: seen.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)) };
}
