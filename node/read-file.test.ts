import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readFileUpTo } from './read-file';

let folder = '';
beforeAll(async () => (folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-read-'))));
afterAll(() => rm(folder, { recursive: true }));

it('reads a file, and what a link leads to', async () => {
  const file = path.join(folder, 'a');
  await writeFile(file, 'abc');
  await symlink(file, path.join(folder, 'link'));
  expect([...(await readFileUpTo(file, 3))]).toEqual([97, 98, 99]);
  expect(await readFileUpTo(path.join(folder, 'link'), 3)).toHaveLength(3);
  await expect(readFileUpTo(file, 2)).rejects.toThrow(
    `${file} is too large: it has 3 bytes, and 2 is the limit.`,
  );
});

it('says in a sentence what is no file', async () => {
  const at = (name: string): string => path.join(folder, name);
  await symlink(at('loop'), at('loop'));
  await writeFile(at('file'), '');
  for (const [name, sentence] of [
    [folder, `${folder} can't be read: it is a folder (EISDIR). Choose a file in it.`],
    [at('none'), `There is no file ${at('none')}.`],
    [at('file/inside'), `There is no file ${at('file/inside')}.`],
    [at('loop'), /loop can't be read: .*link.*\.$/],
    [at('n'.repeat(300)), /can't be read: .*name.*\.$/],
  ] as const) {
    await expect(readFileUpTo(name, 100)).rejects.toThrow(sentence);
  }
});

it.skipIf(process.platform === 'win32')('does not wait for a pipe, nor read a device', async () => {
  const pipe = path.join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  for (const [name, what] of [
    [pipe, 'a pipe'],
    ['/dev/zero', 'a device'],
  ] as const) {
    await expect(readFileUpTo(name, 100)).rejects.toThrow(
      `${name} can't be read: it is ${what}, and no file.`,
    );
  }
});
