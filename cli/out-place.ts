/**
 * Where a model goes that took long to train: tried before the first step, and when it fails at the end all the same, or
 * another program has written there meanwhile, the model lies in another place.
 */
import { lstat, statfs, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { codeOf, type Disk } from '../node/files/disk';
import { writeProblem } from '../node/files/file-problems';
import { inTurn } from '../node/files/in-turn';
import { removeLeftovers } from '../node/files/leftovers';
import { tryWriting, WriteError, writeWhole } from '../node/files/write-whole';
import { disk as machine } from '../node/disk';

/** Where the model lies, and why not where it should. */
export interface Saved {
  readonly file: string;
  readonly problem: string | null;
}

export interface OutPlace {
  /** Writes the model, elsewhere if need be. Throws `WriteError` where no place takes it. */
  save(bytes: Uint8Array): Promise<Saved>;
  /** Writes it there only where nothing is replaced. */
  saveBeside(bytes: Uint8Array): Promise<Saved>;
}

/**
 * Does what writing there would do, and undoes it. `least`: bytes that the model will have at least. Throws
 * `WriteError`, whose sentence says what is in the way.
 */
export async function tryPlace(out: string, least: number, disk = machine): Promise<void> {
  const folder = path.dirname(out);
  await removeLeftovers(disk, folder, Date.now());
  await tryWriting(disk, out, out);
  const free = await freeBytes(folder);
  if (free !== null && free < least) throw new WriteError(writeProblem(out, 'ENOSPC', false));
}

/** Null where the system doesn't say, as some network drives. */
async function freeBytes(folder: string): Promise<number | null> {
  const facts = await statfs(folder).catch(() => null);
  return facts === null || facts.blocks === 0 ? null : facts.bavail * facts.bsize;
}

export function openPlace(out: string, disk = machine): OutPlace {
  const turn = inTurn();
  /** What lies there as far as this training knows. */
  let known = fileState(out, disk);
  /** Where an earlier call had to put it: the next one replaces that. */
  let elsewhere: string | null = null;

  async function saveBeside(bytes: Uint8Array, problem: string): Promise<Saved> {
    const places = elsewhere === null ? [] : [elsewhere];
    for (const folder of otherFolders(out)) {
      const free = await freeName(folder, out);
      if (free !== null) places.push(free);
    }
    for (const file of places) {
      try {
        await writeWhole(disk, file, bytes, { called: file });
        elsewhere = file;
        return { file, problem };
      } catch (error) {
        if (!(error instanceof WriteError)) throw error;
      }
    }
    throw new WriteError(`${problem} No other place took it either, so that the model is lost.`);
  }

  async function save(bytes: Uint8Array): Promise<Saved> {
    const now = await fileState(out, disk);
    if (now !== null && now !== (await known)) {
      return saveBeside(bytes, `${out} was written by another program meanwhile, and stays as it is.`);
    }
    try {
      await writeWhole(disk, out, bytes, { called: out });
      known = fileState(out, disk);
      await known;
    } catch (error) {
      if (!(error instanceof WriteError)) throw error;
      return saveBeside(bytes, error.message);
    }
    await removeLeftovers(disk, path.dirname(out), Date.now());
    if (elsewhere !== null) await rm(elsewhere, { force: true }).catch(() => undefined);
    return { file: out, problem: null };
  }

  return {
    save: (bytes) => turn('', () => save(bytes)),
    saveBeside: (bytes) =>
      turn('', async () =>
        (await isThere(out))
          ? saveBeside(bytes, `${out} was there before, and stays as it is.`)
          : save(bytes),
      ),
  };
}

/** Differs after every write; null where no file lies there. */
async function fileState(file: string, disk: Disk): Promise<string | null> {
  const facts = await disk.stat(file).catch(() => null);
  return facts?.isFile() === true ? `${facts.size} ${facts.mtimeMs}` : null;
}

/** Its own, where the program was started, the user's, the one for temporary files. */
function otherFolders(out: string): ReadonlySet<string> {
  return new Set([path.dirname(path.resolve(out)), process.cwd(), homedir(), tmpdir()]);
}

/** Null where a hundred names are taken. */
async function freeName(folder: string, out: string): Promise<string | null> {
  const { name, ext } = path.parse(out);
  for (let count = 2; count <= 100; count += 1) {
    const file = path.join(folder, `${name.slice(0, 50)}-${count}${ext.slice(0, 20)}`);
    if (!(await isThere(file))) return file;
  }
  return null;
}

function isThere(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    (error: unknown) => codeOf(error) !== 'ENOENT',
  );
}
