/** Runs as the worker reports them, for tests of the stores alone. */
import type { ConvDocument } from '../../../../shared/graph/document';
import { jsonBytes } from '../../../../shared/format/model-parts';
import type { KeptRun } from '../../../../shared/model/kept-run';
import type { CheckpointState, EpochRecord, Progress, RunRecord } from '../../../../shared/model/run-record';
import type { PartName } from '../../../../shared/model/stored-run';
import type { Kept } from '../run';

export function sampleRecord(changes: Partial<RunRecord> = {}): RunRecord {
  return {
    id: 'run1',
    name: 'Run 1',
    state: 'finished',
    data: { name: 'digits', fingerprint: null, pictures: null },
    backend: 'cpu',
    backendReason: 'It is everywhere.',
    kernels: null,
    threads: 1,
    epochs: [],
    test: null,
    startedAt: '2026-01-01T00:00:00.000Z',
    seconds: 1,
    ...changes,
  };
}

export const sampleEpoch = (epoch: number, train: number, validation: number | null): EpochRecord => ({
  epoch,
  seconds: 1,
  train: { loss: 1, accuracy: train },
  validation: validation === null ? null : { loss: 1, accuracy: validation },
});

/** Of a run of ten epochs of a hundred steps. */
export const sampleProgress = (step: number): Progress => ({
  epoch: Math.floor(step / 100) + 1,
  epochs: 10,
  step,
  steps: 1_000,
  train: { loss: 1, accuracy: 0.5 },
  validation: null,
  imagesPerSecond: 100,
  secondsLeft: 60,
});

/** With weights of one layer, and a checkpoint of its first epoch unless it has finished. */
export function sampleKeptRun(document: ConvDocument, record: RunRecord, step = 40): KeptRun {
  const names: PartName[] = ['weights/last.safetensors'];
  if (record.state !== 'finished') names.push('checkpoint/slots.safetensors');
  const parts = new Map<PartName, Uint8Array>(names.map((name) => [name, new Uint8Array()]));
  if (record.state !== 'finished') {
    const state: CheckpointState = { epoch: 0, batch: step, step, partial: null };
    parts.set('checkpoint/state.json', jsonBytes(state));
  }
  return {
    key: `window/document/${record.id}`,
    savedAt: '2026-01-01T00:00:00.000Z',
    facts: {
      id: record.id,
      trainedOn: document,
      preprocessing: { height: 8, width: 8, channels: 1, steps: [], fit: 'pad', mean: [0], deviation: [1] },
      outputs: { output: { task: 'classification', classNames: ['a', 'b'] } },
      origin: { kind: 'run', record },
      weightsNames: { last: 'last' },
    },
    shapes: new Map([['last', new Map([['dense/bias', [2]]])]]),
    parts,
    step: record.state === 'finished' ? null : step,
  };
}

export function sampleKept(document: ConvDocument, record: RunRecord): Kept {
  const run = sampleKeptRun(document, record);
  return {
    place: { kind: 'kept', run },
    facts: run.facts,
    shapes: run.shapes,
    parts: new Set(run.parts.keys()),
    step: null,
  };
}
