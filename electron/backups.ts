/**
 * The version before the last save, of every file that was saved. They lie in the app's own folder and not beside the
 * files, which people share and look at.
 */
import { createHash } from 'node:crypto';
import { copyFile, link, mkdir, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

export interface Backups {
  /** Keeps what the file holds now. */
  readonly keep: (file: string) => Promise<void>;
  /** Where it lies; null where there is none. */
  readonly find: (file: string) => Promise<string | null>;
}

const MOST = 30;
/** Bytes that they take together, at most. */
const LARGEST = 2 ** 30;

export function backupsIn(folder: string): Backups {
  const placeOf = (file: string): string =>
    path.join(
      folder,
      `${createHash('sha256').update(path.resolve(file)).digest('hex').slice(0, 32)}.previous`,
    );
  return {
    async keep(file) {
      const place = placeOf(file);
      const coming = `${place}.new`;
      await mkdir(folder, { recursive: true });
      await rm(coming, { force: true });
      // A link costs nothing, and what it leads to stays as it is: saving puts another file in its place.
      const real = await realpath(file);
      await link(real, coming).catch(() => copyFile(real, coming));
      await rename(coming, place);
      await dropOldest(folder, place);
    },
    async find(file) {
      const place = placeOf(file);
      return stat(place).then(
        () => place,
        () => null,
      );
    },
  };
}

async function dropOldest(folder: string, newest: string): Promise<void> {
  const names = (await readdir(folder)).map((name) => path.join(folder, name));
  const facts = await Promise.all(names.map(async (file) => ({ file, ...(await ageOf(file)) })));
  facts.sort((a, b) => b.keptAt - a.keptAt);
  let [count, bytes] = [0, 0];
  for (const { file, size } of facts) {
    count += 1;
    bytes += size;
    if (file !== newest && (count > MOST || bytes > LARGEST)) await rm(file, { force: true });
  }
}

/** When it was put there: renaming and linking change it, and writing before that does not matter. */
async function ageOf(file: string): Promise<{ readonly keptAt: number; readonly size: number }> {
  const { ctimeMs, size } = await stat(file);
  return { keptAt: ctimeMs, size };
}
