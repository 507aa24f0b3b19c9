/** What was dropped, walked through while the window goes on: browsers give a folder's entries some hundred at a time. */
import type { PickedFile, PickedFolder } from '../../shared/protocol/host';
import { isHiddenName } from '../../shared/data/picture-paths';
import { pickedFolder } from './picked-folder';

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

/** A folder's paths begin inside it where it was dropped alone; else each begins with the name of what was dropped. */
export async function folderOfEntries(entries: readonly FileSystemEntry[]): Promise<PickedFolder> {
  const [first] = entries;
  if (first === undefined) return { name: '', files: [] };
  if (entries.length === 1 && isFolder(first)) {
    return pickedFolder(first.name, await filesOf(await entriesOf(first), ''));
  }
  const name = entries.length === 1 ? first.name : `${first.name} and ${entries.length - 1} more`;
  return pickedFolder(name, await filesOf(entries, ''));
}

/** Rejects with a sentence that names what can't be read. */
async function filesOf(entries: readonly FileSystemEntry[], before: string): Promise<readonly PickedFile[]> {
  const files: PickedFile[] = [];
  const waiting = [{ entries, before }];
  for (let here = waiting.pop(); here !== undefined; here = waiting.pop()) {
    const { before } = here;
    // What is hidden is not walked through: a folder of Git's holds more files than the pictures beside it.
    const seen = here.entries.filter(({ name }) => !isHiddenName(name));
    const found = await Promise.all(
      seen.filter(isFile).map(async (entry): Promise<PickedFile> => {
        const path = `${before}${entry.name}`;
        return { path, content: await fileOf(entry, path) };
      }),
    );
    // As arguments of one call a hundred thousand files would overflow the stack.
    for (const file of found) files.push(file);
    for (const folder of seen.filter(isFolder)) {
      const inside = `${before}${folder.name}/`;
      waiting.push({ entries: await entriesOf(folder, inside), before: inside });
    }
  }
  return files;
}

const gone = (path: string, cause: unknown): Error =>
  new Error(
    `${path} could not be read: it was moved or deleted, or you may not read it. Check it and drop all again.`,
    { cause },
  );

async function fileOf(entry: FileSystemFileEntry, path: string): Promise<File> {
  try {
    return await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
  } catch (error) {
    throw gone(path, error);
  }
}

/** `readEntries` gives the next ones at each call, and none at the end. */
async function entriesOf(
  folder: FileSystemDirectoryEntry,
  path = folder.name,
): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  try {
    for (;;) {
      const next = await new Promise<FileSystemEntry[]>((resolve, reject) =>
        reader.readEntries(resolve, reject),
      );
      if (next.length === 0) return all;
      for (const entry of next) all.push(entry);
    }
  } catch (error) {
    throw gone(path, error);
  }
}
