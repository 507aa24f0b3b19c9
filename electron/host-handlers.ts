/** The host's calls, as the main process answers them. Knows no Electron: its dialogs are handed in. */
import path from 'node:path';
import type { OpenedFile, RecentFile, SavedFile, SaveRequest } from '../shared/protocol/host';
import { type Drafts, inside, readWhole, type Recents, writeWhole } from './files';
import type { Handlers } from './ipc';
import type { AllowedPaths } from './paths';
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
  readonly recents: Recents;
  readonly setTitle: (title: string, edited: boolean) => void;
  /** ISO 8601. */
  readonly today: () => string;
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
  recents,
  setTitle,
  today,
}: HostParts): Omit<Handlers, ShellMessage> {
  const opened = (file: string): Promise<OpenedFile> => openPath(file, { paths, recents, today });
  return {
    async open(kind) {
      const file = await dialogs.open(kind === 'block' ? saveTypes.block : openTypes);
      if (file === null) return null;
      // It is read once: there is nothing to save back to it.
      if (kind === 'block') return { name: path.basename(file), bytes: await readWhole(file), handle: null };
      return opened(file);
    },
    openRecent: (handle) => opened(paths.pathOf(handle)),
    async recent(): Promise<readonly RecentFile[]> {
      return (await recents.list()).map(({ path: file, openedAt }) => ({
        name: path.basename(file),
        handle: paths.allow(file),
        openedAt,
      }));
    },
    async save({ suggestedName, bytes, handle, kind }): Promise<SavedFile | null> {
      const file =
        handle === null
          ? await dialogs.save(path.basename(suggestedName), saveTypes[kind])
          : paths.pathOf(handle);
      if (file === null) return null;
      await writeWhole(file, bytes);
      if (kind !== 'document' && kind !== 'model') return { name: path.basename(file), handle: null };
      await recents.add(file, today());
      return { name: path.basename(file), handle: paths.allow(file) };
    },
    async saveFolder(files) {
      const folder = await dialogs.folder();
      if (folder === null) return null;
      // All names are judged before anything is written.
      const targets = files.map(({ path: name, bytes }) => ({ file: inside(folder, name), bytes }));
      for (const { file, bytes } of targets) await writeWhole(file, bytes);
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

/** Reads a file, lets the page save to it, and remembers it. */
export async function openPath(
  file: string,
  { paths, recents, today }: Pick<HostParts, 'paths' | 'recents' | 'today'>,
): Promise<OpenedFile> {
  const bytes = await readWhole(file);
  await recents.add(file, today()).catch(() => undefined);
  return { name: path.basename(file), bytes, handle: paths.allow(file) };
}
