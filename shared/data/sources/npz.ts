/** NumPy's archive of arrays (numpy.savez, savez_compressed) with the names that MedMNIST and Keras' mnist.npz give them. */
import { bytesSource } from '../../format/byte-source';
import { FormatError } from '../../format/format-error';
import { openZip, type ZipArchive } from '../../format/zip-read';
import { DataError } from '../data-error';
import { mostUnpacked } from '../gunzip';
import { type NpyArray, readNpy, wholeNumbers } from '../npy';
import { type PackedPictures, packedRows } from '../packed-rows';
import { isHidden, isOfPictures } from '../picture-paths';
import type { PartName } from '../source';
import type { Folder, FoundSet, SourceFormat } from './define';

/** Bytes of an archive, and of an array in it: what Node reads at once. */
const LARGEST = 2 ** 31 - 2;
const MOST_CLASSES = 10_000;

/** Names of the arrays of pictures and of labels. */
type Pair = readonly [images: string, labels: string];

/** MedMNIST's (https://medmnist.com) and Keras'; the latter's have no pictures for validation. */
const schemes: readonly Readonly<Record<PartName, Pair>>[] = [
  {
    training: ['train_images', 'train_labels'],
    validation: ['val_images', 'val_labels'],
    test: ['test_images', 'test_labels'],
  },
  { training: ['x_train', 'y_train'], validation: ['x_val', 'y_val'], test: ['x_test', 'y_test'] },
];

export const npz: SourceFormat = {
  title: 'NPZ',
  help: 'one archive of NumPy (.npz) with train_images, train_labels, test_images and test_labels (and val_images, val_labels), as MedMNIST has them, or x_train, y_train, x_test and y_test, as in Keras’ mnist.npz: pictures as uint8, N×height×width or N×height×width×3, classes counted from 0.',
  async find(folder): Promise<FoundSet | null> {
    const { name, paths } = folder;
    const archives = paths.filter((path) => /\.npz$/i.test(path) && !isHidden(path)).sort();
    const [path] = archives;
    // Beside files of pictures an archive may hold anything.
    const mayBeOther = paths.some((each) => isOfPictures(each));
    if (path === undefined || (mayBeOther && archives.length > 1)) return null;
    if (archives.length > 1) {
      const more = archives.length > 4 ? ', …' : '';
      throw new DataError(
        `The folder ${name} holds ${archives.length} NPZ files: ${archives.slice(0, 4).join(', ')}${more}. Put the one that is to be read into a folder of its own.`,
      );
    }
    return openArchive(folder, path, mayBeOther);
  },
};

async function openArchive(folder: Folder, path: string, mayBeOther: boolean): Promise<FoundSet | null> {
  const zip = await inSentences(openArchiveOf(path, await folder.file(path, LARGEST)));
  const has = (array: string): boolean => zip.entries.has(`${array}.npy`);
  const scheme = schemes.find(({ training, test }) => [...training, ...test].every(has));
  if (scheme === undefined) {
    if (mayBeOther) return null;
    const names = [...zip.entries.keys()].map((entry) => entry.replace(/\.npy$/, ''));
    const shown = names.slice(0, 8).join(', ') + (names.length > 8 ? ', …' : '');
    throw new DataError(
      `The NPZ file ${path} holds the arrays ${shown || '(none)'}. Save pictures and labels as train_images, train_labels, test_images and test_labels.`,
    );
  }
  const read = (pair: Pair): Promise<PackedPictures> => readPair(zip, path, pair);
  const training = await read(scheme.training);
  const test = await read(scheme.test);
  const validation = scheme.validation.every(has) ? await read(scheme.validation) : null;
  const classCount = training.labels.reduce((most, label) => Math.max(most, label + 1), 0);
  for (const [part, [images, labels]] of [
    [test, scheme.test],
    [validation, scheme.validation],
  ] as const) {
    if (part !== null) refuseOtherThan(training, classCount, part, { path, images, labels }, scheme.training);
  }
  return describe(folder, { training, validation, test }, classCount);
}

interface Pictures {
  readonly training: PackedPictures;
  readonly validation: PackedPictures | null;
  readonly test: PackedPictures;
}

function describe({ name }: Folder, { training, validation, test }: Pictures, classCount: number): FoundSet {
  const { height, width, channels } = training;
  const count = training.count + (validation?.count ?? 0) + test.count;
  const present = new Set(training.labels);
  const absent = Array.from({ length: classCount }, (_, label) => label).filter(
    (label) => !present.has(label),
  );
  return {
    about: {
      name,
      title: name,
      summary: `${count.toLocaleString('en-US')} ${channels === 1 ? 'grey' : 'coloured'} pictures of ${height}×${width} pixels in NumPy’s arrays.`,
      licence: '',
      source: '',
      height,
      width,
      channels,
      classNames: Array.from({ length: classCount }, (_, label) => String(label)),
      trainCount: training.count,
      testCount: test.count,
    },
    remarks:
      absent.length === 0
        ? []
        : [
            `No training picture is of class ${absent.slice(0, 8).join(', ')}${absent.length > 8 ? ', …' : ''}: classes are counted from 0.`,
          ],
    read: () =>
      Promise.resolve({
        training: packedRows(training),
        ...(validation && { validation: packedRows(validation) }),
        test: packedRows(test),
      }),
  };
}

