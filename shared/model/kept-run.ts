/** A run among the work in progress: a row that says what it is, and which files of the archive its large parts lie in. */
import type { PartName, RunFacts, WeightsName } from './stored-run';
import type { WeightShapes } from './weights';

/** A part that lies in a file of the archive, which is never changed once it is written. */
export interface KeptFile {
  readonly file: string;
  /** In bytes. */
  readonly size: number;
  /** CRC-32. */
  readonly crc: number;
}

/** What is small lies in the row itself. */
export type KeptPart = KeptFile | Uint8Array;

export interface KeptRun {
  /** `session/documentId/runId` */
  readonly key: string;
  /** ISO 8601. */
  readonly savedAt: string;
  readonly facts: RunFacts;
  /** Of the weights that it has under each name. */
  readonly shapes: ReadonlyMap<WeightsName, WeightShapes>;
  readonly parts: ReadonlyMap<PartName, KeptPart>;
  /** Steps done at its checkpoint; null where it has none. */
  readonly step: number | null;
}

export const isFile = (part: KeptPart): part is KeptFile => !(part instanceof Uint8Array);

/** The files that a run's parts lie in. */
export const filesOf = ({ parts }: KeptRun): readonly KeptFile[] => [...parts.values()].filter(isFile);
