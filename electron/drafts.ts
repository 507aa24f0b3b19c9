/** Bytes that the page keeps under names of its own, a file each: work in progress, and the user's blocks. */
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { codeOf, type Disk } from '../node/files/disk';
import { readProblem, removalProblem } from '../node/files/file-problems';
import { inTurn } from '../node/files/in-turn';
import { removeLeftovers } from '../node/files/leftovers';
import { writeWhole } from '../node/files/write-whole';
import type { KeyedStore, StoredRow } from '../shared/protocol/host';
import { disk as machine } from '../node/disk';

const ENDING = '.draft';

/** Keys become file names: only what can't be anything else. */
function fileOf(folder: string, key: string): string {
  return path.join(folder, `${Buffer.from(key, 'utf8').toString('base64url')}${ENDING}`);
}

function keyOf(name: string): string {
  return Buffer.from(name.slice(0, -ENDING.length), 'base64url').toString('utf8');
}

interface DraftOptions {
  /** What sentences call one that can't be written or read. */
  readonly called?: string;
  readonly disk?: Disk;
}

export function draftsIn(
  folder: string,
  { called = 'The work in progress', disk = machine }: DraftOptions = {},
): KeyedStore {
  const turn = inTurn();
  return {
    write: (key, bytes) =>
      turn(key, () => writeWhole(disk, fileOf(folder, key), bytes, { makeFolders: true, called })),
    async list(prefix) {
      await removeLeftovers(disk, folder, Date.now());
      const names = await readdir(folder).catch(() => []);
      const rows = names
        .filter((name) => name.endsWith(ENDING) && keyOf(name).startsWith(prefix))
        .map(async (name): Promise<StoredRow> => {
          const { mtime, size } = await stat(path.join(folder, name));
          return { key: keyOf(name), size, savedAt: mtime.toISOString() };
        });
      // One that is gone meanwhile must not keep the others back.
      const settled = await Promise.allSettled(rows);
      return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    },
    async read(key) {
      try {
        return new Uint8Array(await readFile(fileOf(folder, key)));
      } catch (error) {
        const code = codeOf(error);
        if (code === 'ENOENT') return null;
        throw new Error(readProblem(called, code), { cause: error });
      }
    },
    drop: (key) =>
      turn(key, async () => {
        try {
          await rm(fileOf(folder, key), { force: true });
        } catch (error) {
          // The system's own sentence would name the folder.
          throw new Error(removalProblem(called, codeOf(error)), { cause: error });
        }
      }),
  };
}
