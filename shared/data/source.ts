/** A set of pictures with labels, wherever its bytes lie. */
import type { DatasetDescription } from './catalogue';
import type { Picture } from './picture';

/** Some of the pictures, in an order that stays. */
export interface Rows {
  readonly length: number;
  /** The class of each. */
  readonly labels: Uint16Array;
  /** Left out where pictures lie decoded in memory: each reading decodes files. */
  readonly decodes?: boolean;
  /** In their own sizes, as bytes, in the order asked for. Rejects with `DataError`. */
  read(rows: ArrayLike<number>): Promise<readonly Picture[]>;
}

/**
 * Training pictures are divided further (../data/split.ts) where a set keeps none apart for validation; test pictures are
 * asked once, at the end.
 */
export type PartName = 'training' | 'validation' | 'test';

export const partNames: readonly PartName[] = ['training', 'validation', 'test'];

/** A file that is not used. */
export interface LeftOut {
  readonly path: string;
  /** A sentence. */
  readonly why: string;
}

/** How far reading a set has come. */
export interface Progress {
  readonly done: number;
  /** Files in all. */
  readonly total: number;
}

/** Is told every so often. What it throws ends the reading. */
export type Report = (progress: Progress) => void;

/**
 * The picture in a file's bytes, as bytes of one channel or three, turned as its file says. Rejects with `DataError`, which
 * names the file.
 */
export type DecodePicture = (file: string, bytes: Uint8Array) => Promise<Picture>;

/** What is known of a set without its pictures; it travels between threads. */
export interface SourceFacts extends DatasetDescription {
  /** Of its files' names and contents: whether a set of this name holds what it held before. */
  readonly fingerprint: string;
  /** Pictures of each class. */
  readonly classCounts: Readonly<Record<PartName, readonly number[]>>;
  readonly leftOut: readonly LeftOut[];
  /** What its owner should know, a sentence each. */
  readonly remarks: readonly string[];
}

export interface PictureSource {
  readonly facts: SourceFacts;
  part(name: PartName): Rows;
  close(): void;
}

/** Reads a file of at most `largest` bytes, by its path in the set's folder. Rejects with a sentence. */
export type ReadDatasetFile = (path: string, largest: number) => Promise<Uint8Array>;
