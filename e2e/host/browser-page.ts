/** Runs in Chromium: the browser's host, with the origin's private file system in the place of the user's folder. */
import { browserHost } from '../../renderer/host/browser-host';
import type { Host } from '../../shared/protocol/host';
import { expectations, type World } from './contract';

/** Each import of another address is a module of its own, as after a restart. */
export { browserHost };

type Chosen = Parameters<World['choose']>[0];

async function folderOf(parts: readonly string[], create: boolean): Promise<FileSystemDirectoryHandle> {
  let folder = await navigator.storage.getDirectory();
  for (const part of parts) folder = await folder.getDirectoryHandle(part, { create });
  return folder;
}

async function fileAt(path: string, create: boolean): Promise<FileSystemFileHandle> {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  return (await folderOf(parts, create)).getFileHandle(name, { create });
}

/** What the browser's own dialogs would answer. */
function installPickers(chosen: () => Chosen): void {
  const cancelled = (): never => {
    throw new DOMException('The user aborted a request.', 'AbortError');
  };
  const pickers = {
    showOpenFilePicker: async () => [await fileAt(chosen().open ?? cancelled(), false)],
    // What lies there is emptied before the page hears of it, as the standard says.
    showSaveFilePicker: async () => {
      const file = await fileAt(chosen().save ?? cancelled(), true);
      await (await file.createWritable()).close();
      return file;
    },
    showDirectoryPicker: async () => folderOf([chosen().folder ?? cancelled()], true),
  };
  Object.assign(window, pickers);
}

async function empty(): Promise<void> {
  const root = await navigator.storage.getDirectory();
  const names: string[] = [];
  for await (const name of (root as unknown as { keys(): AsyncIterable<string> }).keys()) names.push(name);
  for (const name of names) await root.removeEntry(name, { recursive: true });
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase('convcanvas');
    request.onsuccess = () => resolve();
    request.onerror = () => reject(new Error('The database could not be deleted.'));
  });
}

let started = 0;
async function start(): Promise<Host> {
  started += 1;
  const module = (await import(`${location.origin}/contract.js?${started}`)) as { browserHost: Host };
  return module.browserHost;
}

/** The expectations that were not met, each with why. */
export async function run(): Promise<readonly string[]> {
  const problems: string[] = [];
  let chosen: Chosen = {};
  installPickers(() => chosen);
  for (const { name, check } of expectations) {
    await empty();
    chosen = {};
    const world: World = {
      host: await start(),
      choose: (answers) => (chosen = { ...chosen, ...answers }),
      async write(path, content) {
        const stream = await (await fileAt(path, true)).createWritable();
        await stream.write(content);
        await stream.close();
      },
      read: async (path) =>
        fileAt(path, false).then(
          async (file) => (await file.getFile()).text(),
          () => null,
        ),
      async remove(path) {
        await (await navigator.storage.getDirectory()).removeEntry(path);
      },
      restart: start,
    };
    try {
      await check(world);
    } catch (error) {
      problems.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return problems;
}
