import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { machine } from '../node/files/testing/machine';
import { writeWhole } from '../node/files/write-whole';
import { backupsIn } from './backups';

let folder = '';
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-backups-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const save = (file: string, text: string, keep: (file: string) => Promise<void>): Promise<void> =>
  writeWhole(machine, file, new TextEncoder().encode(text), { keepPrevious: keep });
const textAt = (place: string | null): Promise<string | null> =>
  place === null ? Promise.resolve(null) : readFile(place, 'utf8');

test('of a file that was saved, the version before is kept', async () => {
  const { keep, find } = backupsIn(path.join(folder, 'backups'));
  const file = path.join(folder, 'a.cnn');
  await save(file, 'one', keep);
  expect(await find(file)).toBeNull();
  await save(file, 'two', keep);
  expect(await textAt(await find(file))).toBe('one');
  await save(file, 'three', keep);
  expect(await textAt(await find(file))).toBe('two');
  // Whoever writes into the file itself does not reach it.
  await writeFile(file, 'by another program');
  expect(await textAt(await find(file))).toBe('two');
});

test('through a link, what it leads to', async () => {
  const { keep, find } = backupsIn(path.join(folder, 'backups'));
  const [file, link] = [path.join(folder, 'a.cnn'), path.join(folder, 'link.cnn')];
  await writeFile(file, 'one');
  await symlink(file, link);
  await save(link, 'two', keep);
  expect(await textAt(await find(link))).toBe('one');
});

test('thirty at most, the latest', async () => {
  const { keep, find } = backupsIn(path.join(folder, 'backups'));
  const fileOf = (index: number): string => path.join(folder, `${index}.cnn`);
  for (let i = 0; i < 33; i += 1) {
    await writeFile(fileOf(i), `${i}`);
    await keep(fileOf(i));
  }
  expect(await readdir(path.join(folder, 'backups'))).toHaveLength(30);
  expect(await find(fileOf(0))).toBeNull();
  expect(await textAt(await find(fileOf(32)))).toBe('32');
});
