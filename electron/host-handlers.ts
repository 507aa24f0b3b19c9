/** The host's calls, as the main process answers them. Knows no Electron: its dialogs are handed in. */
import path from 'node:path';
import type { ChangedFile, OpenedFile, RecentFile, SavedFile, SaveRequest } from '../shared/protocol/host';
import type { Disk } from '../shared/files/disk';
import { inTurn } from '../shared/files/in-turn';
import { removeLeftovers } from '../shared/files/leftovers';
import { readWhole } from '../shared/files/read-whole';
import { stepsInside } from '../shared/files/steps-inside';
import { writeAllWhole, writeWhole } from '../shared/files/write-whole';
import type { Backups } from './backups';
import { changedSince } from './changed-since';
import { disk as machine } from './disk';
import type { Drafts } from './drafts';
import type { Handlers } from './ipc';
import type { AllowedPaths } from './paths';
import { refuseWaysOut } from './refuse-ways-out';
import type { Recents } from './recents';
import type { ShellMessage } from './shell-handlers';

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

export interface HostParts {
  readonly dialogs: Dialogs;
  readonly paths: AllowedPaths;
  readonly drafts: Drafts;
  /** The user's own blocks. */
  readonly blocks: Drafts;
  readonly backups: Backups;
  readonly recents: Recents;
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
const openTypes: readonly FileType[] = [{ name: 'ConvCanvas', extensions: ['cnn', 'json'] }];

export function hostHandlers({
  dialogs,
  paths,
  drafts,
  blocks,
  backups,
  recents,
  setTitle,
  today,
  disk = machine,
}: HostParts): Omit<Handlers, ShellMessage> {
  const parts: FileMemory = { paths, recents, today, disk };
  const turn = inTurn();
  const opened = (file: string): Promise<OpenedFile> => openPath(file, parts);
  return {
    async open(kind) {
      const file = await dialogs.open(kind === 'block' ? saveTypes.block : openTypes);
      if (file === null) return null;
      // It is read once: there is nothing to save back to it.
      if (kind === 'block')
        return { name: path.basename(file), bytes: await readWhole(disk, file), handle: null };
      return opened(file);
    },
    openRecent: async (handle) => opened(await pathOf(handle, parts)),
    async recent(): Promise<readonly RecentFile[]> {
      await restoreHandles(parts);
      return (await recents.list()).map(({ path: file, openedAt }) => ({
        name: path.basename(file),
        handle: paths.allow(file),
        openedAt,
      }));
    },
    async save({
      suggestedName,
      bytes,
      handle,
      kind,
      replaces = null,
    }): Promise<SavedFile | ChangedFile | null> {
      const file =
        handle === null
          ? await dialogs.save(path.basename(suggestedName), saveTypes[kind])
          : await pathOf(handle, parts);
      if (file === null) return null;
      const name = path.basename(file);
      const reopenable = kind === 'document' || kind === 'model';
      const changedAt = await turn(file, async () => {
        const changed =
          handle === null || replaces === null ? null : await changedSince(disk, file, replaces);
        if (changed === null) {
          await writeWhole(disk, file, bytes, reopenable ? { keepPrevious: backups.keep } : {});
        }
        return changed;
      });
      if (changedAt !== null) return { changed: true, name, changedAt };
      if (!reopenable) return { name, handle: null };
      void removeLeftovers(disk, path.dirname(file), Date.now());
      return { name, handle: await remember(file, parts) };
    },
    async previous(handle): Promise<OpenedFile | null> {
      const file = await pathOf(handle, parts);
      const bytes = await backups.read(file);
      return bytes === null ? null : { name: path.basename(file), bytes, handle: null };
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
    writeDraft: (key, bytes) => drafts.write(key, bytes),
    readDrafts: () => drafts.read(),
    dropDraft: (key) => drafts.drop(key),
    writeBlock: (key, bytes) => blocks.write(key, bytes),
    readBlocks: () => blocks.read(),
    dropBlock: (key) => blocks.drop(key),
    setTitle(title, edited) {
      setTitle(title, edited);
      return Promise.resolve();
    },
    // Only the preload script asks this, with the path of a file that was dropped on the window.
    handleOfPath: (file) => Promise.resolve(path.isAbsolute(file) ? paths.allow(file) : null),
  };
}

type FileMemory = Pick<HostParts, 'paths' | 'recents' | 'today' | 'disk'>;

/** Reads a file, lets the page save to it, and remembers it. */
export async function openPath(file: string, memory: FileMemory): Promise<OpenedFile> {
  const bytes = await readWhole(memory.disk ?? machine, file);
  return { name: path.basename(file), bytes, handle: await remember(file, memory) };
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
