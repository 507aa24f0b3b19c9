/** Runs of which every number is `mark`: whatever of one is read back shows which one it was. */
import { openPlace } from '../../renderer/archive/open-place';
import type { RunArchive } from '../../renderer/archive/run-archive';
import type { Run } from '../../renderer/document/runs/run';
import type { RunStore } from '../../renderer/document/runs/run-store';
import { partsOf } from '../../shared/format/model-parts';
import { modelBytes, type RunToWrite } from '../../shared/format/model-write';
import type { ConvDocument } from '../../shared/graph/document';
import { filledModel } from '../../shared/model/testing/filled-model';
import type { WeightMap } from '../../shared/model/weights';

export interface SampleOptions {
  readonly id?: string;
  readonly name?: string;
  readonly weights?: WeightMap;
  /** One that has finished has no checkpoint. */
  readonly state?: 'training' | 'finished';
}

export function sampleRun(document: ConvDocument, mark: number, options: SampleOptions = {}): RunToWrite {
  const { id, name, state = 'training' } = options;
  const { facts, record, weights, checkpoint } = filledModel(document, mark, id, name);
  return {
    ...facts,
    origin: { kind: 'run', record: { ...record, state } },
    parts: partsOf({
      weights: options.weights ?? weights,
      checkpoint: state === 'finished' ? null : checkpoint,
    }),
  };
}

export function sampleFile(drawing: ConvDocument, runs: readonly RunToWrite[]): Uint8Array<ArrayBuffer> {
  const last = runs.at(-1);
  return modelBytes({ drawing, current: last ? { run: last.id, weights: 'last' } : null, runs });
}

/** As of a file that was opened. */
export async function adoptSample(
  { runs, archive }: { readonly runs: RunStore; readonly archive: RunArchive },
  drawing: ConvDocument,
  run: RunToWrite,
): Promise<Run> {
  const content = new Blob([sampleFile(drawing, [run])]);
  const place = { kind: 'file', content, id: run.id } as const;
  const adopted = runs.adopt(await openPlace(place, archive), place, drawing);
  if (adopted === null) throw new Error('It is no run.');
  return adopted;
}
