import { link, mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { saveFile, saveFolder } from './save-files';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const at = (...parts: string[]): string => path.join(folder, ...parts);
const INPUT = 'template:lenet5';

it('replaces a file, and leaves nothing else behind, not even what a kill left', async () => {
  await writeFile(at('.convcanvas-0123456789ab.tmp'), 'half');
  await utimes(at('.convcanvas-0123456789ab.tmp'), 0, 0);
  await saveFile(at('m.cnn'), Uint8Array.of(1), INPUT);
  await saveFile(at('m.cnn'), Uint8Array.of(2, 3), INPUT);
  expect([...(await readFile(at('m.cnn')))]).toEqual([2, 3]);
  expect(await readdir(folder)).toEqual(['m.cnn']);
});

it('says what could not be written, and keeps what was there', async () => {
  await writeFile(at('file'), 'old');
  await expect(saveFile(at('file', 'm.cnn'), new Uint8Array(), INPUT)).rejects.toThrow(
    `${at('file', 'm.cnn')} could not be written: a file lies where one of the folders that lead to it should be (ENOTDIR).`,
  );
  expect(await readFile(at('file'), 'utf8')).toBe('old');
  expect(await readdir(folder)).toEqual(['file']);
});

it('makes the folder of an export, but no folder that may be mistyped', async () => {
  const files = [{ path: 'model.json', bytes: Uint8Array.of(1) }];
  await saveFolder(at('made'), files, INPUT);
  expect(await readdir(at('made'))).toEqual(['model.json']);
  await expect(saveFolder(at('mistyped', 'made'), files, INPUT)).rejects.toThrow(/\(ENOENT\)/);
  await expect(saveFile(at('mistyped', 'm.cnn'), Uint8Array.of(1), INPUT)).rejects.toThrow(
    /the folder in which it should lie is not there: mistyped, /,
  );
  await writeFile(at('file'), 'old');
  await expect(saveFolder(at('file'), files, INPUT)).rejects.toThrow(/a file lies where .* \(EEXIST\)/);
  expect((await readdir(folder)).sort()).toEqual(['file', 'made']);
});

it('writes nothing where a link of the folder leads out of it', async () => {
  await writeFile(at('theirs'), 'old');
  await mkdir(at('made'));
  await symlink(at('theirs'), at('made', 'model.json'));
  const files = [
    { path: 'weights.bin', bytes: Uint8Array.of(1) },
    { path: 'model.json', bytes: Uint8Array.of(1) },
  ];
  await expect(saveFolder(at('made'), files, INPUT)).rejects.toThrow(
    '“model.json” leads out of the chosen folder by a link, so nothing was written there.',
  );
  expect(await readFile(at('theirs'), 'utf8')).toBe('old');
  expect(await readdir(at('made'))).toEqual(['model.json']);
});

it('never writes over what was read, by whatever name', async () => {
  const input = at('net.cnn.json');
  await writeFile(input, 'drawing');
  await symlink(input, at('link'));
  await link(input, at('hard'));
  const names = [
    input,
    at('.', 'x', '..', 'net.cnn.json'),
    at('link'),
    at('hard'),
    path.relative('.', input),
  ];
  for (const name of names) {
    await expect(saveFile(name, Uint8Array.of(1), input)).rejects.toThrow(
      `${name} is the file that was read, and would be lost. Choose another place for --out.`,
    );
  }
  await writeFile(at('model.json'), 'drawing');
  const files = [{ path: 'model.json', bytes: Uint8Array.of(1) }];
  await expect(saveFolder(folder, files, at('model.json'))).rejects.toThrow(/is the file that was read/);
  expect(await readFile(input, 'utf8')).toBe('drawing');
  expect(await readFile(at('model.json'), 'utf8')).toBe('drawing');
});
