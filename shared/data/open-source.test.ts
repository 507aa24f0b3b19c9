import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { gzipSync, strToU8 } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { datasets } from './catalogue';
import { DataError } from './data-error';
import { openBundled, openFolder } from './open-source';
import type { PartName } from './source';
import { sourceFormats } from './sources/list';

const root = new URL('../../datasets/', import.meta.url);
const read = async (path: string): Promise<Uint8Array> => new Uint8Array(await readFile(new URL(path, root)));

/** All pixels of a part, one picture behind the other, and the labels. */
async function contentOf(name: string, part: PartName, from = read) {
  const source = await openBundled(name, from);
  const rows = source.part(part);
  const pictures = await rows.read(Array.from({ length: rows.length }, (_, row) => row));
  const size = pictures[0]?.values.length ?? 0;
  const pixels = new Uint8Array(rows.length * size);
  pictures.forEach(({ values }, row) => pixels.set(values, row * size));
  return { facts: source.facts, labels: rows.labels, pixels };
}

describe('the bundled data sets', () => {
  it('have a licence and a source', () => {
    for (const entry of datasets) {
      expect(entry.licence).not.toBe('');
      expect(entry.source).toMatch(/^https:/);
      expect(entry.classNames).toHaveLength(10);
    }
  });

  it('Fashion-MNIST has 6,000 and 1,000 pictures of each class', async () => {
    const train = await contentOf('fashion-mnist', 'training');
    expect(train.facts.classCounts.training).toEqual(new Array(10).fill(6000));
    expect(train.facts.classCounts.test).toEqual(new Array(10).fill(1000));
    expect(train.pixels).toHaveLength(60_000 * 784);
    // The first labels as the project's own page shows them: ankle boot, T-shirt, T-shirt, dress.
    expect([...train.labels.slice(0, 4)]).toEqual([9, 0, 0, 3]);
    // Mean 0.2860 and deviation 0.3530 are the widely used constants of this set.
    let sum = 0;
    for (const value of train.pixels) sum += value;
    expect(sum / train.pixels.length / 255).toBeCloseTo(0.286, 3);
  });

  it('MNIST has the counts, labels, mean and deviation by which it is known', async () => {
    const train = await contentOf('mnist', 'training');
    const { classCounts } = train.facts;
    expect(classCounts.training).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect(classCounts.test).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    expect([...train.labels.slice(0, 4)]).toEqual([5, 0, 4, 1]);
    let [sum, squares] = [0, 0];
    for (const value of train.pixels) {
      sum += value / 255;
      squares += (value / 255) ** 2;
    }
    const mean = sum / train.pixels.length;
    expect(mean).toBeCloseTo(0.1307, 4);
    expect(Math.sqrt(squares / train.pixels.length - mean ** 2)).toBeCloseTo(0.3081, 4);
  });

  it('the digits are split by us: the last fifth of each class tests', async () => {
    const train = await contentOf('digits', 'training');
    const test = await contentOf('digits', 'test');
    expect([train.labels.length, test.labels.length]).toEqual([1442, 355]);
    expect([train.facts.trainCount, train.facts.testCount]).toEqual([1442, 355]);
    expect(train.facts.classCounts.test).toEqual([35, 36, 35, 36, 36, 36, 36, 35, 34, 36]);
    expect(Math.max(...train.pixels.slice(0, 64_000))).toBe(255);
    // First line of the file: 0,0,5,13,9,1,0,0 in steps of 255/16.
    expect([...train.pixels.slice(0, 8)]).toEqual([0, 0, 80, 207, 143, 16, 0, 0]);
  });
});

