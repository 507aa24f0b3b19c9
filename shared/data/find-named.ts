/** Which pictures of a folder a table means by their names. */
import { isOfPictures } from './picture-paths';

/** A name that fits more than one picture. */
export const several = Symbol('several pictures');

/** For each name its picture's path; null where the folder has none that is called so. */
export type FindNamed = (names: readonly string[]) => readonly (string | null | typeof several)[];

/**
 * Tables name a picture by its path in the folder or from where the table lies, by its last folders and name, or by its name
 * alone, with or without the ending, and some with backslashes. A name that fits more than one picture means none of them,
 * unless it is the whole path of one. Where no name fits, folders that all names begin with are left out, as tables were
 * written elsewhere (`/home/me/photos/1.jpg`). Letters with accents are equal however they are composed: macOS takes them
 * apart.
 */
export function findNamed(paths: readonly string[], table: string): FindNamed {
  const whole = new Map<string, string>();
  const endings = new Map<string, string | typeof several>();
  const put = (ending: string, path: string): void => {
    const known = endings.get(ending);
    endings.set(ending, known === undefined || known === path ? path : several);
  };
  for (const path of paths.filter((each) => isOfPictures(each))) {
    const name = plainName(path);
    whole.set(name, path);
    const parts = name.split('/');
    parts.forEach((_, from) => {
      const ending = parts.slice(from).join('/');
      put(ending, path);
      put(ending.replace(/\.[^./]+$/, ''), path);
    });
  }
  const beside = plainName(table.slice(0, table.lastIndexOf('/') + 1));
  const find = (name: string): string | null | typeof several =>
    whole.get(beside + name) ?? whole.get(name) ?? endings.get(name) ?? null;

  return (names) => {
    const plain = names.map(plainName);
    for (let without = 0; without <= commonFolders(plain); without += 1) {
      const found = plain.map((name) => find(name.split('/').slice(without).join('/')));
      if (found.some((path) => path !== null)) return found;
    }
    return names.map(() => null);
  };
}

/** How many folders all names begin with; the first may be a heading. */
function commonFolders(names: readonly string[]): number {
  const [first = [], ...others] = names.slice(names.length > 1 ? 1 : 0).map((name) => name.split('/'));
  const most = Math.min(first.length, ...others.map((parts) => parts.length)) - 1;
  let common = 0;
  while (common < most && others.every((parts) => parts[common] === first[common])) common += 1;
  return common;
}

const plainName = (name: string): string =>
  name
    .normalize('NFC')
    .replaceAll('\\', '/')
    .replace(/^(\.?\/)+/, '');
