/**
 * A format in which a set of pictures lies in a folder: one file of this room each. `--data FOLDER` asks each of them
 * whether the folder is one of its kind.
 */
import type { DatasetDescription } from '../catalogue';
import type { DecodePicture, LeftOut, ReadDatasetFile, Report, Rows } from '../source';

export interface Parts {
  readonly training: Rows;
  /** Left out where the set keeps none apart: then some of the training pictures are. */
  readonly validation?: Rows;
  readonly test: Rows;
}

export interface FoundSet {
  readonly about: DatasetDescription;
  /** Files that look like pictures of the set and are not used, each with the reason. */
  readonly leftOut?: readonly LeftOut[];
  /** What its owner should know, a sentence each. */
  readonly remarks?: readonly string[];
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
  /** The same for a file that is read again and again: it is not kept, and counts only once for the set's fingerprint. */
  readonly file: ReadDatasetFile;
  readonly decode: DecodePicture;
  readonly report: Report;
}

export interface SourceFormat {
  /** In sentences and in the documentation: `IDX`. */
  readonly title: string;
  /** A sentence: which files it is made of. */
  readonly help: string;
  /**
   * Left out where its files are told by their names or heads. First is asked what others would take for a damaged set of
   * theirs, last what takes files for its own that may lie beside those of others.
   */
  readonly asked?: 'first' | 'last';
  /** Null where the folder is none of its kind. Rejects with `DataError` where it is one, but damaged. */
  readonly find: (folder: Folder) => Promise<FoundSet | null>;
}
