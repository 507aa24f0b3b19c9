/** The host's calls, as the main process answers them. Knows no Electron: its dialogs are handed in. */
import path from 'node:path';
import type {
  ChangedFile,
  KeyedStore,
  OpenedFile,
  RecentFile,
  SavedFile,
  SaveRequest,
} from '../shared/protocol/host';
import type { Disk } from '../node/files/disk';
import { inTurn } from '../node/files/in-turn';
import { stepsInside } from '../shared/protocol/steps-inside';
import { writeAllWhole, writeWhole } from '../node/files/write-whole';
import type { Backups } from './backups';
import { changedSince } from './changed-since';
import { disk as machine } from '../node/disk';
import { removeLeftovers } from '../node/files/leftovers';
import type { Handlers } from './ipc';
import type { OpenedFiles } from './opened-files';
import type { AllowedPaths } from './paths';
import { refuseWaysOut } from '../node/files/refuse-ways-out';
import type { Recents } from './recents';
import type { Saves } from './saves';
import type { ShellMessage } from './shell-handlers';
import { openEndings } from '../shared/protocol/open-endings';

export interface FileType {
  readonly name: string;
  readonly extensions: readonly string[];
}

/** Each answers null when the user cancels. */
export interface Dialogs {
  open(types: readonly FileType[]): Promise<string | null>;
  save(suggestedName: string, types: readonly FileType[]): Promise<string | null>;
  folder(): Promise<string | null>;
}

/** Where a file that is being saved goes, and whether it can be opened again. */
export interface BeingSaved {
  readonly file: string;
  readonly reopenable: boolean;
}

export interface HostParts {
  readonly dialogs: Dialogs;
  readonly paths: AllowedPaths;
  readonly drafts: KeyedStore;
  /** The user's own blocks. */
  readonly blocks: KeyedStore;
  readonly backups: Backups;
  readonly recents: Recents;
  /** What pages may read. */
  readonly opened: OpenedFiles;
  /** What the window is saving; who knows that its page is gone cancels them. */
  readonly saves: Saves<BeingSaved>;
  readonly setTitle: (title: string, edited: boolean) => void;
  /** ISO 8601. */
  readonly today: () => string;
  /** The machine's own, where it is left out. */
  readonly disk?: Disk;
}

const saveTypes: Readonly<Record<SaveRequest['kind'], readonly FileType[]>> = {
  document: [{ name: 'Document', extensions: ['cnn.json', 'json'] }],
  model: [{ name: 'Model', extensions: ['cnn'] }],
  zip: [{ name: 'Archive', extensions: ['zip'] }],
  python: [{ name: 'Python code', extensions: ['py'] }],
  image: [{ name: 'Picture', extensions: ['png', 'svg', 'pdf'] }],
  block: [{ name: 'Block', extensions: ['block.json', 'json'] }],
};
const openTypes: readonly FileType[] = [{ name: 'Networks and models', extensions: openEndings }];

