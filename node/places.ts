/** Where the files lie that come with the program: found from the built program's own place, in dist/cli. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReadDatasetFile } from '../shared/data/source';
import { DataError } from '../shared/data/data-error';
import { ReadError, readFileUpTo } from './read-file';

export interface Places {
  /** The folder of `datasets/`. */
  readonly datasets: string;
  /** The folder of tfjs's wasm files; ends with a separator, as tfjs wants it. */
  readonly wasm: string;
  /** The folder of our own engine's wasm files. */
  readonly kernels: string;
  /** What reads pictures in a thread of its own. */
  readonly dataWorker: string;
  /** Folders in which packages that are not ours are looked for. */
  readonly packages: readonly string[];
}

const WASM_FILE = 'tfjs-backend-wasm.wasm';

/** The nearest folder above `from` that has the data sets. */
export function findPlaces(from: string = fileURLToPath(import.meta.url)): Places {
  for (let folder = path.dirname(from); ; folder = path.dirname(folder)) {
    const datasets = path.join(folder, 'datasets');
    if (existsSync(path.join(datasets, 'README.md'))) {
      const built = path.join(folder, 'dist', 'wasm');
      const installed = path.join(folder, 'node_modules', '@tensorflow', 'tfjs-backend-wasm', 'dist');
      return {
        datasets,
        wasm: (existsSync(path.join(built, WASM_FILE)) ? built : installed) + path.sep,
        kernels: path.join(folder, 'dist', 'kernels'),
        dataWorker: path.join(folder, 'dist', 'cli', 'data-worker.mjs'),
        // Not where the command runs: that folder may be a stranger's.
        packages: [folder, path.join(folder, '.cache', 'webgpu')],
      };
    }
    if (path.dirname(folder) === folder) {
      throw new DataError(`No datasets/ folder lies above ${from}. Install ConvCanvas again.`);
    }
  }
}

export function datasetReader({ datasets }: Places): ReadDatasetFile {
  return async (file, largest) => {
    try {
      return await readFileUpTo(path.join(datasets, file), largest);
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      throw new DataError(`${error.message} It is a data file of ConvCanvas: put a fresh copy in its place.`);
    }
  };
}
