import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { machine } from '../shared/files/testing/machine';
import { writeWhole } from '../shared/files/write-whole';
import { backupsIn } from './backups';

let folder = '';
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-backups-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const save = (file: string, text: string, keep: (file: string) => Promise<void>): Promise<void> =>
  writeWhole(machine, file, new TextEncoder().encode(text), { keepPrevious: keep });
const textOf = (bytes: Uint8Array | null): string | null => bytes && new TextDecoder().decode(bytes);

test('of a file that was saved, the version before is kept', async () => {
  const { keep, read } = backupsIn(path.join(folder, 'backups'));
  const file = path.join(folder, 'a.cnn');
  await save(file, 'one', keep);
  expect(await read(file)).toBeNull();
  await save(file, 'two', keep);
  expect(textOf(await read(file))).toBe('one');
  await save(file, 'three', keep);
  expect(textOf(await read(file))).toBe('two');
  // Whoever writes into the file itself does not reach it.
  await writeFile(file, 'by another program');
  expect(textOf(await read(file))).toBe('two');
});

test('through a link, what it leads to', async () => {
  const { keep, read } = backupsIn(path.join(folder, 'backups'));
  const [file, link] = [path.join(folder, 'a.cnn'), path.join(folder, 'link.cnn')];
  await writeFile(file, 'one');
  await symlink(file, link);
  await save(link, 'two', keep);
  expect(textOf(await read(link))).toBe('one');
});

test('thirty at most, the latest', async () => {
  const { keep, read } = backupsIn(path.join(folder, 'backups'));
  const fileOf = (index: number): string => path.join(folder, `${index}.cnn`);
  for (let i = 0; i < 33; i += 1) {
    await writeFile(fileOf(i), `${i}`);
    await keep(fileOf(i));
  }
  expect(await readdir(path.join(folder, 'backups'))).toHaveLength(30);
  expect(await read(fileOf(0))).toBeNull();
  expect(textOf(await read(fileOf(32)))).toBe('32');
});