export function hostHandlers({
  dialogs,
  paths,
  drafts,
  blocks,
  backups,
  recents,
  opened,
  saves,
  setTitle,
  today,
  disk = machine,
}: HostParts): Omit<Handlers, ShellMessage> {
  const parts: FileMemory = { paths, recents, opened, today, disk };
  const turn = inTurn();
  return {
    async open(kind) {
      const file = await dialogs.open(kind === 'block' ? saveTypes.block : openTypes);
      if (file === null) return null;
      // There is nothing to save back to a block.
      if (kind === 'block') return { ...(await openedAt(file, parts)), handle: null };
      return openPath(file, parts);
    },
    openRecent: async (handle) => openPath(await pathOf(handle, parts), parts),
    async recent(): Promise<readonly RecentFile[]> {
      await restoreHandles(parts);
      return (await recents.list()).map(({ path: file, openedAt }) => ({
        name: path.basename(file),
        handle: paths.allow(file),
        openedAt,
      }));
    },
    async beginSave({
      suggestedName,
      handle,
      kind,
      replaces = null,
    }): Promise<{ readonly saving: string } | ChangedFile | null> {
      const file =
        handle === null
          ? await dialogs.save(path.basename(suggestedName), saveTypes[kind])
          : await pathOf(handle, parts);
      if (file === null) return null;
      const reopenable = kind === 'document' || kind === 'model';
      const judge = async (): Promise<string | null> =>
        handle === null || replaces === null ? null : changedSince(disk, file, replaces);
      const changedAt = await turn(file, judge);
      if (changedAt !== null) return { changed: true, name: path.basename(file), changedAt };
      const saving = saves.begin({ file, reopenable }, (content) =>
        turn(file, () => writeWhole(disk, file, content, reopenable ? { keepPrevious: backups.keep } : {})),
      );
      return { saving };
    },
    saveBytes: (saving, bytes) => saves.add(saving, bytes),
    // The main process copies it, so that it never passes through the page.
    async savePart(saving, { url, from, length }) {
      for await (const piece of opened.pieces(url, from, length)) await saves.add(saving, piece);
    },
    async endSave(saving): Promise<SavedFile> {
      const { file, reopenable } = await saves.end(saving);
      const name = path.basename(file);
      if (!reopenable) return { name, handle: null, content: null };
      void removeLeftovers(disk, path.dirname(file), Date.now());
      const handle = await remember(file, parts);
      // It lies there, whether or not it can be read back.
      const content = await opened.give(file, disk).catch(() => null);
      return { name, handle, content };
    },
    cancelSave: (saving) => saves.cancel(saving),
    async previous(handle): Promise<OpenedFile | null> {
      const file = await pathOf(handle, parts);
      const place = await backups.find(file);
      if (place === null) return null;
      return { ...(await openedAt(place, parts)), name: path.basename(file), handle: null };
    },
    async saveFolder(files) {
      const folder = await dialogs.folder();
      if (folder === null) return null;
      // All names are judged before anything is written.
      const targets = files.map(({ path: name, bytes }) => ({
        file: path.join(folder, ...stepsInside(name)),
        bytes,
      }));
      await refuseWaysOut(
        disk,
        folder,
        files.map(({ path: name }) => name),
      );
      await writeAllWhole(disk, targets, { makeFolders: true });
      return { name: path.basename(folder) };
    },
    listDrafts: (prefix) => drafts.list(prefix),
    readDraft: (key) => drafts.read(key),
    writeDraft: (key, bytes) => drafts.write(key, bytes),
    dropDraft: (key) => drafts.drop(key),
    listBlocks: (prefix) => blocks.list(prefix),
    readBlock: (key) => blocks.read(key),
    writeBlock: (key, bytes) => blocks.write(key, bytes),
    dropBlock: (key) => blocks.drop(key),
    setTitle(title, edited) {
      setTitle(title, edited);
      return Promise.resolve();
    },
    // Only the preload script asks this, with the path of a file that was dropped on the window.
    handleOfPath: (file) => Promise.resolve(path.isAbsolute(file) ? paths.allow(file) : null),
  };
}

type FileMemory = Pick<HostParts, 'paths' | 'recents' | 'opened' | 'today' | 'disk'>;

/** Opens a file, lets the page save to it, and remembers it. It is read when the page wants it. */
export async function openPath(file: string, memory: FileMemory): Promise<OpenedFile> {
  const { name, content } = await openedAt(file, memory);
  return { name, content, handle: await remember(file, memory) };
}

/** The page may read what lies there, in parts. Rejects with a sentence where it can't be read. */
async function openedAt(
  file: string,
  { opened, disk = machine }: FileMemory,
): Promise<Pick<OpenedFile, 'name' | 'content'>> {
  return { name: path.basename(file), content: await opened.give(file, disk) };
}

/** That the list of late files can't be written is no reason to fail: the file itself was read or written. */
async function remember(file: string, memory: FileMemory): Promise<string> {
  await restoreHandles(memory);
  const handle = memory.paths.allow(file);
  await memory.recents.add(file, memory.today(), handle).catch(() => undefined);
  return handle;
}

async function pathOf(handle: string, memory: FileMemory): Promise<string> {
  await restoreHandles(memory);
  return memory.paths.pathOf(handle);
}

/** The files of late keep their handles over a restart, since work in progress names them. */
async function restoreHandles({ paths, recents }: FileMemory): Promise<void> {
  for (const { handle, path: file } of await recents.list()) {
    if (handle !== undefined) paths.restore(handle, file);
  }
}
