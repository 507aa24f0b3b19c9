import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { removeLeftovers } from './leftovers';
import { machine } from './testing/machine';

test('only files of our names go, and only old ones', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-leftovers-'));
  const at = (name: string): string => path.join(folder, name);
  try {
    const now = Date.now();
    const old = new Date(now - 11 * 60_000);
    for (const name of ['.convcanvas-0123456789ab.tmp', '.convcanvas-short.tmp', 'm.cnn', 'x.tmp']) {
      await writeFile(at(name), 'x');
      await utimes(at(name), old, old);
    }
    await writeFile(at('.convcanvas-youngyoung12.tmp'), 'x');
    await mkdir(at('.convcanvas-folderfolder.tmp'));
    await utimes(at('.convcanvas-folderfolder.tmp'), old, old);
    await symlink(at('m.cnn'), at('.convcanvas-linklinklink.tmp'));
    await removeLeftovers(machine, folder, now);
    expect((await readdir(folder)).sort()).toEqual([
      '.convcanvas-folderfolder.tmp',
      '.convcanvas-linklinklink.tmp',
      '.convcanvas-short.tmp',
      '.convcanvas-youngyoung12.tmp',
      'm.cnn',
      'x.tmp',
    ]);
    await removeLeftovers(machine, at('gone'), now);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
