import type { RunRecord } from '../../shared/model/run-record';
import { openModelFile } from '../../shared/format/model-read';
import { fileSource } from '../file-source';

/** The record of the run that a model file was saved with last. */
export async function lastRecord(file: string): Promise<RunRecord> {
  const origin = (await openModelFile(await fileSource(file))).runs.at(-1)?.origin;
  if (origin?.kind !== 'run') throw new Error(`${file} has no run.`);
  return origin.record;
}
