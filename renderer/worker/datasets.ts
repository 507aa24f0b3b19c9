/** Data sets by name, fetched once and kept as long as the worker lives. */
import type { LoadedDataset, ReadDatasetFile } from '../../shared/data/dataset';
import { loadDataset } from '../../shared/data/load';

export function fetchFrom(baseUrl: string): ReadDatasetFile {
  return async (path) => {
    const url = new URL(`datasets/${path}`, baseUrl);
    let response: Response;
    try {
      response = await fetch(url);
    } catch (error) {
      throw new Error(`The data file ${path} could not be fetched: the app's server does not answer.`, {
        cause: error,
      });
    }
    if (!response.ok) {
      throw new Error(
        `The data file ${path} is not there (status ${response.status}): the installation is incomplete.`,
      );
    }
    return new Uint8Array(await response.arrayBuffer());
  };
}

export type Datasets = (name: string) => Promise<LoadedDataset>;

export function datasetCache(read: ReadDatasetFile): Datasets {
  const loaded = new Map<string, Promise<LoadedDataset>>();
  return (name) => {
    const known = loaded.get(name);
    if (known !== undefined) return known;
    const loading = loadDataset(name, read);
    loaded.set(name, loading);
    // A set that failed to load is tried again when next asked for.
    loading.catch(() => loaded.delete(name));
    return loading;
  };
}
