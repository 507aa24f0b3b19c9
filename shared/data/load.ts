/** Reads a bundled data set whole and checks it. */
import { crc32 } from '../format/crc32';
import { toUtf8 } from '../format/utf8';
import { catalogue, findDataset, type CatalogueEntry } from './catalogue';
import { readCsv } from './csv';
import { DataError } from './data-error';
import type { LoadedDataset, Pictures, ReadDatasetFile } from './dataset';
import { gunzip, mostGzipped } from './gunzip';
import { readIdx } from './idx';

/** Longer than any of our text files; a garbled length field must not make us reserve gigabytes. */
const LARGEST_TEXT = 16 * 1024 * 1024;

/** Throws `DataError`, or whatever sentence `read` rejects with. */
export async function loadDataset(name: string, read: ReadDatasetFile): Promise<LoadedDataset> {
  const entry = findDataset(name);
  if (entry === undefined) {
    const known = catalogue.map((candidate) => candidate.name).join(', ');
    throw new DataError(`There is no data set called “${name}”. Choose one of ${known}.`);
  }
  const sums = new Map<string, number>();
  const { train, test } = await readSplits(entry, async (path, largest) => {
    const bytes = await read(path, largest);
    sums.set(path, crc32(bytes));
    return bytes;
  });
  for (const [part, pictures, count] of [
    ['training', train, entry.trainCount],
    ['test', test, entry.testCount],
  ] as const) {
    if (pictures.count !== count) {
      throw new DataError(
        `${entry.title} should have ${count} ${part} pictures, but its file has ${pictures.count}. Put a fresh copy in its place.`,
      );
    }
  }
  return { description: entry, fingerprint: fingerprintOf(sums), train, test };
}

/** A checksum over the files' paths and checksums, in the order of their paths. */
function fingerprintOf(sums: ReadonlyMap<string, number>): string {
  const lines = [...sums].map(([path, sum]) => `${path} ${sum.toString(16)}\n`);
  const sum = crc32(toUtf8(lines.sort().join('')));
  return `crc32:${sum.toString(16).padStart(8, '0')}`;
}

async function readSplits(
  entry: CatalogueEntry,
  read: ReadDatasetFile,
): Promise<{ readonly train: Pictures; readonly test: Pictures }> {
  const files = entry.files;
  if (files.kind === 'csv') {
    const bytes = await unpacked(files.file, LARGEST_TEXT, read);
    const all = readCsv(files.file, bytes, {
      ...entry,
      classCount: entry.classNames.length,
      largest: files.largest,
    });
    return splitLastFifth(all, entry.classNames.length);
  }
  const train = await readIdxPair(entry, files.trainImages, files.trainLabels, entry.trainCount, read);
  const test = await readIdxPair(entry, files.testImages, files.testLabels, entry.testCount, read);
  return { train, test };
}

async function unpacked(path: string, largest: number, read: ReadDatasetFile): Promise<Uint8Array> {
  return gunzip(path, await read(path, mostGzipped(largest)), largest);
}

async function readIdxPair(
  entry: CatalogueEntry,
  images: string,
  labels: string,
  count: number,
  read: ReadDatasetFile,
): Promise<Pictures> {
  const { height, width, channels } = entry;
  const shape = channels === 1 ? [count, height, width] : [count, height, width, channels];
  const largest = 4 + 4 * shape.length + count * height * width * channels;
  const pixels = readIdx(images, await unpacked(images, largest, read), shape);
  const classes = readIdx(labels, await unpacked(labels, 8 + count, read), [count]);
  const wrong = classes.findIndex((label) => label >= entry.classNames.length);
  if (wrong >= 0) {
    throw new DataError(
      `Picture ${wrong + 1} in the data file ${labels} has class ${classes[wrong]}, but ${entry.title} has classes 0 to ${entry.classNames.length - 1}. Put a fresh copy in its place.`,
    );
  }
  return { count, height, width, channels, pixels, labels: Uint16Array.from(classes) };
}

/** The fixed split of sets that come in one file: of each class the last fifth of its rows, rounded down, tests. */
function splitLastFifth(
  all: Pictures,
  classCount: number,
): { readonly train: Pictures; readonly test: Pictures } {
  const rows = Array.from({ length: classCount }, (): number[] => []);
  all.labels.forEach((label, row) => rows[label]?.push(row));
  const isTest = new Set(
    rows.flatMap((ofClass) => ofClass.slice(ofClass.length - Math.floor(ofClass.length / 5))),
  );
  const indices = Array.from({ length: all.count }, (_, row) => row);
  return {
    train: pick(
      all,
      indices.filter((row) => !isTest.has(row)),
    ),
    test: pick(
      all,
      indices.filter((row) => isTest.has(row)),
    ),
  };
}

/** These rows as pictures of their own. */
export function pick(pictures: Pictures, indices: readonly number[]): Pictures {
  const size = pictures.height * pictures.width * pictures.channels;
  const pixels = new Uint8Array(indices.length * size);
  const labels = new Uint16Array(indices.length);
  indices.forEach((index, row) => {
    pixels.set(pictures.pixels.subarray(index * size, (index + 1) * size), row * size);
    labels[row] = pictures.labels[index] ?? 0;
  });
  return { ...pictures, count: indices.length, pixels, labels };
}
