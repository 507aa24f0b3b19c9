import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { datasets } from '../shared/data/catalogue';
import { localDataSets } from './data-sets';
import { findPlaces } from './places';
import { readImage } from './read-image';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-sets-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const sets = localDataSets(findPlaces(path.resolve('node')));

test('a name of the catalogue is that set, also where a folder has the same name', async () => {
  expect((await sets.facts('digits')).trainCount).toBe(1_442);
});

test.each(datasets)('the samples of $title are a test picture of each of its classes', async (dataset) => {
  const { name, classNames, width, height } = dataset;
  const { raw } = await sets.sheet(name, { part: 'test', classIndex: null, count: classNames.length });
  const drawn = await readImage(path.resolve('datasets', name, 'samples.png'));
  const gap = drawn.height - 2 * height;
  expect([drawn.width, gap]).toEqual([5 * width + 4 * gap, width < 16 ? 1 : 4]);
  const pixels = raw.values.map((_, at) => {
    const [picture, y, x] = [Math.floor(at / width / height), Math.floor(at / width) % height, at % width];
    const [row, column] = [Math.floor(picture / 5), picture % 5];
    return drawn.values[(row * (height + gap) + y) * drawn.width + column * (width + gap) + x] ?? 0;
  });
  expect(pixels).toEqual(raw.values);
});

test('a folder is read by its files, each once, whatever lies beside them', async () => {
  await writeFile(path.join(folder, 'train.csv'), '0,50,100,150,1\n1,2,3,4,0\n');
  await writeFile(path.join(folder, 'test.csv'), '9,9,9,9,1\n');
  await writeFile(path.join(folder, 'notes.txt'), 'nothing');
  await symlink('/nowhere', path.join(folder, 'dangling'));
  const facts = await sets.facts(folder);
  expect(facts).toMatchObject({
    name: path.basename(folder),
    classCounts: { training: [1, 1], test: [0, 1] },
  });
  expect(facts.fingerprint).toMatch(/^crc32:[0-9a-f]{8}$/);
  // What is opened again is held to be what it was: a run on it goes on with the same pictures.
  await writeFile(path.join(folder, 'test.csv'), '9,9,9,8,1\n');
  expect(await sets.facts(folder)).toEqual(facts);
  const anew = await localDataSets(findPlaces(path.resolve('node'))).facts(folder);
  expect(anew.fingerprint).not.toBe(facts.fingerprint);
});

test('what is neither is refused by the names that there are', async () => {
  await expect(sets.facts('nothing-of-that-name')).rejects.toThrow(
    'There is no data set called “nothing-of-that-name”. Choose one of fashion-mnist, mnist, digits.',
  );
});
