/** A set of pictures with labels, wherever its bytes lie. */
import type { DatasetDescription } from './catalogue';
import type { Picture } from './picture';

/** Some of the pictures, in an order that stays. */
export interface Rows {
  readonly length: number;
  /** The class of each. */
  readonly labels: Uint16Array;
  /** In their own sizes, as bytes, in the order asked for. Rejects with `DataError`. */
  read(rows: ArrayLike<number>): Promise<readonly Picture[]>;
}

/** Training pictures are divided further (../data/split.ts); test pictures are asked once, at the end. */
export type PartName = 'training' | 'test';

/** What is known of a set without its pictures; it travels between threads. */
export interface SourceFacts extends DatasetDescription {
  /** Of its files' names and contents: whether a set of this name holds what it held before. */
  readonly fingerprint: string;
  /** Pictures of each class. */
  readonly classCounts: Readonly<Record<PartName, readonly number[]>>;
}

export interface PictureSource {
  readonly facts: SourceFacts;
  part(name: PartName): Rows;
  close(): void;
}

/** Reads a file of at most `largest` bytes, by its path in the set's folder. Rejects with a sentence. */
export type ReadDatasetFile = (path: string, largest: number) => Promise<Uint8Array>;
