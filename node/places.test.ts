import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openBundled } from '../shared/data/open-source';
import { datasetReader, findPlaces } from './places';

it('finds data and wasm files from a chunk of the built program', async () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const places = findPlaces(path.join(root, 'dist', 'cli', 'chunks', 'train.mjs'));
  expect(existsSync(path.join(places.wasm, 'tfjs-backend-wasm.wasm'))).toBe(true);
  const { facts } = await openBundled('digits', datasetReader(places));
  expect(facts.testCount).toBe(355);
  const read = datasetReader(places);
  await expect(read('digits/none.gz', 1e9)).rejects.toThrow(
    /There is no file .*none\.gz\. It is a data file/,
  );
  await expect(read('digits/digits.csv.gz', 100)).rejects.toThrow(
    /digits\.csv\.gz is too large: it has [\d,]+ bytes, and 100 is the limit/,
  );
});

it('says so where there are none', () => {
  expect(() => findPlaces('/nowhere/cli/main.mjs')).toThrow(
    'No datasets/ folder lies above /nowhere/cli/main.mjs.',
  );
});

it('packages are looked for beside the program only', () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const { packages } = findPlaces(path.join(root, 'dist', 'cli', 'main.mjs'));
  const inside = (folder: string): boolean => !path.relative(root, folder).startsWith('..');
  const before = process.cwd();
  process.chdir('/');
  try {
    expect(findPlaces(path.join(root, 'dist', 'cli', 'main.mjs')).packages).toEqual(packages);
  } finally {
    process.chdir(before);
  }
  expect(packages.filter((folder) => !inside(folder))).toEqual([]);
});
