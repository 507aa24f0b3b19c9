/** The app in a plain browser: the File System Access API where there is one, else inputs and downloads. */
import { stepsInside } from '../../shared/protocol/steps-inside';
import { piecesOf } from '../../shared/format/byte-source';
import type { FileSegment } from '../../shared/protocol/file-content';
import type {
  ChangedFile,
  Host,
  OpenedFile,
  RecentFile,
  SavedFile,
  SaveRequest,
} from '../../shared/protocol/host';
import { contentSource } from '../archive/content';
import { backupFrom, backupOf, dropBackup, keepBackup } from './backups';
import { blobOf, partOf } from './blob-of';
import { keepCopy, listCopies, openCopy } from './copies';
import { allRows, deleteRows, putRows } from './database';
import { keyedStore } from './keyed-store';
import { download, pickFile } from './downloads';
import { listenForDroppedFiles } from './dropped-files';
import { folders } from './folders';
import { allowed, fileTypes, isCancelled, pickers, writeWhole } from './file-system-access';
import { versionOf } from './version-of';
import { openEndings } from '../../shared/protocol/open-endings';

const RECENT = 12;

interface HandleRow extends RecentFile {
  readonly file: FileSystemFileHandle;
}

function isHandleRow(row: unknown): row is HandleRow {
  return typeof row === 'object' && row !== null && 'handle' in row && 'file' in row && 'openedAt' in row;
}

function reason(error: unknown): string {
  // Chromium's words say nothing of which file.
  if (error instanceof DOMException && error.name === 'NotReadableError')
    return 'a file that was to go into it can’t be read any more: it was moved, deleted or changed';
  return error instanceof Error ? error.message.replace(/\.?$/, '') : String(error);
}

async function rows(): Promise<HandleRow[]> {
  const all = await allRows('handles', isHandleRow);
  return all.sort((a, b) => b.openedAt.localeCompare(a.openedAt));
}

/** Keeps a handle for later and returns its name; the same file keeps the same one. */
async function remember(file: FileSystemFileHandle): Promise<string> {
  const known = await rows();
  let handle: string | null = null;
  for (const row of known) {
    if (await row.file.isSameEntry(file)) handle = row.handle;
  }
  handle ??= crypto.randomUUID();
  const row: HandleRow = { handle, name: file.name, openedAt: new Date().toISOString(), file };
  await putRows([['handles', row]]);
  for (const old of known.filter((row) => row.handle !== handle).slice(RECENT - 1)) {
    await deleteRows(['handles'], old.handle);
    await dropBackup(old.handle);
  }
  return handle;
}

async function find(handle: string): Promise<HandleRow> {
  const row = (await rows()).find((candidate) => candidate.handle === handle);
  if (row === undefined) throw new Error('The browser no longer knows where that file lies: open it again.');
  return row;
}

/** Not read yet, but known to be there. */
async function readHandle(file: FileSystemFileHandle): Promise<File> {
  try {
    return await file.getFile();
  } catch (error) {
    throw new Error(
      `${file.name} can't be read: it was moved, deleted or locked (${reason(error)}). Check that it is there and that you may read it.`,
      { cause: error },
    );
  }
}

async function open(kind?: 'block'): Promise<OpenedFile | null> {
  const access = pickers();
  if (access === null) {
    const file = await pickFile(
      kind === 'block' ? '.json' : openEndings.map((ending) => `.${ending}`).join(','),
    );
    if (file === null) return null;
    if (kind !== 'block') await keepCopy(file.name, file).catch(() => undefined);
    return { name: file.name, content: file, handle: null };
  }
  try {
    const [file] = await access.showOpenFilePicker({
      types: kind === 'block' ? fileTypes.block : fileTypes.open,
    });
    if (file === undefined) return null;
    const content = await readHandle(file);
    const kept = kind === 'block' ? null : await remember(file).catch(() => null);
    return { name: file.name, content, handle: kept };
  } catch (error) {
    if (isCancelled(error)) return null;
    throw error;
  }
}

function notAllowed(name: string): Error {
  return new Error(`${name} was not saved: the browser was not allowed to write to it. Use Save as.`);
}

async function write(file: FileSystemFileHandle, content: readonly FileSegment[]): Promise<void> {
  if (!(await allowed(file, 'readwrite'))) throw notAllowed(file.name);
  try {
    await writeWhole(file, content);
  } catch (error) {
    throw new Error(`${file.name} could not be written, and is as it was (${reason(error)}). Use Save as.`, {
      cause: error,
    });
  }
}

/** What lies there, to be compared and kept; null where it is gone: it is written anew. */
async function contentOf(file: FileSystemFileHandle): Promise<File | null> {
  return file.getFile().catch(() => null);
}

async function saveBack(request: SaveRequest, handle: string): Promise<SavedFile | ChangedFile> {
  const { file } = await find(handle);
  const { name } = file;
  if (!(await allowed(file, 'readwrite'))) throw notAllowed(name);
  const before = await contentOf(file);
  const { replaces = null } = request;
  if (before !== null && replaces !== null && (await versionOf(before)) !== replaces) {
    return { changed: true, name, changedAt: new Date(before.lastModified).toISOString() };
  }
  // That it can't be kept is no reason not to save.
  if (before !== null) await keepBackup(handle, before).catch(() => undefined);
  await write(file, request.content);
  // It is written, whether or not the list of late files is.
  await remember(file).catch(() => undefined);
  return { name, handle, content: await contentOf(file) };
}

