/** Opens a set of pictures and holds it against what is known of it. */
import { crc32 } from '../format/crc32';
import { toUtf8 } from '../format/utf8';
import { bundled } from './bundled';
import { datasets, findDataset, type DatasetDescription } from './catalogue';
import { DataError } from './data-error';
import { gunzip, mostGzipped } from './gunzip';
import { packedRows } from './packed-rows';
import type { PartName, PictureSource, ReadDatasetFile, SourceFacts } from './source';
import type { Parts } from './sources/define';
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
  return sourceOf(about, parts, fingerprint());
}

/** A stranger's gzip file unpacks to so many times its size at most; pictures do so a few times. */
const MOST_RATIO = 100;
/** Bytes that any may have. */
const SMALL = 2 ** 20;

/** A folder on the user's disk. */
export interface FolderFiles {
  readonly name: string;
  readonly paths: readonly string[];
  readonly read: ReadDatasetFile;
}

/** A folder whose format one of ours recognizes. Throws `DataError`, or whatever sentence `read` rejects with. */
export async function openFolder({ name, paths, read }: FolderFiles): Promise<PictureSource> {
  const { content, fingerprint } = watched(read, MOST_RATIO);
  // Who tells what a folder is and who reads it look into the same files.
  const contents = new Map<string, Promise<Uint8Array>>();
  const once: ReadDatasetFile = (path, largest) => {
    const found = contents.get(path) ?? content(path, largest);
    contents.set(path, found);
    return found;
  };
  for (const format of sourceFormats) {
    const found = await format.find({ name, paths, content: once });
    if (found === null) continue;
    const parts = await found.read();
    refuseOtherCounts(found.about, parts);
    return sourceOf(found.about, parts, fingerprint());
  }
  const known = sourceFormats.map(({ title, help }) => `${title} (${help.replace(/\.$/, '')})`).join('; ');
  throw new DataError(
    `No set of pictures was found in the folder ${name}. These formats are read: ${known}.`,
  );
}

function sourceOf(about: DatasetDescription, parts: Parts, fingerprint: string): PictureSource {
  const countsOf = (part: PartName): readonly number[] => {
    const counts = about.classNames.map(() => 0);
    for (const label of parts[part].labels) counts[label] = (counts[label] ?? 0) + 1;
    return counts;
  };
  const facts: SourceFacts = {
    ...about,
    fingerprint,
    classCounts: { training: countsOf('training'), test: countsOf('test') },
  };
  return { facts, part: (part) => packedRows(parts[part]), close: () => undefined };
}

function refuseOtherCounts(
  { title, trainCount, testCount }: DatasetDescription,
  { training, test }: Parts,
): void {
  for (const [part, pictures, count] of [
    ['training', training, trainCount],
    ['test', test, testCount],
  ] as const) {
    if (pictures.count === count) continue;
    throw new DataError(
      `${title} should have ${count} ${part} pictures, but its file has ${pictures.count}. Put a fresh copy in its place.`,
    );
  }
}

/** Unpacks what is read, to at most `ratio` times its size, and takes its sum: over the files' paths and checksums, in the order of their paths. */
function watched(
  read: ReadDatasetFile,
  ratio = Infinity,
): {
  readonly content: ReadDatasetFile;
  readonly fingerprint: () => string;
} {
  const sums = new Map<string, number>();
  return {
    async content(path, largest) {
      const bytes = await read(path, mostGzipped(largest));
      sums.set(path, crc32(bytes));
      return gunzip(path, bytes, Math.min(largest, SMALL + bytes.length * ratio));
    },
    fingerprint() {
      const lines = [...sums].map(([path, sum]) => `${path} ${sum.toString(16)}\n`);
      return `crc32:${crc32(toUtf8(lines.sort().join('')))
        .toString(16)
        .padStart(8, '0')}`;
    },
  };
}
