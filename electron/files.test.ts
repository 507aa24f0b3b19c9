import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { draftsIn, inside, readWhole, recentsIn, writeWhole } from './files';

let folder = '';
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-files-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('files', () => {
  test('are written whole, and leave nothing beside them', async () => {
    const file = path.join(folder, 'new', 'a.cnn');
    await writeWhole(file, text('one'));
    await writeWhole(file, text('two'));
    expect(await readFile(file, 'utf8')).toBe('two');
    expect(await readdir(path.dirname(file))).toEqual(['a.cnn']);
  });

  test('that can’t be written stay as they were, and say so', async () => {
    const file = path.join(folder, 'a.cnn');
    await writeFile(file, 'kept');
    await expect(writeWhole(path.join(file, 'b.cnn'), text('x'))).rejects.toThrow(
      /could not be written, and is as it was/,
    );
    expect(await readFile(file, 'utf8')).toBe('kept');
    expect(await readdir(folder)).toEqual(['a.cnn']);
  });

  test('that are gone are refused in a sentence', async () => {
    await expect(readWhole(path.join(folder, 'gone.cnn'))).rejects.toThrow(
      /^gone.cnn can't be read \(ENOENT\)/,
    );
  });

  test.each(['../out', '/etc/passwd', 'a/../../out', ''])('can’t lead out of a folder: %j', (name) => {
    expect(() => inside(folder, name)).toThrow(/leads out of the chosen folder/);
  });
});

test('drafts survive, by any key, until they are dropped', async () => {
  const drafts = draftsIn(path.join(folder, 'drafts'));
  expect(await drafts.read()).toEqual([]);
  await drafts.write('../../key: ä/1', text('work'));
  await writeFile(path.join(folder, 'drafts', 'notes.txt'), 'not ours');
  const [draft, ...others] = await drafts.read();
  expect(others).toEqual([]);
  expect(draft?.key).toBe('../../key: ä/1');
  expect(new TextDecoder().decode(draft?.bytes)).toBe('work');
  await drafts.drop('../../key: ä/1');
  expect(await drafts.read()).toEqual([]);
});

test('the files of late: the last first, each once, twelve at most, whatever the file says', async () => {
  const file = path.join(folder, 'recent.json');
  const recents = recentsIn(file);
  for (let i = 0; i < 15; i += 1) await recents.add(`/data/${i}.cnn`, `2020-01-01T00:00:${10 + i}.000Z`);
  await recents.add('/data/14.cnn', '2020-01-02T00:00:00.000Z');
  const list = await recents.list();
  expect(list).toHaveLength(12);
  expect(list[0]).toEqual({ path: '/data/14.cnn', openedAt: '2020-01-02T00:00:00.000Z' });
  await writeFile(file, '[{"path":"relative.cnn","openedAt":"x"},{"path":5},null]');
  expect(await recents.list()).toEqual([]);
  await writeFile(file, 'broken');
  expect(await recents.list()).toEqual([]);
});
