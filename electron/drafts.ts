/** Bytes that the page keeps under names of its own, a file each: work in progress, and the user's blocks. */
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Disk } from '../shared/files/disk';
import { inTurn } from '../shared/files/in-turn';
import { readWhole } from '../shared/files/read-whole';
import { removeLeftovers } from '../shared/files/leftovers';
import { writeWhole } from '../shared/files/write-whole';
import type { Draft } from '../shared/protocol/host';
import { disk as machine } from './disk';

export interface Drafts {
  write(key: string, bytes: Uint8Array): Promise<void>;
  read(): Promise<readonly Draft[]>;
  drop(key: string): Promise<void>;
}

const ENDING = '.draft';

/** Keys become file names: only what can't be anything else. */
function fileOf(folder: string, key: string): string {
  return path.join(folder, `${Buffer.from(key, 'utf8').toString('base64url')}${ENDING}`);
}

function keyOf(name: string): string {
  return Buffer.from(name.slice(0, -ENDING.length), 'base64url').toString('utf8');
}

interface DraftOptions {
  /** What sentences call one that can't be written. */
  readonly called?: string;
  readonly disk?: Disk;
}

export function draftsIn(
  folder: string,
  { called = 'The work in progress', disk = machine }: DraftOptions = {},
): Drafts {
  const turn = inTurn();
  return {
    write: (key, bytes) =>
      turn(key, () => writeWhole(disk, fileOf(folder, key), bytes, { makeFolders: true, called })),
    async read() {
      await removeLeftovers(disk, folder, Date.now());
      const names = await readdir(folder).catch(() => []);
      const drafts = names
        .filter((name) => name.endsWith(ENDING))
        .map(async (name): Promise<Draft> => {
          const file = path.join(folder, name);
          const { mtime } = await stat(file);
          return { key: keyOf(name), savedAt: mtime.toISOString(), bytes: await readWhole(disk, file) };
        });
      // A draft that can't be read must not keep the others back.
      const settled = await Promise.allSettled(drafts);
      return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    },
    drop: (key) => turn(key, () => rm(fileOf(folder, key), { force: true })),
  };
}
