import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recentsIn } from './recents';

let folder = '';
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-recents-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

test('the files of late: the last first, each once, twelve at most, whatever the file says', async () => {
  const file = path.join(folder, 'recent.json');
  const recents = recentsIn(file);
  // All at once: none may be lost.
  await Promise.all(
    Array.from({ length: 15 }, (_, i) =>
      recents.add(`/data/${i}.cnn`, `2020-01-01T00:00:${10 + i}.000Z`, `${i}`),
    ),
  );
  await recents.add('/data/14.cnn', '2020-01-02T00:00:00.000Z', '14');
  const list = await recents.list();
  expect(list).toHaveLength(12);
  expect(list[0]).toEqual({ path: '/data/14.cnn', openedAt: '2020-01-02T00:00:00.000Z', handle: '14' });
  await writeFile(file, '[{"path":"relative.cnn","openedAt":"x"},{"path":5},null]');
  expect(await recents.list()).toEqual([]);
  await writeFile(file, 'broken');
  expect(await recents.list()).toEqual([]);
});
