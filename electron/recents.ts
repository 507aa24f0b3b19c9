/** The files of late, the last first. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Disk } from '../node/files/disk';
import { inTurn } from '../node/files/in-turn';
import { writeWhole } from '../node/files/write-whole';
import { disk as machine } from '../node/disk';

interface RecentPath {
  readonly path: string;
  readonly openedAt: string;
  /** By which the page knew it. */
  readonly handle?: string;
}

const MOST_RECENT = 12;

export interface Recents {
  list(): Promise<readonly RecentPath[]>;
  add(path: string, openedAt: string, handle: string): Promise<void>;
}

export function recentsIn(file: string, disk: Disk = machine): Recents {
  const turn = inTurn();
  const list = (): Promise<readonly RecentPath[]> => readFile(file, 'utf8').then(parseRecents, () => []);
  return {
    list,
    add: (opened, openedAt, handle) =>
      turn(file, async () => {
        const others = (await list()).filter((entry) => entry.path !== opened);
        const entries = [{ path: opened, openedAt, handle }, ...others].slice(0, MOST_RECENT);
        const text = JSON.stringify(entries, null, 2);
        await writeWhole(disk, file, new TextEncoder().encode(`${text}\n`), { makeFolders: true });
      }),
  };
}

/** Whatever the file says: what is no entry of ours is left out. */
export function parseRecents(text: string): readonly RecentPath[] {
  try {
    const saved: unknown = JSON.parse(text);
    return Array.isArray(saved) ? saved.filter(isRecentPath).slice(0, MOST_RECENT) : [];
  } catch {
    return [];
  }
}

function isRecentPath(value: unknown): value is RecentPath {
  if (typeof value !== 'object' || value === null) return false;
  const { path: name, openedAt, handle } = value as Partial<Record<string, unknown>>;
  return (
    typeof name === 'string' &&
    path.isAbsolute(name) &&
    typeof openedAt === 'string' &&
    (handle === undefined || typeof handle === 'string')
  );
}
