import { describe, expect, it } from 'vitest';
import { DataError } from '../data-error';
import { openFolder } from '../open-source';
import type { Progress } from '../source';

/** A file holds its height, width and the value of all its pixels; `damaged` is none. */
const fileOf = (height: number, width: number, value: number): Uint8Array =>
  Uint8Array.of(height, width, value);
const damaged = new Uint8Array();

function open(files: Readonly<Record<string, Uint8Array>>, report?: (progress: Progress) => void) {
  return openFolder({
    name: 'pets',
    paths: Object.keys(files),
    read: (path) => Promise.resolve(files[path] ?? damaged),
    decode: (file, [height, width, value]) =>
      height === undefined || width === undefined
        ? Promise.reject(new DataError(`The picture ${file} can't be read.`))
        : Promise.resolve({
            ...{ height, width, channels: 3 },
            values: new Uint8Array(height * width * 3).fill(value ?? 0),
          }),
    ...(report && { report }),
  });
}

const many = (className: string, count: number): Readonly<Record<string, Uint8Array>> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `${className}/${String(i).padStart(2, '0')}.jpg`,
      fileOf(2, 3, i),
    ]),
  );

describe('a folder of pictures', () => {
  it('keeps a fifth of each class to test with, the same ones each time', async () => {
    const files = { ...many('cat', 10), ...many('dog', 20) };
    const source = await open(files);
    expect(source.facts).toMatchObject({
      ...{ name: 'pets', summary: '30 pictures in 2 classes.', classNames: ['cat', 'dog'] },
      ...{ height: 2, width: 3, channels: 3, trainCount: 24, testCount: 6 },
      classCounts: { training: [8, 16], validation: [0, 0], test: [2, 4] },
      ...{ leftOut: [], remarks: [] },
    });
    const tested = async () =>
      (await (await open(files)).part('test').read([0, 1, 2, 3, 4, 5])).map(({ values }) => values[0]);
    expect(await tested()).toEqual(await tested());
  });

  it('keeps to the parts that its folders say; without test pictures those for validation test', async () => {
    const source = await open({
      'train/cat/1.jpg': fileOf(2, 2, 1),
      'train/dog/1.jpg': fileOf(2, 2, 2),
      'val/cat/2.jpg': fileOf(2, 2, 3),
      'test/dog/2.jpg': fileOf(2, 2, 4),
    });
    expect(source.facts.classCounts).toEqual({ training: [1, 1], validation: [1, 0], test: [0, 1] });
    const other = await open({ 'train/cat/1.jpg': fileOf(2, 2, 1), 'val/dog/2.jpg': fileOf(2, 2, 3) });
    expect(other.facts.classCounts).toEqual({ training: [1, 0], validation: [0, 0], test: [0, 1] });
  });

  it('uses all that is valid, and lists what is left out with the reason', async () => {
    const source = await open({
      ...many('cat', 5),
      ...many('dog', 5),
      'dog/broken.jpg': damaged,
      'ghost/1.jpg': damaged,
    });
    expect(source.facts.classNames).toEqual(['cat', 'dog']);
    expect(source.facts.leftOut).toEqual([
      { path: 'dog/broken.jpg', why: "The picture dog/broken.jpg can't be read." },
      { path: 'ghost/1.jpg', why: "The picture ghost/1.jpg can't be read." },
    ]);
    expect(source.facts.remarks).toEqual([
      'The class “ghost” has no picture that can be read, and is left out.',
    ]);
    // The classes behind the one that is left out keep their pictures.
    const zebra = await open({ 'ghost/1.jpg': damaged, ...many('zebra', 5), ...many('ant', 5) });
    const { labels } = zebra.part('training');
    expect(zebra.facts.classNames).toEqual(['ant', 'zebra']);
    expect([...labels].sort()).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  });

  it('has pictures in their own sizes, and says the middle one', async () => {
    const source = await open({
      'train/a/1.jpg': fileOf(2, 9, 1),
      'train/a/2.jpg': fileOf(4, 5, 2),
      'train/b/1.jpg': fileOf(8, 7, 3),
      'test/b/1.jpg': fileOf(8, 7, 3),
    });
    expect([source.facts.height, source.facts.width]).toEqual([8, 7]);
    const sizes = (await source.part('training').read([2, 0])).map(({ height, width }) => [height, width]);
    expect(sizes).toEqual([
      [8, 7],
      [2, 9],
    ]);
  });

  it('without classes, without pictures and without one that can be read is a sentence', async () => {
    await expect(open({ '1.jpg': fileOf(1, 1, 0), '2.jpg': fileOf(1, 1, 0) })).rejects.toThrow(
      'The folder pets holds 2 pictures, but none lies in a folder that says its class. Put the pictures of each class into a folder of its own, or write a table labels.csv that names each picture and its class.',
    );
    await expect(open({ 'a/readme.txt': damaged })).rejects.toThrow(
      /^No set of pictures was found in the folder pets\./,
    );
    await expect(open({ 'a/1.jpg': damaged })).rejects.toThrow(
      "None of the pictures in the folder pets can be read. The picture a/1.jpg can't be read.",
    );
  });

  it('tells how far it is, and ends where whoever is told says so', async () => {
    const seen: Progress[] = [];
    await open({ ...many('a', 3), ...many('b', 3) }, (progress) => seen.push(progress));
    expect(seen[0]).toEqual({ done: 0, total: 6 });
    expect(seen.at(-1)).toEqual({ done: 6, total: 6 });
    const cancelled = open({ ...many('a', 30), ...many('b', 30) }, ({ done }) => {
      if (done === 10) throw new DataError('Reading was cancelled.');
    });
    await expect(cancelled).rejects.toThrow('Reading was cancelled.');
  });

  it('has another fingerprint when a byte of a picture is another', async () => {
    const of = async (value: number) =>
      (await open({ ...many('a', 5), ...many('b', 5), 'a/00.jpg': fileOf(2, 2, value) })).facts.fingerprint;
    expect(await of(7)).toBe(await of(7));
    expect(await of(7)).not.toBe(await of(8));
  });
});
