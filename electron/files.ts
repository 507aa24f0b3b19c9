/** Files are read with a limit, and written whole or not at all. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Draft } from '../shared/protocol/host';

/** Larger ones are no models of ours, and would not fit into the page's memory. */
const LARGEST = 2 ** 31;

function reason(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}

/** Rejects with a sentence. */
export async function readWhole(file: string): Promise<Uint8Array> {
  const name = path.basename(file);
  try {
    const { size } = await stat(file);
    if (size <= LARGEST) return new Uint8Array(await readFile(file));
  } catch (error) {
    throw new Error(
      `${name} can't be read (${reason(error)}). Check that it is still there and that you may read it.`,
      {
        cause: error,
      },
    );
  }
  throw new Error(`${name} is larger than 2 GB, and is no file of ConvCanvas.`);
}

/** Temporary file beside it, flush, rename: a crash leaves the old file or the new one. Rejects with a sentence. */
export async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new Error(
      `${path.basename(file)} could not be written, and is as it was (${reason(error)}). Check that there is room and that you may write there, or use Save as.`,
      { cause: error },
    );
  }
}

/** The place of a file inside of a folder; a name that leads out of it is refused. */
export function inside(folder: string, relative: string): string {
  const base = path.resolve(folder);
  const file = path.resolve(base, relative);
  if (path.isAbsolute(relative) || !file.startsWith(base + path.sep)) {
    throw new Error(`“${relative}” leads out of the chosen folder, and was not written.`);
  }
  return file;
}

/** Keys become file names: only what can't be anything else. */
function draftFile(folder: string, key: string): string {
  return path.join(folder, `${Buffer.from(key, 'utf8').toString('base64url')}.draft`);
}

export interface Drafts {
  write(key: string, bytes: Uint8Array): Promise<void>;
  read(): Promise<readonly Draft[]>;
  drop(key: string): Promise<void>;
}

/** Work in progress, a file each. */
export function draftsIn(folder: string): Drafts {
  return {
    write: (key, bytes) => writeWhole(draftFile(folder, key), bytes),
    async read() {
      const names = await readdir(folder).catch(() => []);
      const drafts = names
        .filter((name) => name.endsWith('.draft'))
        .map(async (name): Promise<Draft> => {
          const file = path.join(folder, name);
          const key = Buffer.from(name.replace(/\.draft$/, ''), 'base64url').toString('utf8');
          const { mtime } = await stat(file);
          return { key, savedAt: mtime.toISOString(), bytes: await readWhole(file) };
        });
      // A draft that can't be read must not keep the others back.
      const settled = await Promise.allSettled(drafts);
      return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    },
    drop: (key) => rm(draftFile(folder, key), { force: true }),
  };
}

interface RecentPath {
  readonly path: string;
  readonly openedAt: string;
}

const MOST_RECENT = 12;

export interface Recents {
  list(): Promise<readonly RecentPath[]>;
  add(path: string, openedAt: string): Promise<void>;
}

/** The files of late, the last first. */
export function recentsIn(file: string): Recents {
  const list = async (): Promise<readonly RecentPath[]> => {
    try {
      const saved: unknown = JSON.parse(await readFile(file, 'utf8'));
      return Array.isArray(saved) ? saved.filter(isRecentPath) : [];
    } catch {
      return [];
    }
  };
  return {
    list,
    async add(opened, openedAt) {
      const others = (await list()).filter((entry) => entry.path !== opened);
      const text = JSON.stringify([{ path: opened, openedAt }, ...others].slice(0, MOST_RECENT), null, 2);
      await writeWhole(file, new TextEncoder().encode(`${text}\n`));
    },
  };
}

function isRecentPath(value: unknown): value is RecentPath {
  if (typeof value !== 'object' || value === null) return false;
  const { path: name, openedAt } = value as Partial<Record<string, unknown>>;
  return typeof name === 'string' && path.isAbsolute(name) && typeof openedAt === 'string';
}
