/** Runs of which every number is `mark`: whatever of one is read back shows which one it was. */
import { openPlace } from '../../renderer/archive/open-place';
import type { RunArchive } from '../../renderer/archive/run-archive';
import type { Run } from '../../renderer/runs/run';
import type { RunStore } from '../../renderer/runs/run-store';
import { partsOf } from '../../shared/format/model-parts';
import { modelBytes, type RunToWrite } from '../../shared/format/model-write';
import type { ConvDocument } from '../../shared/graph/document';
import type { RunRecord } from '../../shared/model/run-record';
import type { RunFacts } from '../../shared/model/stored-run';
import type { WeightMap } from '../../shared/model/weights';

export interface SampleOptions {
  /** How many of them. */
  readonly values?: number;
  readonly id?: string;
  readonly name?: string;
  readonly weights?: WeightMap;
  /** One that has finished has no checkpoint. */
  readonly state?: 'training' | 'finished';
}

export function sampleWeights(mark: number, values = 1_000): WeightMap {
  return new Map([
    ['C1/kernel', { shape: [values], data: new Float32Array(values).fill(mark) }],
    ['C1/bias', { shape: [4], data: new Float32Array(4).fill(mark) }],
  ]);
}

export function sampleFacts(
  document: ConvDocument,
  { id = 'run1', name = 'Run 1', state = 'training' }: SampleOptions = {},
): RunFacts {
  const record: RunRecord = {
    id,
    name,
    state,
    data: { name: 'fashion-mnist', fingerprint: null, pictures: null },
    backend: 'cpu',
    backendReason: 'It is everywhere.',
    kernels: null,
    threads: 1,
    epochs: [],
    test: null,
    startedAt: '2026-01-01T00:00:00.000Z',
    seconds: 1,
  };
  return {
    id,
    trainedOn: document,
    preprocessing: { height: 28, width: 28, channels: 1, fit: 'pad', mean: [0.1], deviation: [0.3] },
    outputs: { output: { task: 'classification', classNames: ['a', 'b'] } },
    origin: { kind: 'run', record },
    weightsNames: { last: 'last' },
  };
}

export function sampleRun(document: ConvDocument, mark: number, options: SampleOptions = {}): RunToWrite {
  const weights = options.weights ?? sampleWeights(mark, options.values);
  const state = { epoch: 0, batch: mark, step: mark, partial: null };
  const checkpoint = options.state === 'finished' ? null : { state, slots: weights };
  return { ...sampleFacts(document, options), parts: partsOf({ weights, checkpoint }) };
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
