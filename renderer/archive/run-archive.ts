/**
 * Runs that are not in a file yet: the training worker writes their parts, the window lists, opens and drops them. A part
 * is a file of its own that is never changed once it is written; a row says which parts a run has, so that the moment in
 * which a row is put is the moment in which a checkpoint counts. What no row names is swept away at the next start.
 */
import type { KeptFile, KeptRun } from '../../shared/model/kept-run';

export const GONE = 'A part of the run is gone from where runs are kept.';

export interface RunArchive {
  /** Those that begin so; nothing else of the rows is read. */
  keys(prefix: string): Promise<readonly string[]>;
  get(key: string): Promise<KeptRun | null>;
  /** Takes the place of the row of this key. */
  put(run: KeptRun): Promise<void>;
  drop(key: string): Promise<void>;
  /** A new file; resolves when it would survive a crash. */
  write(pieces: AsyncIterable<Uint8Array>): Promise<KeptFile>;
  /** Rejects with a `FormatError` where it is gone for good, and with another where it can't be read just now. */
  open(file: KeptFile): Promise<Blob>;
  /** Files that no row names any more. */
  discard(files: readonly KeptFile[]): Promise<void>;
  /** Removes files that no row names; those of the last hour stay, as a row may be about to name them. */
  sweep(): Promise<void>;
}
