import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { saveFile } from './save-files';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

it('replaces a file, makes folders, and leaves nothing else behind', async () => {
  const target = path.join(folder, 'a', 'm.cnn');
  await saveFile(target, Uint8Array.of(1));
  await saveFile(target, Uint8Array.of(2, 3));
  expect([...(await readFile(target))]).toEqual([2, 3]);
  expect(await readdir(path.dirname(target))).toEqual(['m.cnn']);
});

it('says what could not be written, and keeps what was there', async () => {
  const blocked = path.join(folder, 'file');
  await writeFile(blocked, 'old');
  await expect(saveFile(path.join(blocked, 'm.cnn'), new Uint8Array())).rejects.toThrow(
    /^m\.cnn could not be written: .*\(E[A-Z]+\)/,
  );
  expect(await readFile(blocked, 'utf8')).toBe('old');
  expect(await readdir(folder)).toEqual(['a', 'file']);
});