describe('damaged data files', () => {
  let digits: Uint8Array;
  let labels: Uint8Array;
  beforeAll(async () => {
    digits = await read('digits/digits.csv.gz');
    labels = await read('fashion-mnist/t10k-labels-idx1-ubyte.gz');
  });

  const failure = (name: string, bytes: (path: string) => Uint8Array): Promise<string> =>
    openBundled(name, (path) => Promise.resolve(bytes(path))).then(
      () => 'loaded',
      (error: unknown) => (error instanceof DataError ? error.message : `not a DataError: ${String(error)}`),
    );

  it('unknown names are refused', async () => {
    expect(await failure('cifar', () => digits)).toBe(
      'There is no data set called “cifar”. Choose one of fashion-mnist, mnist, digits.',
    );
  });

  it('say what is wrong', async () => {
    expect(await failure('digits', () => digits.subarray(0, 30_000))).toMatch(/digits\.csv\.gz is damaged/);
    // What is no gzip is held to the same length, and lines reserve nothing that they can't fill.
    expect(await failure('digits', () => new Uint8Array(17 * 1024 * 1024))).toMatch(
      /digits\.csv\.gz is damaged: it is larger than it should be/,
    );
    expect(
      await failure('digits', () => new Uint8Array(8 * 1024 * 1024).fill(0x0a).fill(0x30, 0, 1)),
    ).toMatch(/^Line 1 .* has 1 values where 64/);
    expect(await failure('digits', () => new Uint8Array())).toMatch(/should have 1442 training pictures/);
    expect(await failure('digits', () => gzipSync(strToU8('1,2,3\n')))).toMatch(
      /^Line 1 .* has 3 values where 64/,
    );
    const line = `${'0,'.repeat(63)}17,0`;
    expect(await failure('digits', () => gzipSync(strToU8(line)))).toMatch(/has "17" where .* from 0 to 16/);
    expect(await failure('fashion-mnist', () => labels)).toMatch(/not an IDX file of 60000×28×28/);
  });

  it('text that a server unpacked on the way is read all the same', async () => {
    expect(await failure('digits', () => strToU8(`${'0,'.repeat(64)}0\n`))).toMatch(/should have 1442/);
  });

  it('a flipped byte is noticed or changes nothing, and nothing but a DataError is thrown', async () => {
    const whole = await contentOf('digits', 'training', () => Promise.resolve(digits));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(digits.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (position, flip) => {
          const garbled = digits.slice();
          garbled[position] = (garbled[position] ?? 0) ^ flip;
          // The header's time and system, and the bits after the last block, mean nothing.
          const loaded = await contentOf('digits', 'training', () => Promise.resolve(garbled)).catch(
            (error: unknown) => {
              expect(error).toBeInstanceOf(DataError);
              return whole;
            },
          );
          expect(Buffer.compare(loaded.pixels, whole.pixels)).toBe(0);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('a folder', () => {
  const folder = (files: Readonly<Record<string, Uint8Array>>) =>
    openFolder({
      name: 'mine',
      paths: Object.keys(files),
      read: (path) => Promise.resolve(files[path] ?? new Uint8Array()),
      decode: (path) => Promise.reject(new DataError(`${path} is none.`)),
    });

  /** As `numpy` and every other writer of IDX has it: big-endian sizes, then the values. */
  const idxFile = (sizes: readonly number[], values: readonly number[]): Uint8Array =>
    Uint8Array.from([
      ...[0, 0, 8, sizes.length],
      ...sizes.flatMap((size) => [size >>> 24, (size >>> 16) & 255, (size >>> 8) & 255, size & 255]),
      ...values,
    ]);

  it('with the four files of IDX is read, packed or not', async () => {
    const source = await folder({
      'raw/train-images-idx3-ubyte': idxFile([2, 1, 2], [1, 2, 3, 4]),
      'raw/train-labels-idx1-ubyte': idxFile([2], [0, 2]),
      'raw/t10k-images-idx3-ubyte.gz': gzipSync(idxFile([1, 1, 2], [5, 6])),
      'raw/t10k-labels-idx1-ubyte': idxFile([1], [1]),
    });
    expect(source.facts).toMatchObject({
      name: 'mine',
      classNames: ['0', '1', '2'],
      ...{ height: 1, width: 2, channels: 1, trainCount: 2, testCount: 1 },
      classCounts: { training: [1, 0, 1], test: [0, 1, 0] },
    });
    const [picture] = await source.part('test').read([0]);
    expect(picture?.values).toEqual(Uint8Array.of(5, 6));
  });

  it('with lines of pixels is read', async () => {
    const source = await folder({
      'train.csv': strToU8('0,255,1,2,1\n9,9,9,9,0\n'),
      'test.csv': strToU8('7,7,7,7,1\n'),
    });
    expect(source.facts).toMatchObject({ height: 2, width: 2, classNames: ['0', '1'], trainCount: 2 });
    const [picture] = await source.part('training').read([0]);
    expect(picture?.values).toEqual(Uint8Array.of(0, 255, 1, 2));
  });

  it('that unpacks to more than a hundred times its size is refused', async () => {
    const lines = strToU8('0,0,0,0,0\n'.repeat(300_000));
    await expect(
      folder({ 'train.csv.gz': gzipSync(lines), 'test.csv': strToU8('0,0,0,0,0\n') }),
    ).rejects.toThrow(/train\.csv\.gz is damaged: it ends in the middle or is larger than it should be/);
    // As it lies there it is read.
    const source = await folder({ 'train.csv': lines, 'test.csv': strToU8('0,0,0,0,0\n') });
    expect(source.facts.trainCount).toBe(300_000);
  });

  it('of another kind is refused by what can be read', async () => {
    const known = sourceFormats.map(({ title, help }) => `${title} (${help.slice(0, -1)})`).join('; ');
    await expect(folder({ 'cat.txt': strToU8('cat') })).rejects.toThrow(
      `No set of pictures was found in the folder mine. These formats are read: ${known}.`,
    );
    await expect(
      folder({ 'train.csv': strToU8('1,2,3,0\n'), 'test.csv': strToU8('1,2,3,0\n') }),
    ).rejects.toThrow('has 3 pixels, which is no square');
  });
});
