/**
 * Files are written whole or not at all: a temporary file beside it, flush, rename, flush of the folder. Whenever it
 * is cut off, by an error, a crash or a power cut, the old file is there or the new one.
 */
import { codeOf, type Disk, type FileFacts } from './disk';
import { unconfirmed, whatIsNoFile, writeProblem } from './file-problems';

/** A file that can't be written. The message is a sentence. */
export class WriteError extends Error {
  override readonly name = 'WriteError';
}

export interface WriteOptions {
  /** Makes the folders that lead to it. Left out, a folder that is gone is an error, as of a drive that was unplugged. */
  readonly makeFolders?: boolean;
  /** Told of the file before it is replaced. Its failures are its own matter. */
  readonly keepPrevious?: (file: string) => Promise<void>;
  /** What sentences call it, where its name says nothing to the user. */
  readonly called?: string;
}

interface FileToWrite {
  readonly file: string;
  readonly bytes: Uint8Array | AsyncIterable<Uint8Array>;
}

interface Staged {
  readonly file: string;
  /** In sentences. */
  readonly name: string;
  /** Where links lead, so that a link stays one. */
  readonly target: string;
  readonly temporary: string;
  readonly replaces: boolean;
}

/** Throws `WriteError`. */
export function writeWhole(
  disk: Disk,
  file: string,
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
  options: WriteOptions = {},
): Promise<void> {
  return writeAllWhole(disk, [{ file, bytes }], options);
}

/** All of them lie beside their places before the first is put there, so that a full disk changes nothing. */
export async function writeAllWhole(
  disk: Disk,
  files: readonly FileToWrite[],
  options: WriteOptions = {},
): Promise<void> {
  const folders: string[] = [];
  const staged: Staged[] = [];
  const placed: Staged[] = [];
  try {
    for (const each of files) {
      if (options.makeFolders === true) await makeFolderOf(disk, each.file, options.called, folders);
      staged.push(await stage(disk, each, options.called));
    }
    for (const each of staged) {
      if (each.replaces) await options.keepPrevious?.(each.file).catch(() => undefined);
      await putInPlace(disk, each);
      placed.push(each);
    }
  } catch (error) {
    for (const { temporary } of staged) await disk.rm(temporary, { force: true }).catch(() => undefined);
    // What was replaced is gone; what is new would be a part of a whole that is not there.
    for (const { target, replaces } of placed) {
      if (!replaces) await disk.rm(target, { force: true }).catch(() => undefined);
    }
    // Those that hold something else meanwhile stay.
    for (const folder of folders.reverse()) await disk.rmdir(folder).catch(() => undefined);
    throw error;
  }
  await flushFolders(disk, staged);
}

/** Does all of a write but the last step, with a few bytes, and undoes it. Throws the `WriteError` of that write. */
export async function tryWriting(disk: Disk, file: string, called?: string): Promise<void> {
  const { temporary, name, replaces } = await stage(disk, { file, bytes: new Uint8Array(4096) }, called);
  try {
    await disk.rm(temporary, { force: true });
  } catch (error) {
    throw failure(name, error, replaces);
  }
}

/** Adds to `made`, the outermost first, what was not there before. */
async function makeFolderOf(
  disk: Disk,
  file: string,
  called: string | undefined,
  made: string[],
): Promise<void> {
  const folder = disk.path.dirname(file);
  made.push(...(await missingFolders(disk, folder)));
  try {
    await disk.mkdir(folder, { recursive: true });
  } catch (error) {
    throw failure(called ?? disk.path.basename(file), error, false);
  }
}

async function missingFolders(disk: Disk, folder: string): Promise<readonly string[]> {
  const above = disk.path.dirname(folder);
  if (above === folder || (await exists(disk.lstat(folder)))) return [];
  return [...(await missingFolders(disk, above)), folder];
}

async function flushFolders(disk: Disk, staged: readonly Staged[]): Promise<void> {
  const folders = new Map(staged.map((each) => [disk.path.dirname(each.target), each]));
  for (const [folder, { name }] of folders) await flushFolder(disk, folder, name);
}

async function stage(disk: Disk, { file, bytes }: FileToWrite, called?: string): Promise<Staged> {
  const name = called ?? disk.path.basename(file);
  let temporary: string | null = null;
  let old: FileFacts | null = null;
  try {
    const target = await targetOf(disk, file);
    old = await factsOf(disk, target);
    if (old !== null) refuseToReplace(old);
    const path = disk.path.join(disk.path.dirname(target), temporaryName());
    const handle = await disk.open(path, 'wx');
    temporary = path;
    try {
      if (old !== null) {
        await handle.chmod(old.mode & 0o7777);
        // A file that a group shares stays theirs; who may not give files away keeps them.
        await handle.chown(old.uid, old.gid).catch(() => undefined);
      }
      // On an open file each goes on where the one before has ended.
      if (bytes instanceof Uint8Array) await handle.writeFile(bytes);
      else for await (const piece of bytes) await handle.writeFile(piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return { file, name, target, temporary, replaces: old !== null };
  } catch (error) {
    if (temporary !== null) await disk.rm(temporary, { force: true }).catch(() => undefined);
    throw failure(name, error, old?.isFile() === true);
  }
}

/** A scanner of viruses may hold a file for a moment (Windows). */
const PATIENCE = [20, 100, 400];

async function putInPlace(disk: Disk, { name, temporary, target, replaces }: Staged): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await disk.rename(temporary, target);
      return;
    } catch (error) {
      const wait = PATIENCE[attempt];
      if (wait === undefined || !['EBUSY', 'EPERM', 'EACCES'].includes(codeOf(error) ?? '')) {
        throw failure(name, error, replaces);
      }
      await disk.pause(wait);
    }
  }
}

/** Systems on which a folder can't be opened or flushed (Windows, some network drives) do so unasked. */
const NO_FLUSH = ['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'ENOSYS', 'EBADF'];

async function flushFolder(disk: Disk, folder: string, name: string): Promise<void> {
  try {
    const handle = await disk.open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = codeOf(error);
    if (code !== null && NO_FLUSH.includes(code)) return;
    throw new WriteError(unconfirmed(name, code), { cause: error });
  }
}

/** Throws where a link leads nowhere: what it stands for may come back with its drive. */
async function targetOf(disk: Disk, file: string): Promise<string> {
  try {
    return await disk.realpath(file);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    const facts = await disk.lstat(file).catch(() => null);
    if (facts === null) return file;
    throw facts.isSymbolicLink() ? systemError('dangling') : error;
  }
}

async function factsOf(disk: Disk, file: string): Promise<FileFacts | null> {
  try {
    return await disk.stat(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function exists(asked: Promise<unknown>): Promise<boolean> {
  return asked.then(
    () => true,
    () => false,
  );
}

/** Rename would replace a device or a read-only file without a word. */
function refuseToReplace(old: FileFacts): void {
  const other = whatIsNoFile(old);
  if (other !== null) throw systemError(other);
  if ((old.mode & 0o222) === 0) throw systemError('EACCES');
}

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

function failure(name: string, error: unknown, before: boolean): WriteError {
  return new WriteError(writeProblem(name, codeOf(error), before), { cause: error });
}

/** Short, so that it fits wherever the file's own name does. */
function temporaryName(): string {
  const random = Array.from({ length: 12 }, () => Math.floor(Math.random() * 36).toString(36)).join('');
  return `.convcanvas-${random}.tmp`;
}

/** What a crash left of `temporaryName`. */
export const isTemporaryName = (name: string): boolean => /^\.convcanvas-[0-9a-z]{12}\.tmp$/.test(name);
