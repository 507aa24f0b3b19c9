/**
 * The binary version of CIFAR-10 and CIFAR-100 (https://www.cs.toronto.edu/~kriz/cifar.html): a record for each picture, its
 * label in a byte, or the coarse and then the fine one in two, then 1,024 values of red, of green and of blue, row by row.
 */
import { DataError } from '../data-error';
import { fromUtf8 } from '../../format/utf8';
import { type PackedPictures, packedRows } from '../packed-rows';
import { isHidden } from '../picture-paths';
import type { Folder, FoundSet, SourceFormat } from './define';

const SIDE = 32;
const PLANE = SIDE * SIDE;
const CHANNELS = 3;
const PICTURE = PLANE * CHANNELS;

/** Bytes of a file: the largest of both sets has 154 MB. */
const LARGEST = 2 ** 29;
const LARGEST_NAMES = 2 ** 20;

/** As the set's page lists them. */
const ten = 'airplane automobile bird cat deer dog frog horse ship truck'.split(' ');
const BATCHES = 5;

interface Files {
  readonly training: readonly string[];
  readonly test: string;
  /** Bytes in front of the pixels; the last is the class. */
  readonly labelBytes: number;
  /** Null where there is no file of names. */
  readonly names: string | null;
  /** Without one. */
  readonly usualNames: readonly string[];
  readonly remarks: readonly string[];
}

export const cifar: SourceFormat = {
  title: 'CIFAR',
  help: 'The binary version of CIFAR-10 (data_batch_1.bin to data_batch_5.bin, test_batch.bin, batches.meta.txt) or CIFAR-100 (train.bin, test.bin, fine_label_names.txt), and sets of 32×32 pixels that are written like them.',
  async find(folder): Promise<FoundSet | null> {
    const files = tenIn(folder) ?? (await hundredIn(folder));
    return files && readSet(folder, files);
  },
};

async function readSet({ name, file }: Folder, files: Files): Promise<FoundSet> {
  const classNames = files.names
    ? namesIn(files.names, await file(files.names, LARGEST_NAMES))
    : files.usualNames;
  const read = async (paths: readonly string[]): Promise<PackedPictures> => {
    const batches: Batch[] = [];
    for (const path of paths) batches.push({ path, bytes: await file(path, LARGEST) });
    return unpack(batches, files.labelBytes, classNames.length);
  };
  const parts = { training: await read(files.training), test: await read([files.test]) };
  const [trainCount, testCount] = [parts.training.count, parts.test.count];
  return {
    about: {
      name,
      title: name,
      summary: `${(trainCount + testCount).toLocaleString('en-US')} coloured pictures of ${SIDE}×${SIDE} pixels in the files of CIFAR.`,
      licence: '',
      source: '',
      height: SIDE,
      width: SIDE,
      channels: CHANNELS,
      classNames,
      trainCount,
      testCount,
    },
    remarks: files.remarks,
    read: () => Promise.resolve({ training: packedRows(parts.training), test: packedRows(parts.test) }),
  };
}

