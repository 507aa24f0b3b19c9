import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { contentOf, folderOf } from './testing/folder-of';

interface Written {
  readonly descr?: string;
  readonly fortran?: boolean;
  readonly shape: string;
  readonly values: ArrayLike<number>;
  readonly version?: 1 | 2 | 3;
}

/** By NumPy's documentation of the format (numpy.lib.format): the head padded with spaces to a multiple of 64. */
function npy({ descr = '|u1', fortran = false, shape, values, version = 1 }: Written): Uint8Array {
  const begin = version === 1 ? 10 : 12;
  const text = `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${shape}), }`;
  const padded = text.padEnd(Math.ceil((begin + text.length + 1) / 64) * 64 - begin - 1) + '\n';
  const bytes = Array.from(strToU8(`NUMPY${padded}`, true));
  const length = [padded.length & 255, padded.length >> 8, ...(version === 1 ? [] : [0, 0])];
  return Uint8Array.from([
    0x93,
    ...bytes.slice(0, 5),
    version,
    0,
    ...length,
    ...bytes.slice(5),
    ...Array.from(values),
  ]);
}

const medmnist = {
  train_images: npy({ shape: '3, 1, 2', values: [1, 2, 3, 4, 5, 6] }),
  train_labels: npy({ shape: '3, 1', values: [1, 0, 1] }),
  val_images: npy({ shape: '1, 1, 2', values: [7, 8] }),
  val_labels: npy({ shape: '1, 1', values: [0] }),
  test_images: npy({ shape: '2, 1, 2', values: [9, 10, 11, 12] }),
  test_labels: npy({ shape: '2, 1', values: [1, 0] }),
};

function archive(arrays: Readonly<Record<string, Uint8Array>>, level: 0 | 6 = 0): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(arrays).map(([name, each]) => [`${name}.npy`, each])), {
    level,
  });
}
const open = (arrays: Readonly<Record<string, Uint8Array>>, level: 0 | 6 = 0) =>
  folderOf({ 'set.npz': archive(arrays, level) });
const openWith = (arrays: Readonly<Record<string, Uint8Array>>) => open({ ...medmnist, ...arrays });