/**
 * The browser empties the file that its dialog is answered with, before the page hears of it; it may be the one whose
 * runs are to be saved. So parts of files are copied first, into blobs, for which the browser has room on the disk. Whole
 * files are those of the archive, which no dialog reaches.
 */
async function copiesOf(content: readonly FileSegment[]): Promise<readonly FileSegment[]> {
  const copies: FileSegment[] = [];
  for (const segment of content) {
    if (segment instanceof Blob && !(segment instanceof File)) {
      for await (const piece of piecesOf(contentSource(segment))) copies.push(new Blob([partOf(piece)]));
    } else copies.push(segment);
  }
  return copies;
}

/** The browser shows its dialogs for a few seconds after a click only; copying may have taken longer. */
const isTooLate = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'SecurityError';

async function saveAsDownload({ suggestedName: name, kind, content }: SaveRequest): Promise<SavedFile> {
  download(name, content);
  // It is given out, whether or not it can be opened again from here.
  if (isReopenable(kind)) await keepCopy(name, blobOf(content)).catch(() => undefined);
  return { name, handle: null, content: null };
}

const isReopenable = (kind: SaveRequest['kind']): boolean => kind === 'document' || kind === 'model';

const save: Host['save'] = async (request) => {
  if (request.handle !== null) return saveBack(request, request.handle);
  const access = pickers();
  if (access === null) return saveAsDownload(request);
  const content = await copiesOf(request.content);
  try {
    const file = await access.showSaveFilePicker({
      suggestedName: request.suggestedName,
      types: fileTypes[request.kind],
    });
    const reopenable = isReopenable(request.kind);
    const old = reopenable ? await contentOf(file) : null;
    // It can't be read any more once the file is written.
    const before = old && (await backupFrom(old).catch(() => null));
    await write(file, content);
    const handle = reopenable ? await remember(file).catch(() => null) : null;
    if (handle !== null && before !== null && before.size > 0) {
      await keepBackup(handle, before).catch(() => undefined);
    }
    return { name: file.name, handle, content: handle === null ? null : await contentOf(file) };
  } catch (error) {
    if (isCancelled(error)) return null;
    if (isTooLate(error)) return saveAsDownload({ ...request, content });
    throw error;
  }
};

async function previous(handle: string): Promise<OpenedFile | null> {
  const { file } = await find(handle);
  const content = await backupOf(handle);
  return content === null ? null : { name: file.name, content, handle: null };
}

const saveFolder: Host['saveFolder'] = async (files) => {
  // All names are judged before anything is written, into an archive as into a folder.
  const ways = files.map(({ path, bytes }) => ({ steps: stepsInside(path), bytes }));
  const access = pickers();
  if (access === null) {
    const name = 'convcanvas-export.zip';
    const { zipSync } = await import('fflate');
    download(name, [zipSync(Object.fromEntries(files.map((file) => [file.path, file.bytes])))]);
    return { name };
  }
  try {
    const folder = await access.showDirectoryPicker({ mode: 'readwrite' });
    for (const { steps, bytes } of ways) {
      let inside = folder;
      for (const step of steps.slice(0, -1)) inside = await inside.getDirectoryHandle(step, { create: true });
      await write(await inside.getFileHandle(steps.at(-1) ?? '', { create: true }), [bytes]);
    }
    return { name: folder.name };
  } catch (error) {
    if (isCancelled(error)) return null;
    throw error;
  }
};

/** Chromium's; TypeScript's library does not know it. */
interface KnowsHandle {
  getAsFileSystemHandle(): Promise<FileSystemHandle | null>;
}
const knowsHandle = (item: DataTransferItem | KnowsHandle): item is KnowsHandle =>
  'getAsFileSystemHandle' in item;

async function handleOfDropped(item: DataTransferItem): Promise<string | null> {
  if (!knowsHandle(item)) return null;
  const handle = await item.getAsFileSystemHandle();
  return handle instanceof FileSystemFileHandle ? remember(handle) : null;
}

export const browserHost: Host = {
  kind: 'browser',
  open,
  async openRecent(handle) {
    const copy = await openCopy(handle);
    if (copy !== null) return copy;
    const { file } = await find(handle);
    if (!(await allowed(file, 'read'))) {
      throw new Error(`${file.name} was not opened: the browser was not allowed to read it.`);
    }
    const content = await readHandle(file);
    await remember(file);
    return { name: file.name, content, handle };
  },
  async recent() {
    const files = (await rows()).map(({ name, handle, openedAt }) => ({ name, handle, openedAt }));
    const all = [...files, ...(await listCopies())];
    return all.sort((a, b) => b.openedAt.localeCompare(a.openedAt)).slice(0, RECENT);
  },
  save,
  saveFolder,
  previous,
  drafts: keyedStore('drafts'),
  blocks: keyedStore('blocks'),
  setTitle(title, edited) {
    document.title = edited ? `• ${title}` : title;
  },
  onMenuCommand: () => () => undefined,
  onOpenFile: (listener, failed = () => undefined) =>
    listenForDroppedFiles(listener, failed, handleOfDropped),
  ...folders,
};