/** Throws `DataError` where pictures to test with can't go through a network for the others. */
function refuseOtherThan(
  training: PackedPictures,
  classCount: number,
  part: PackedPictures,
  { path, images, labels }: { readonly path: string; readonly images: string; readonly labels: string },
  [trainImages, trainLabels]: Pair,
): void {
  const shapeOf = ({ height, width, channels }: PackedPictures): string => `${height}×${width}×${channels}`;
  if (shapeOf(part) !== shapeOf(training)) {
    throw new DataError(
      `The pictures of ${images} in ${path} are ${shapeOf(part)}, but those of ${trainImages} ${shapeOf(training)}. Save them in one size.`,
    );
  }
  const strange = part.labels.find((label) => label >= classCount);
  if (strange !== undefined)
    throw new DataError(
      `In ${path} ${labels} has pictures of class ${strange}, of which ${trainLabels} has none. Put some of them among the training pictures.`,
    );
}

const openArchiveOf = (path: string, bytes: Uint8Array): Promise<ZipArchive> =>
  openZip(bytesSource(bytes), `The data file ${path}`);

/** What is wrong with an archive as a `DataError`. */
async function inSentences<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof FormatError
      ? new DataError(`${error.message} Put a fresh copy in its place.`)
      : error;
  }
}

async function readArray(zip: ZipArchive, path: string, name: string): Promise<NpyArray> {
  const what = `The array ${name} of ${path}`;
  const entry = zip.entries.get(`${name}.npy`);
  if (entry === undefined) throw new DataError(`${what} is missing.`);
  const most = Math.min(LARGEST, mostUnpacked(entry.compressed));
  return readNpy(what, await inSentences(zip.read(entry, most)));
}

async function readPair(zip: ZipArchive, path: string, [images, labels]: Pair): Promise<PackedPictures> {
  const pictures = picturesOf(`The array ${images} of ${path}`, await readArray(zip, path, images));
  const classes = classesOf(`The array ${labels} of ${path}`, await readArray(zip, path, labels));
  if (classes.length !== pictures.count) {
    throw new DataError(
      `In ${path} ${images} has ${pictures.count} pictures, but ${labels} has ${classes.length} labels. Save one for each picture.`,
    );
  }
  return { ...pictures, labels: classes };
}

/** The functions that make bytes of other types; whoever cuts x · 255 instead of rounding it loses 1 in some values. */
const conversions: Readonly<Record<string, string>> = {
  f: "(x * 255).round().astype('uint8') where its values go from 0 to 1, x.round().astype('uint8') where they go from 0 to 255",
  b: "x.astype('uint8') * 255",
  i: "x.astype('uint8') where its values go from 0 to 255",
  u: "x.astype('uint8') where its values go from 0 to 255",
};

function picturesOf(what: string, { shape, type, values }: NpyArray): Omit<PackedPictures, 'labels'> {
  if (type !== 'u1') {
    const how = conversions[type.charAt(0)];
    throw new DataError(
      `${what} has values of NumPy's type ${type}, and pictures are read as bytes (uint8).${how === undefined ? '' : ` Save ${how}.`}`,
    );
  }
  const [count = 0, height = 0, width = 0, channels = 1] = shape;
  const fits = (shape.length === 3 || shape.length === 4) && (channels === 1 || channels === 3);
  if (!fits || count * height * width === 0) {
    const first = shape.length === 4 && (height === 1 || height === 3);
    throw new DataError(
      `${what} is ${shape.join('×') || 'a single number'}, but pictures are N×height×width or N×height×width×3.${first ? ' Save x.transpose(0, 2, 3, 1).' : ''}`,
    );
  }
  return { count, height, width, channels, pixels: values };
}

function classesOf(what: string, array: NpyArray): Uint16Array {
  const { shape, type } = array;
  const [count = 0, each = 1] = shape;
  if (shape.length < 1 || shape.length > 2 || each !== 1) {
    throw new DataError(
      `${what} is ${shape.join('×') || 'a single number'}, but there is one label for each picture: N or N×1.${shape.length === 2 ? ' Save y.argmax(1) where the class has a 1 and the others have 0; several classes for a picture are not read.' : ''}`,
    );
  }
  const numbers = wholeNumbers(array);
  if (numbers === null) {
    throw new DataError(
      `${what} has values of NumPy's type ${type}, and labels are whole numbers. Save y.astype('int64').`,
    );
  }
  const wrong = numbers.findIndex((label) => label < 0 || label >= MOST_CLASSES);
  if (wrong >= 0) {
    throw new DataError(
      `${what} has ${numbers[wrong]} at place ${wrong}, but classes are numbers from 0 to ${MOST_CLASSES - 1}.`,
    );
  }
  return Uint16Array.from(numbers.subarray(0, count));
}
