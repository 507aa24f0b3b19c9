/** The IDX format of MNIST: 0, 0, type, rank, then the sizes big-endian, then the values. */
import type { DatasetDescription } from '../catalogue';
import { DataError } from '../data-error';
import { type PackedPictures, packedRows } from '../packed-rows';
import type { ReadDatasetFile } from '../source';
import type { FoundSet, Parts, SourceFormat } from './define';

const UNSIGNED_BYTE = 0x08;

/** The values of an IDX file of unsigned bytes whose sizes are exactly `shape`. Throws `DataError`. */
export function readIdx(path: string, bytes: Uint8Array, shape: readonly number[]): Uint8Array {
  const header = 4 + 4 * shape.length;
  const wanted = shape.join('×');
  if (
    bytes.length < header ||
    bytes[0] !== 0 ||
    bytes[1] !== 0 ||
    bytes[2] !== UNSIGNED_BYTE ||
    bytes[3] !== shape.length
  ) {
    throw new DataError(
      `The data file ${path} is not an IDX file of ${wanted} bytes. Put a fresh copy in its place.`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sizes = shape.map((_, axis) => view.getUint32(4 + 4 * axis));
  if (sizes.some((size, axis) => size !== shape[axis])) {
    throw new DataError(
      `The data file ${path} says that it holds ${sizes.join('×')} values, but ${wanted} belong there. Put a fresh copy in its place.`,
    );
  }
  const count = shape.reduce((product, size) => product * size, 1);
  if (bytes.length !== header + count) {
    throw new DataError(
      `The data file ${path} should be ${header + count} bytes long when unpacked, but is ${bytes.length}. Put a fresh copy in its place.`,
    );
  }
  return bytes.subarray(header);
}

/** Paths of the four files, as MNIST and the sets after it have them. */
export interface IdxFiles {
  readonly trainImages: string;
  readonly trainLabels: string;
  readonly testImages: string;
  readonly testLabels: string;
}

/** Pictures and labels in the sizes, counts and classes that `about` says. Throws `DataError`. */
export async function readIdxSet(
  files: IdxFiles,
  about: DatasetDescription,
  content: ReadDatasetFile,
): Promise<Parts> {
  const pair = (images: string, labels: string, count: number) =>
    readPair(images, labels, count, about, content);
  return {
    training: packedRows(await pair(files.trainImages, files.trainLabels, about.trainCount)),
    test: packedRows(await pair(files.testImages, files.testLabels, about.testCount)),
  };
}

async function readPair(
  images: string,
  labels: string,
  count: number,
  { title, height, width, channels, classNames }: DatasetDescription,
  content: ReadDatasetFile,
): Promise<PackedPictures> {
  const shape = channels === 1 ? [count, height, width] : [count, height, width, channels];
  const largest = 4 + 4 * shape.length + count * height * width * channels;
  const pixels = readIdx(images, await content(images, largest), shape);
  const classes = readIdx(labels, await content(labels, 8 + count), [count]);
  const wrong = classes.findIndex((label) => label >= classNames.length);
  if (wrong >= 0) {
    throw new DataError(
      `Picture ${wrong + 1} in the data file ${labels} has class ${classes[wrong]}, but ${title} has classes 0 to ${classNames.length - 1}. Put a fresh copy in its place.`,
    );
  }
  return { count, height, width, channels, pixels, labels: Uint16Array.from(classes) };
}

/** More than any set of this format has: a garbled length must not make us reserve gigabytes. */
const LARGEST = 2 ** 29;

/** Sizes from the head of an IDX file of unsigned bytes; null where it is none. */
function sizesIn(bytes: Uint8Array): readonly number[] | null {
  const rank = bytes[3] ?? 0;
  if (bytes[0] !== 0 || bytes[1] !== 0 || bytes[2] !== UNSIGNED_BYTE || bytes.length < 4 + 4 * rank)
    return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
}

const named = {
  trainImages: /(^|\/)train-images[.-]idx3-ubyte(\.gz)?$/,
  trainLabels: /(^|\/)train-labels[.-]idx1-ubyte(\.gz)?$/,
  testImages: /(^|\/)t10k-images[.-]idx3-ubyte(\.gz)?$/,
  testLabels: /(^|\/)t10k-labels[.-]idx1-ubyte(\.gz)?$/,
};

export const idx: SourceFormat = {
  title: 'IDX',
  help: 'The four files of MNIST and of the sets in its format (Fashion-MNIST, KMNIST, EMNIST), packed with gzip or not: train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte.',
  async find({ name, paths, content }): Promise<FoundSet | null> {
    const path = (pattern: RegExp): string | undefined => paths.find((each) => pattern.test(each));
    const trainImages = path(named.trainImages);
    const trainLabels = path(named.trainLabels);
    const testImages = path(named.testImages);
    const testLabels = path(named.testLabels);
    if (!trainImages || !trainLabels || !testImages || !testLabels) return null;
    const sizes = async (file: string, rank: number): Promise<readonly number[]> => {
      const found = sizesIn(await content(file, LARGEST));
      if (found?.length === rank) return found;
      throw new DataError(
        `The data file ${file} is not an IDX file of bytes with ${rank} sizes. Put a fresh copy in its place.`,
      );
    };
    const [trainCount = 0, height = 0, width = 0] = await sizes(trainImages, 3);
    const [testCount = 0] = await sizes(testImages, 3);
    // The labels are the last bytes of their file, behind eight others.
    const labels = (await content(trainLabels, LARGEST)).subarray(8);
    const classes = labels.reduce((most, label) => Math.max(most, label + 1), 0);
    const about: DatasetDescription = {
      name,
      title: name,
      summary: `${trainCount + testCount} grey pictures of ${height}×${width} pixels in IDX files.`,
      licence: '',
      source: '',
      height,
      width,
      channels: 1,
      classNames: Array.from({ length: classes }, (_, label) => String(label)),
      trainCount,
      testCount,
    };
    return {
      about,
      read: () => readIdxSet({ trainImages, trainLabels, testImages, testLabels }, about, content),
    };
  },
};
