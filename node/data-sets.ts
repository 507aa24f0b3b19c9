/** The data sets of the command line: those that ship with the program by name, others by their folder. */
import { existsSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { findDataset } from '../shared/data/catalogue';
import { DataError } from '../shared/data/data-error';
import { dataSets, type DataSets } from '../shared/data/data-sets';
import { pictureDecoder } from '../shared/data/files/decode';
import { openBundled, openFolder } from '../shared/data/open-source';
import type { PictureSource, ReadDatasetFile, Report } from '../shared/data/source';
import { remoteDataSets } from '../shared/protocol/data-worker';
import { askingPort } from './call-port';
import { decodePixels } from './decode-pixels';
import { datasetReader, type Places } from './places';
import { ReadError, readFileUpTo } from './read-file';

/** In this thread. A set is a name of the catalogue, or the path of a folder. */
export function localDataSets(places: Places): DataSets {
  return dataSets((set, report) =>
    findDataset(set) === undefined && isFolder(set)
      ? openUserFolder(path.resolve(set), report)
      : openBundled(set, datasetReader(places)),
  );
}

const isFolder = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** More than any folder has that a person filled. */
const MOST_FILES = 2_000_000;

async function openUserFolder(folder: string, report: Report): Promise<PictureSource> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    throw new DataError(
      `The folder ${folder} can't be listed: ${error instanceof Error ? error.message : 'the reason is not known'}.`,
    );
  });
  const paths = entries
    .filter((entry) => entry.isFile())
    .slice(0, MOST_FILES)
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
  return openFolder({
    name: path.basename(folder),
    paths,
    read: folderReader(folder),
    decode: pictureDecoder(decodePixels),
    report,
  });
}

const folderReader =
  (folder: string): ReadDatasetFile =>
  async (file, largest) => {
    try {
      return await readFileUpTo(path.join(folder, file), largest);
    } catch (error) {
      throw error instanceof ReadError ? new DataError(error.message) : error;
    }
  };

/** In a thread of its own, which ends with the program; in this one where the program was not built. */
export function nodeDataSets(places: Places): DataSets {
  if (!existsSync(places.dataWorker)) return localDataSets(places);
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(places.dataWorker, {
    workerData: { port: port2, places },
    transferList: [port2],
  });
  const sets = remoteDataSets(askingPort(port1));
  worker.on('error', ({ message }) => sets.lose(`The pictures could not be read: ${message}.`));
  worker.unref();
  return sets;
}
