/**
 * The archive in the browser's own stores, on both hosts: files in the origin-private file system, rows in IndexedDB.
 * Files are written in a worker, which alone may do so without a copy.
 */
import { crc32 } from '../../shared/format/crc32';
import { FormatError } from '../../shared/format/format-error';
import { filesOf, type KeptFile } from '../../shared/model/kept-run';
import { GONE, type RunArchive } from './run-archive';
import { deleteRow, getRow, keysFrom, putRow } from './rows';

const FOLDER = 'runs';
/** What is younger may belong to a run whose row is about to be put, in milliseconds. */
const YOUNG = 60 * 60 * 1000;

async function folder(): Promise<FileSystemDirectoryHandle> {
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(FOLDER, { create: true });
  } catch (error) {
    throw new Error(
      `The place where runs are kept can't be used (${reason(error)}): save the model to a file when it is trained.`,
      { cause: error },
    );
  }
}

const reason = (error: unknown): string =>
  error instanceof Error ? error.message.replace(/\.?$/, '') : String(error);

function writeError(error: unknown): Error {
  return error instanceof DOMException && error.name === 'QuotaExceededError'
    ? new Error('There is no room left to keep the run: free some on the disk, or save it to a file.')
    : new Error(`The run could not be kept (${reason(error)}).`, { cause: error });
}

export function browserArchive(): RunArchive {
  const discard = async (files: readonly KeptFile[]): Promise<void> => {
    const place = await folder();
    // One that is gone already, or held open by another window, is left to the next sweep.
    for (const { file } of files) await place.removeEntry(file).catch(() => undefined);
  };
  return {
    keys: keysFrom,
    get: getRow,
    put: putRow,
    drop: deleteRow,
    discard,
    async write(pieces) {
      const place = await folder();
      const file = crypto.randomUUID();
      let handle: FileSystemSyncAccessHandle | null = null;
      try {
        handle = await (await place.getFileHandle(file, { create: true })).createSyncAccessHandle();
        let size = 0;
        let crc = 0;
        for await (const piece of pieces) {
          const written = handle.write(piece, { at: size });
          if (written !== piece.length) throw new DOMException('The disk is full.', 'QuotaExceededError');
          size += piece.length;
          crc = crc32(piece, crc);
        }
        handle.flush();
        return { file, size, crc };
      } catch (error) {
        handle?.close();
        handle = null;
        await place.removeEntry(file).catch(() => undefined);
        throw writeError(error);
      } finally {
        handle?.close();
      }
    },
    async open({ file, size }) {
      const found = await (
        await folder()
      )
        .getFileHandle(file)
        .then((handle) => handle.getFile())
        .catch((error: unknown) => {
          if (error instanceof DOMException && error.name === 'NotFoundError') return null;
          throw new Error(`A part of the run can’t be read (${reason(error)}).`, { cause: error });
        });
      if (found?.size !== size) throw new FormatError(GONE);
      return found;
    },
    async sweep() {
      const place = await folder();
      const named = new Set<string>();
      for (const key of await keysFrom('')) {
        const run = await getRow(key);
        for (const { file } of run === null ? [] : filesOf(run)) named.add(file);
      }
      for await (const entry of place.values()) {
        if (entry.kind !== 'file' || named.has(entry.name)) continue;
        // Another window may have swept it away meanwhile, or holds it.
        const file = await entry.getFile().catch(() => null);
        if (file !== null && Date.now() - file.lastModified > YOUNG)
          await place.removeEntry(entry.name).catch(() => undefined);
      }
    },
  };
}
