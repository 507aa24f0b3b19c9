import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { contentOf, folderOf } from './testing/folder-of';

/** A record by the set's page: the labels, then a plane of each colour. Pixel i has red i, green i + 1, blue i + 2, and `add` more. */
const record = (labels: readonly number[], add = 0): number[] => [
  ...labels,
  ...[0, 1, 2].flatMap((channel) => Array.from({ length: 1024 }, (_, i) => (i + channel + add) % 256)),
];
const file = (...records: readonly (readonly number[])[]): Uint8Array => Uint8Array.from(records.flat());
const interleaved = (add = 0): number[] =>
  Array.from({ length: 1024 }, (_, i) => [0, 1, 2].map((channel) => (i + channel + add) % 256)).flat();

const batches = {
  'data_batch_1.bin': file(record([3]), record([9], 5)),
  'data_batch_2.bin': file(record([0], 7)),
  'data_batch_3.bin': file(record([1])),
  'data_batch_4.bin': file(record([1])),
  'data_batch_5.bin': file(record([2], 9)),
  'test_batch.bin': file(record([8], 11)),
};

describe('CIFAR', () => {
  it('10 is read with its planes side by side, the batches in their order', async () => {
    const source = await folderOf({ ...batches, 'readme.html': strToU8('<p>') });
    expect(source.facts).toMatchObject({
      ...{ height: 32, width: 32, channels: 3, trainCount: 6, testCount: 1, remarks: [] },
      classNames: 'airplane automobile bird cat deer dog frog horse ship truck'.split(' '),
    });
    const { pictures, labels } = await contentOf(source, 'training');
    expect(labels).toEqual([3, 9, 0, 1, 1, 2]);
    expect([pictures[0], pictures[1], pictures[5]]).toEqual([interleaved(), interleaved(5), interleaved(9)]);
    expect(await contentOf(source, 'test')).toEqual({ pictures: [interleaved(11)], labels: [8] });
  });

  it('10 has the names of its list, which ends in an empty line, and lies in a folder of its own', async () => {
    const names = Array.from({ length: 10 }, (_, i) => `name ${i}`);
    const inside = Object.fromEntries(Object.entries(batches).map(([path, each]) => [`cifar/${path}`, each]));
    const source = await folderOf({
      ...inside,
      'cifar/batches.meta.txt': strToU8(`${names.join('\r\n')}\n\n`),
      '__MACOSX/cifar/test_batch.bin': file(),
    });
    expect(source.facts.classNames).toEqual(names);
    await expect(folderOf({ ...batches, 'batches.meta.txt': strToU8('cat\n\ndog\n') })).rejects.toThrow(
      'batches.meta.txt should hold the name of a class in each line, but line 2 is empty.',
    );
  });

  it('100 has the fine label, which comes second, with its names or with numbers', async () => {
    const files = {
      'train.bin': file(record([19, 99]), record([0, 7])),
      'test.bin': file(record([4, 0], 3)),
    };
    const source = await folderOf(files);
    expect(source.facts.classNames).toEqual(Array.from({ length: 100 }, (_, label) => String(label)));
    expect((await contentOf(source, 'training')).labels).toEqual([99, 7]);
    expect(await contentOf(source, 'test')).toEqual({ pictures: [interleaved(3)], labels: [0] });
    const names = Array.from({ length: 100 }, (_, i) => `fine ${i}`);
    const named = await folderOf({ ...files, 'fine_label_names.txt': strToU8(names.join('\n')) });
    expect(named.facts.classNames).toEqual(names);
  });

  it('without some of its batches is read, and says so', async () => {
    const others = Object.entries(batches).filter(([path]) => !/_[25]\.bin$/.test(path));
    const source = await folderOf(Object.fromEntries(others));
    expect(source.facts.trainCount).toBe(4);
    expect(source.facts.remarks).toEqual([
      'Of CIFAR-10’s files data_batch_2.bin, data_batch_5.bin are missing.',
    ]);
  });

  it.each([
    [
      { ...batches, 'data_batch_4.bin': file(record([1]).slice(1)) },
      'The data file data_batch_4.bin has 3072 bytes, which are no whole pictures of 3073 bytes each. Put a fresh copy in its place.',
    ],
    [{ ...batches, 'test_batch.bin': file() }, 'The data file test_batch.bin has 0 bytes'],
    [
      { ...batches, 'data_batch_1.bin': file(record([0]), record([10])) },
      'Picture 2 in the data file data_batch_1.bin has class 10, but there are classes 0 to 9 only.',
    ],
    [{ 'data_batch_1.bin': file(record([0])) }, 'Put the file test_batch.bin of CIFAR-10 beside it.'],
    [
      { 'test_batch.bin': file(record([0])) },
      'Put data_batch_1.bin to data_batch_5.bin of CIFAR-10 beside it.',
    ],
    [{ data_batch_1: file(), test_batch: file() }, 'test_batch is in the Python version of CIFAR-10'],
    [
      { 'a/test_batch.bin': file(), 'b/test_batch.bin': file() },
      'The folder mine holds more than one set: a/test_batch.bin and b/test_batch.bin.',
    ],
    [
      { 'train.bin': file(record([0, 0])), 'test.bin': file([1]) },
      'The data file test.bin has 1 bytes, which are no whole pictures of 3074 bytes each.',
    ],
    [
      { 'train.bin': file([1]), 'test.bin': file([1]), 'fine_label_names.txt': strToU8('a\nb') },
      'The data file train.bin has 1 bytes',
    ],
    // What else is called so is none.
    [{ 'train.bin': file([1]), 'test.bin': file([1]) }, 'No set of pictures was found in the folder mine.'],
  ])('that is not whole is refused: case %#', async (files, sentence) => {
    await expect(folderOf(files)).rejects.toThrow(sentence);
  });
});