interface Batch {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Records behind each other to pictures whose pixels have their channels side by side. Throws `DataError`. */
function unpack(batches: readonly Batch[], labelBytes: number, classCount: number): PackedPictures {
  const record = labelBytes + PICTURE;
  for (const { path, bytes } of batches) {
    if (bytes.length > 0 && bytes.length % record === 0) continue;
    throw new DataError(
      `The data file ${path} has ${bytes.length} bytes, which are no whole pictures of ${record} bytes each. Put a fresh copy in its place.`,
    );
  }
  const count = batches.reduce((all, { bytes }) => all + bytes.length / record, 0);
  const pixels = new Uint8Array(count * PICTURE);
  const labels = new Uint16Array(count);
  let picture = 0;
  for (const { path, bytes } of batches) {
    for (let from = 0; from < bytes.length; from += record, picture += 1) {
      const label = bytes[from + labelBytes - 1] ?? 0;
      if (label >= classCount) {
        throw new DataError(
          `Picture ${from / record + 1} in the data file ${path} has class ${label}, but there are classes 0 to ${classCount - 1} only. Put a fresh copy in its place.`,
        );
      }
      labels[picture] = label;
      const planes = from + labelBytes;
      const to = picture * PICTURE;
      for (let at = 0; at < PLANE; at += 1) {
        for (let channel = 0; channel < CHANNELS; channel += 1)
          pixels[to + at * CHANNELS + channel] = bytes[planes + channel * PLANE + at] ?? 0;
      }
    }
  }
  return { count, height: SIDE, width: SIDE, channels: CHANNELS, pixels, labels };
}

/** A line each; the sets' own files end in an empty one. Throws `DataError`. */
function namesIn(path: string, bytes: Uint8Array): readonly string[] {
  const names = fromUtf8(bytes)
    .split('\n')
    .map((line) => line.trim());
  while (names.at(-1) === '') names.pop();
  const empty = names.indexOf('');
  if (names.length > 0 && empty < 0) return names;
  throw new DataError(
    `${path} should hold the name of a class in each line, but line ${empty + 1} is empty. Put a fresh copy in its place.`,
  );
}

const lastName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The one file of this name. Throws `DataError` where there are several: each may be another set. */
function theOne({ name, paths }: Folder, wanted: string): string | null {
  const found = paths.filter((path) => lastName(path) === wanted && !isHidden(path)).sort();
  if (found.length > 1) {
    throw new DataError(
      `The folder ${name} holds more than one set: ${found.join(' and ')}. Open the folder of one of them.`,
    );
  }
  return found[0] ?? null;
}

/** Null where none of the files of CIFAR-10 is there. */
function tenIn(folder: Folder): Files | null {
  const { name, paths } = folder;
  const test = theOne(folder, 'test_batch.bin');
  const isThere = new Set(paths);
  if (test === null) {
    const batch = paths.find((path) => /(^|\/)data_batch_\d\.bin$/.test(path));
    if (batch !== undefined)
      throw new DataError(
        `The folder ${name} holds ${batch}, but not the pictures to test with. Put the file test_batch.bin of CIFAR-10 beside it.`,
      );
    const pickle = paths.find((path) => lastName(path) === 'test_batch');
    if (pickle !== undefined && isThere.has(pickle.replace(/test_batch$/, 'data_batch_1')))
      throw new DataError(
        `${pickle} is in the Python version of CIFAR-10, whose files are programs and are not run. Get the binary version from the same page.`,
      );
    return null;
  }
  const beside = (wanted: string): string => test.slice(0, -'test_batch.bin'.length) + wanted;
  const batches = Array.from({ length: BATCHES }, (_, i) => beside(`data_batch_${i + 1}.bin`));
  const training = batches.filter((path) => isThere.has(path));
  const missing = batches.filter((path) => !isThere.has(path));
  if (training.length === 0)
    throw new DataError(
      `The folder ${name} holds ${test}, but no pictures to train with. Put data_batch_1.bin to data_batch_5.bin of CIFAR-10 beside it.`,
    );
  const meta = beside('batches.meta.txt');
  return {
    training,
    test,
    labelBytes: 1,
    names: isThere.has(meta) ? meta : null,
    usualNames: ten,
    remarks:
      missing.length === 0
        ? []
        : [
            `Of CIFAR-10’s files ${missing.map(lastName).join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing.`,
          ],
  };
}

/**
 * Null where its files are not there. Without the list of names, files called train.bin and test.bin may be anything: they
 * are of this kind where one of them has whole pictures.
 */
async function hundredIn(folder: Folder): Promise<Files | null> {
  const isThere = new Set(folder.paths);
  const pair = folder.paths.filter(
    (path) =>
      lastName(path) === 'train.bin' &&
      !isHidden(path) &&
      isThere.has(path.replace(/train\.bin$/, 'test.bin')),
  );
  if (pair.length === 0) return null;
  const training = theOne(folder, 'train.bin');
  if (training === null) return null;
  const beside = (wanted: string): string => training.slice(0, -'train.bin'.length) + wanted;
  const [test, names] = [beside('test.bin'), beside('fine_label_names.txt')];
  const files: Files = {
    training: [training],
    test,
    labelBytes: 2,
    names: isThere.has(names) ? names : null,
    usualNames: Array.from({ length: 100 }, (_, label) => String(label)),
    remarks: [],
  };
  if (files.names !== null) return files;
  for (const path of [training, test]) {
    const { length } = await folder.file(path, LARGEST);
    if (length > 0 && length % (2 + PICTURE) === 0) return files;
  }
  return null;
}
