import { expect, test } from 'vitest';
import { entriesOfDrop } from './dropped-folders';
import { folderOfEntries } from './folder-of-entries';
import { folderOfFiles } from './pick-folder';
import type { PickedFolder } from '../../shared/protocol/host';

/** A folder by the names in it: null for a file, an error for one that can't be read. */
interface Tree {
  readonly [name: string]: Tree | null | Error;
}

/** What a browser gives of a dropped folder: at most `most` entries at each call, later than asked. */
function entryOf(name: string, inside: Tree | null | Error, most = 100): FileSystemEntry {
  const common = { name, fullPath: `/${name}`, isFile: false, isDirectory: false };
  if (inside === null || inside instanceof Error) {
    const file = (found: (file: File) => void, failed: (error: Error) => void): void =>
      queueMicrotask(() => (inside === null ? found(new File([name], name)) : failed(inside)));
    return { ...common, isFile: true, file } as unknown as FileSystemEntry;
  }
  const createReader = () => {
    const left = Object.entries(inside).map(([child, of]) => entryOf(child, of, most));
    return {
      readEntries: (found: (entries: FileSystemEntry[]) => void): void =>
        queueMicrotask(() => found(left.splice(0, most))),
    };
  };
  return { ...common, isDirectory: true, createReader } as unknown as FileSystemEntry;
}

const pathsOf = ({ files }: PickedFolder): string[] => files.map(({ path }) => path);

const tree: Tree = {
  'b.png': null,
  'a.png': null,
  'Z.png': null,
  '.DS_Store': null,
  'Thumbs.db': null,
  '.git': { config: null },
  __MACOSX: { 'a.png': null },
  cats: { 'Desktop.ini': null, deep: { 'ü.png': null, '10.png': null, '9.png': null } },
};

test('a folder is walked through, without what is hidden, in the order of code units', async () => {
  for (const most of [1, 2, 100]) {
    const folder = await folderOfEntries([entryOf('set', tree, most)]);
    expect(folder.name).toBe('set');
    expect(pathsOf(folder)).toEqual([
      'Z.png',
      'a.png',
      'b.png',
      'cats/deep/10.png',
      'cats/deep/9.png',
      'cats/deep/ü.png',
    ]);
    expect(folder.files.every(({ content }) => content instanceof File)).toBe(true);
  }
});

test('more files than a browser gives at once all come', async () => {
  const many: Tree = Object.fromEntries(Array.from({ length: 1234 }, (_, i) => [`${i}.png`, null]));
  const folder = await folderOfEntries([entryOf('many', { inside: many })]);
  expect(new Set(pathsOf(folder)).size).toBe(1234);
});

test('of several things that are dropped each path begins with the name of its own', async () => {
  const folder = await folderOfEntries([
    entryOf('dogs', { 'a.png': null }),
    entryOf('cats', { 'a.png': null }),
    entryOf('a.png', null),
  ]);
  expect(folder.name).toBe('dogs and 2 more');
  expect(pathsOf(folder)).toEqual(['a.png', 'cats/a.png', 'dogs/a.png']);
  const alone = await folderOfEntries([entryOf('a.png', null)]);
  expect([alone.name, pathsOf(alone)]).toEqual(['a.png', ['a.png']]);
});

test('a file that can’t be read is named by its path', async () => {
  const broken = entryOf('set', { cats: { 'a.png': null, 'b.png': new Error('NotFoundError') } });
  await expect(folderOfEntries([broken])).rejects.toThrow('cats/b.png could not be read: it was moved');
});

test('a drop is a folder’s where a folder or a picture is in it, and else a file’s', () => {
  const item = (name: string, type: string, inside: Tree | null = null) => ({
    kind: 'file',
    type,
    webkitGetAsEntry: () => entryOf(name, inside),
  });
  const text = { kind: 'string', type: 'text/plain', webkitGetAsEntry: () => null };
  expect(entriesOfDrop([item('set', '', {})])).toHaveLength(1);
  expect(entriesOfDrop([text, item('labels.csv', 'text/csv'), item('a.png', 'image/png')])).toHaveLength(2);
  expect(entriesOfDrop([item('net.cnn.json', 'application/json')])).toBeNull();
  expect(entriesOfDrop([item('net.cnn', ''), item('other.cnn', '')])).toBeNull();
  expect(entriesOfDrop([text])).toBeNull();
});

test('files of the folder field lose the folder’s name from their paths', () => {
  const file = (path: string): File =>
    Object.defineProperty(new File([], 'x'), 'webkitRelativePath', { value: path });
  const folder = folderOfFiles(['set/b.png', 'set/cats/.DS_Store', 'set/cats/a.png'].map(file));
  expect([folder.name, pathsOf(folder)]).toEqual(['set', ['b.png', 'cats/a.png']]);
});
