/** Pictures with labels, and how they reach a network. Pure: where the bytes come from is injected. */
import type { DataSettings } from '../graph/document';

/** A catalogue entry of `datasets/`. */
export interface DatasetDescription {
  /** `fashion-mnist` */
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly licence: string;
  readonly source: string;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly classNames: readonly string[];
  readonly trainCount: number;
  readonly testCount: number;
}

/** Raw pictures: one byte a value (0–255), count × height × width × channels, with class indices. */
export interface Pictures {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly pixels: Uint8Array;
  readonly labels: Uint16Array;
}

export interface LoadedDataset {
  readonly description: DatasetDescription;
  /** Of its files' names and contents: whether a set of this name holds what it held before. */
  readonly fingerprint: string;
  readonly train: Pictures;
  readonly test: Pictures;
}

/** Reads a file of `datasets/` of at most `largest` bytes; the browser fetches, Node reads the disk. Rejects with a sentence. */
export type ReadDatasetFile = (path: string, largest: number) => Promise<Uint8Array>;

/**
 * Everything done to a picture before the first layer: fit to height × width × channels, then
 * (value / 255 − mean) / deviation per channel. Travels with the model and into every export.
 */
export interface Preprocessing {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly fit: DataSettings['fit'];
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** What training reads: a length and any rows of it, already preprocessed. */
export interface Samples {
  readonly length: number;
  readonly inputShape: readonly [number, number, number];
  /** `inputs` is rows × height × width × channels; `labels` are class indices. */
  read(indices: readonly number[]): Promise<{ readonly inputs: Float32Array; readonly labels: Float32Array }>;
}
