/** Opens a set of pictures and holds it against what is known of it. */
import { crc32 } from '../format/crc32';
import { toUtf8 } from '../format/utf8';
import { bundled } from './bundled';
import { datasets, findDataset, type DatasetDescription } from './catalogue';
import { DataError } from './data-error';
import { gunzip, mostGzipped, mostUnpacked } from './gunzip';
import { packedRows } from './packed-rows';
import type { DecodePicture, PictureSource, ReadDatasetFile, Report, Rows, SourceFacts } from './source';
import type { FoundSet, Parts, SourceFormat } from './sources/define';
import { sourceFormats } from './sources/list';

/** A set that ships with the app, by its name. Throws `DataError`, or whatever sentence `read` rejects with. */
export async function openBundled(name: string, read: ReadDatasetFile): Promise<PictureSource> {
  const about = findDataset(name);
  const readSet = bundled[name];
  if (about === undefined || readSet === undefined) {
    const known = datasets.map((candidate) => candidate.name).join(', ');
    throw new DataError(`There is no data set called “${name}”. Choose one of ${known}.`);
  }
  const { content, fingerprint } = watched(read);
  const parts = await readSet(about, content);
  refuseOtherCounts(about, parts);
  return sourceOf({ about }, parts, fingerprint());
}

/** A folder on the user's disk. */
export interface FolderFiles {
  readonly name: string;
  readonly paths: readonly string[];
  readonly read: ReadDatasetFile;
  readonly decode: DecodePicture;
  readonly report?: Report;
}

const inOrder = [...sourceFormats].sort((a, b) => place(a) - place(b));

function place({ asked }: SourceFormat): number {
  return asked === 'first' ? 0 : asked === undefined ? 1 : 2;
}

/** A folder whose format one of ours recognizes. Throws `DataError`, or whatever sentence `read` rejects with. */
export async function openFolder(folder: FolderFiles): Promise<PictureSource> {
  const { name, paths, read, decode, report = () => undefined } = folder;
  for (const format of inOrder) {
    // What others looked into is no part of the set.
    const { content, file, fingerprint } = watched(read, mostUnpacked);
    // Who tells what a folder is and who reads it look into the same files.
    const contents = new Map<string, Promise<Uint8Array>>();
    const once: ReadDatasetFile = (path, largest) => {
      const found = contents.get(path) ?? content(path, largest);
      contents.set(path, found);
      return found;
    };
    const found = await format.find({ name, paths, content: once, file, decode, report });
    if (found === null) continue;
    const parts = await found.read();
    refuseOtherCounts(found.about, parts);
    return sourceOf(found, parts, fingerprint());
  }
  const known = sourceFormats.map(({ title, help }) => `${title} (${help.replace(/\.$/, '')})`).join('; ');
  throw new DataError(
    `No set of pictures was found in the folder ${name}. These formats are read: ${known}.`,
  );
}

const none: Rows = packedRows({
  ...{ count: 0, height: 1, width: 1, channels: 1 },
  pixels: new Uint8Array(),
  labels: new Uint16Array(),
});

function sourceOf(
  { about, leftOut = [], remarks = [] }: Omit<FoundSet, 'read'>,
  parts: Parts,
  fingerprint: string,
): PictureSource {
  const rows = { validation: none, ...parts };
  const countsOf = ({ labels }: Rows): readonly number[] => {
    const counts = about.classNames.map(() => 0);
    for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
    return counts;
  };
  const facts: SourceFacts = {
    ...about,
    fingerprint,
    classCounts: {
      training: countsOf(rows.training),
      validation: countsOf(rows.validation),
      test: countsOf(rows.test),
    },
    leftOut,
    remarks,
  };
  return { facts, part: (part) => rows[part], close: () => undefined };
}

function refuseOtherCounts(
  { title, trainCount, testCount }: DatasetDescription,
  { training, test }: Parts,
): void {
  for (const [part, pictures, count] of [
    ['training', training, trainCount],
    ['test', test, testCount],
  ] as const) {
    if (pictures.length === count) continue;
    throw new DataError(
      `${title} should have ${count} ${part} pictures, but its file has ${pictures.length}. Put a fresh copy in its place.`,
    );
  }
}

interface Watched {
  /** Unpacked where it is gzip. */
  readonly content: ReadDatasetFile;
  /** As it is. */
  readonly file: ReadDatasetFile;
  readonly fingerprint: () => string;
}

/** Unpacks what is read, to at most what `most` says of its size, and takes its sum: over the files' paths and checksums, in the order of their paths. */
function watched(read: ReadDatasetFile, most: (packed: number) => number = () => Infinity): Watched {
  const sums = new Map<string, number>();
  const file: ReadDatasetFile = async (path, largest) => {
    const bytes = await read(path, largest);
    if (!sums.has(path)) sums.set(path, crc32(bytes));
    return bytes;
  };
  return {
    file,
    async content(path, largest) {
      const bytes = await file(path, mostGzipped(largest));
      return gunzip(path, bytes, Math.min(largest, most(bytes.length)));
    },
    fingerprint() {
      const lines = [...sums].map(([path, sum]) => `${path} ${sum.toString(16)}\n`);
      return `crc32:${crc32(toUtf8(lines.sort().join('')))
        .toString(16)
        .padStart(8, '0')}`;
    },
  };
}