describe('an NPZ', () => {
  it.each([0, 6] as const)(
    'as MedMNIST has it is read with its validation part, packed %i',
    async (level) => {
      const source = await open(medmnist, level);
      expect(source.facts).toMatchObject({
        ...{ height: 1, width: 2, channels: 1, trainCount: 3, testCount: 2, remarks: [] },
        classNames: ['0', '1'],
        classCounts: { training: [1, 2], validation: [1, 0], test: [1, 1] },
      });
      expect(await contentOf(source, 'training')).toEqual({
        pictures: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        labels: [1, 0, 1],
      });
      expect(await contentOf(source, 'validation')).toEqual({ pictures: [[7, 8]], labels: [0] });
      expect(await contentOf(source, 'test')).toEqual({
        pictures: [
          [9, 10],
          [11, 12],
        ],
        labels: [1, 0],
      });
    },
  );

  it('as Keras has it is read, in colour too, and without validation', async () => {
    const source = await open({
      x_test: npy({ shape: '1, 1, 2, 3', values: [1, 2, 3, 4, 5, 6] }),
      x_train: npy({ shape: '1, 1, 2, 3', values: [7, 8, 9, 10, 11, 12] }),
      y_train: npy({ shape: '1,', values: [2] }),
      y_test: npy({ shape: '1,', values: [1] }),
    });
    expect(source.facts).toMatchObject({ channels: 3, classCounts: { validation: [0, 0, 0] } });
    expect(source.facts.remarks).toEqual([
      'No training picture is of class 0, 1: classes are counted from 0.',
    ]);
    expect(await contentOf(source, 'training')).toEqual({ pictures: [[7, 8, 9, 10, 11, 12]], labels: [2] });
  });

  it.each([
    ['<i8', [1, 0, 0, 0, 0, 0, 0, 0, ...new Array<number>(8).fill(0), 44, 1, 0, 0, 0, 0, 0, 0]],
    ['>i8', [0, 0, 0, 0, 0, 0, 0, 1, ...new Array<number>(8).fill(0), 0, 0, 0, 0, 0, 0, 1, 44]],
    ['<u8', [1, 0, 0, 0, 0, 0, 0, 0, ...new Array<number>(8).fill(0), 44, 1, 0, 0, 0, 0, 0, 0]],
    ['<i4', [1, 0, 0, 0, 0, 0, 0, 0, 44, 1, 0, 0]],
    ['>u4', [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 44]],
    ['<i2', [1, 0, 0, 0, 44, 1]],
    ['>i2', [0, 1, 0, 0, 1, 44]],
    ['=u2', [1, 0, 0, 0, 44, 1]],
  ])('has labels of type %s', async (descr, values) => {
    const source = await openWith({ train_labels: npy({ descr, shape: '3,', values }) });
    expect((await contentOf(source, 'training')).labels).toEqual([1, 0, 300]);
  });

  it.each([1, 2, 3] as const)(
    'in version %i of the format, also as Python 2 wrote it, is read',
    async (version) => {
      const train_images = npy({ shape: '3L, 1L, 2L', values: [1, 2, 3, 4, 5, 6], version });
      const { pictures } = await contentOf(await openWith({ train_images }), 'training');
      expect(pictures).toEqual([
        [1, 2],
        [3, 4],
        [5, 6],
      ]);
    },
  );

  it('in Fortran’s order is turned', async () => {
    // numpy.asfortranarray(numpy.arange(6).reshape(3, 1, 2)).tobytes('A')
    const train_images = npy({ fortran: true, shape: '3, 1, 2', values: [0, 2, 4, 1, 3, 5] });
    const { pictures } = await contentOf(await openWith({ train_images }), 'training');
    expect(pictures).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
    ]);
  });

  const six = [1, 2, 3, 4, 5, 6];
  it.each([
    [
      { train_images: npy({ descr: '<f4', shape: '1, 1, 1', values: [0, 0, 128, 63] }) },
      /^The array train_images of set\.npz has values of NumPy's type f4, and pictures are read as bytes \(uint8\)\. Save \(x \* 255\)\.round\(\)\.astype\('uint8'\) where/,
    ],
    [
      { train_images: npy({ descr: '|b1', shape: '3, 1, 2', values: six }) },
      /Save x\.astype\('uint8'\) \* 255\.$/,
    ],
    [{ train_images: npy({ descr: '|O', shape: '3, 1, 2', values: six }) }, /holds Python's objects/],
    [
      { train_images: npy({ shape: '1, 6', values: six }) },
      /is 1×6, but pictures are N×height×width or N×height×width×3\.$/,
    ],
    [{ train_images: npy({ shape: '1, 3, 1, 2', values: six }) }, /Save x\.transpose\(0, 2, 3, 1\)\.$/],
    [{ train_images: npy({ shape: '0, 1, 2', values: [] }) }, /is 0×1×2, but/],
    [
      { train_images: npy({ shape: '4, 1, 2', values: six }) },
      /should have 8 bytes of values for 4×1×2 by its head, but has 6\./,
    ],
    [{ train_images: npy({ shape: '99999999, 99999999, 2', values: six }) }, /is damaged/],
    [{ train_images: Uint8Array.of(1, 2, 3) }, /^The array train_images of set\.npz is damaged/],
    [
      { train_images: npy({ shape: '2, 1, 3', values: six }) },
      /train_images has 2 pictures, but train_labels has 3 labels/,
    ],
    [
      { test_images: npy({ shape: '2, 2, 1', values: six.slice(2) }) },
      /The pictures of test_images in set\.npz are 2×1×1, but those of train_images 1×2×1/,
    ],
    [
      { train_labels: npy({ shape: '3, 2', values: six }) },
      /is 3×2, but there is one label for each picture: N or N×1\. Save y\.argmax\(1\)/,
    ],
    [
      { train_labels: npy({ descr: '<f8', shape: '3,', values: new Uint8Array(24) }) },
      /type f8, and labels are whole numbers\. Save y\.astype\('int64'\)\./,
    ],
    [
      { train_labels: npy({ descr: '|i1', shape: '3,', values: [0, 255, 0] }) },
      /has -1 at place 1, but classes are numbers from 0 to 9999/,
    ],
    [
      { test_labels: npy({ shape: '2,', values: [0, 5] }) },
      /test_labels has pictures of class 5, of which train_labels has none/,
    ],
  ])('that can’t be used is refused by a sentence: case %#', async (arrays, sentence) => {
    await expect(openWith(arrays)).rejects.toThrow(sentence);
  });

  it('that unpacks to much more than it has, or to more than it says, is refused', async () => {
    const bomb = {
      ...medmnist,
      train_images: npy({ shape: '30, 1000, 1000', values: new Uint8Array(30_000_000) }),
    };
    await expect(open(bomb, 6)).rejects.toThrow(
      /^The data file set\.npz can't be opened: .* is the limit\. Put/,
    );
    const packed = archive(medmnist, 6);
    const view = new DataView(packed.buffer);
    for (let at = 0; at + 46 < packed.length; at += 1) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    }
    await expect(folderOf({ 'set.npz': packed })).rejects.toThrow(/“train_images\.npy” is damaged/);
    await expect(folderOf({ 'set.npz': packed.subarray(0, 20) })).rejects.toThrow(
      /^The data file set\.npz can't be opened/,
    );
  });

  it('is looked for where its arrays have these names, and where there is one', async () => {
    await expect(open({ features: medmnist.train_images })).rejects.toThrow(
      'The NPZ file set.npz holds the arrays features. Save pictures and labels as train_images, train_labels, test_images and test_labels.',
    );
    await expect(folderOf({ 'a.npz': archive(medmnist), 'b.npz': archive(medmnist) })).rejects.toThrow(
      'The folder mine holds 2 NPZ files: a.npz, b.npz.',
    );
    // Beside pictures it may be anything.
    const pictures = { 'cat/1.jpg': Uint8Array.of(1, 1, 1), 'dog/1.jpg': Uint8Array.of(1, 1, 2) };
    const other = await folderOf({
      ...pictures,
      'features.npz': archive({ features: medmnist.train_images }),
    });
    expect(other.facts.classNames).toEqual(['cat', 'dog']);
    const shown = await folderOf({ ...pictures, 'set.npz': archive(medmnist) });
    expect(shown.facts.classNames).toEqual(['0', '1']);
  });
});
