/**
 * A format in which a set of pictures lies in a folder: one file of this room each. `--data FOLDER` asks each of them
 * whether the folder is one of its kind.
 */
import type { DatasetDescription } from '../catalogue';
import type { PackedPictures } from '../packed-rows';
import type { PartName, ReadDatasetFile } from '../source';

export type Parts = Readonly<Record<PartName, PackedPictures>>;

export interface FoundSet {
  readonly about: DatasetDescription;
  /** Rejects with `DataError` where a file is damaged, or holds something else than `about` says. */
  readonly read: () => Promise<Parts>;
}

export interface Folder {
  /** Its last part: what the set is called. */
  readonly name: string;
  /** Paths in it, with slashes, in no order. */
  readonly paths: readonly string[];
  /** A file's content, unpacked where it is gzip. Rejects with a sentence. */
  readonly content: ReadDatasetFile;
}

export interface SourceFormat {
  /** In sentences and in the documentation: `IDX`. */
  readonly title: string;
  /** A sentence: which files it is made of. */
  readonly help: string;
  /** Null where the folder is none of its kind. Rejects with `DataError` where it is one, but damaged. */
  readonly find: (folder: Folder) => Promise<FoundSet | null>;
}
