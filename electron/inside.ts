import path from 'node:path';

/** The place of a file inside of a folder; a name that leads out of it is refused. */
export function inside(folder: string, relative: string): string {
  const base = path.resolve(folder);
  const file = path.resolve(base, relative);
  if (path.isAbsolute(relative) || !file.startsWith(base.endsWith(path.sep) ? base : base + path.sep)) {
    throw new Error(`“${relative}” leads out of the chosen folder, and was not written.`);
  }
  return file;
}
