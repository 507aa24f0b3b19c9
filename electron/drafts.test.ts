import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { failingDisk } from '../node/files/testing/failing-disk';
import { machine } from '../node/files/testing/machine';
import type { KeyedStore } from '../shared/protocol/host';
import { draftsIn } from './drafts';

let folder = '';
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-drafts-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const textIn = async (drafts: KeyedStore, key: string): Promise<string | null> => {
  const bytes = await drafts.read(key);
  return bytes && new TextDecoder().decode(bytes);
};

test('drafts survive, by any key, until they are dropped', async () => {
  const drafts = draftsIn(path.join(folder, 'drafts'));
  expect(await drafts.list('')).toEqual([]);
  await drafts.write('../../key: ä/1', text('work'));
  await writeFile(path.join(folder, 'drafts', 'notes.txt'), 'not ours');
  const [draft, ...others] = await drafts.list('');
  expect(others).toEqual([]);
  expect(draft).toMatchObject({ key: '../../key: ä/1', size: 4 });
  expect(await textIn(drafts, '../../key: ä/1')).toBe('work');
  await drafts.drop('../../key: ä/1');
  expect(await drafts.list('')).toEqual([]);
  expect(await drafts.read('../../key: ä/1')).toBeNull();
});

test('what was written last stays, though an earlier write takes longer', async () => {
  let slow = true;
  const disk = {
    ...machine,
    async rename(from: string, to: string) {
      if (slow) {
        slow = false;
        await machine.pause(50);
      }
      await machine.rename(from, to);
    },
  };
  const drafts = draftsIn(folder, { disk });
  await Promise.all([drafts.write('a', text('first')), drafts.write('a', text('second'))]);
  expect(await textIn(drafts, 'a')).toBe('second');
  await Promise.all([drafts.write('a', text('third')), drafts.drop('a')]);
  expect(await drafts.list('')).toEqual([]);
});

test('a write that failed keeps the next one from nothing', async () => {
  const drafts = draftsIn(folder, { disk: failingDisk(machine, 'write', 'ENOSPC', 1) });
  const results = await Promise.allSettled([drafts.write('a', text('1')), drafts.write('a', text('2'))]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
});

test('temporary files of a crash go when they are old, and nothing else does', async () => {
  const [old, young, foreign] = [
    '.convcanvas-aaaaaaaaaaaa.tmp',
    '.convcanvas-bbbbbbbbbbbb.tmp',
    'c.tmp',
  ] as const;
  for (const name of [old, young, foreign]) await writeFile(path.join(folder, name), 'half');
  const anHourAgo = new Date(Date.now() - 3_600_000);
  for (const name of [old, foreign]) await utimes(path.join(folder, name), anHourAgo, anHourAgo);
  expect(await draftsIn(folder).list('')).toEqual([]);
  expect(await readdir(folder)).toEqual([young, foreign]);
  expect(await readFile(path.join(folder, foreign), 'utf8')).toBe('half');
});

test('a list reads no draft, and one that can’t be read keeps no other back and says so', async () => {
  const drafts = draftsIn(folder, { called: 'Your block' });
  await drafts.write('block/a', text('a'));
  // A folder in the place of a file: it can be asked about, and not be read.
  await mkdir(path.join(folder, `${Buffer.from('block/b').toString('base64url')}.draft`));
  expect((await drafts.list('block/')).map(({ key }) => key).sort()).toEqual(['block/a', 'block/b']);
  expect(await textIn(drafts, 'block/a')).toBe('a');
  await expect(drafts.read('block/b')).rejects.toThrow(/^Your block can't be read: .*\.$/);
});

test('one that can’t be removed is told of without its folder', async () => {
  const drafts = draftsIn(folder);
  await drafts.write('a', text('work'));
  const [file = ''] = await readdir(folder);
  await rm(path.join(folder, file));
  await mkdir(path.join(folder, file));
  const problem = await drafts.drop('a').then(
    () => '',
    (error: unknown) => String(error),
  );
  expect(problem).toMatch(/^Error: The work in progress can't be removed: /);
  expect(problem).not.toContain(folder);
});
