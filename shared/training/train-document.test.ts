import { describe, expect, test } from 'vitest';
import { findTemplate } from '../../templates';
import { dataSets } from '../data/data-sets';
import { packedRows } from '../data/packed-rows';
import type { SourceFacts } from '../data/source';
import type { EngineHost } from '../engine/engine-host';
import { ours } from '../engine/testing/engines';
import { nodePlatform } from '../engine/testing/platform';
import type { ConvDocument, TrainingSettings } from '../graph/document';
import type { RunRecord, RunState } from '../model/run-record';
import { type LiveRun, trainDocument, type RunKeeper } from './train-document';
import { createTrainingControl, type TrainingControl } from './training-control';

/** 600 test pictures are three batches. */
const counts = { training: 20, validation: 0, test: 600 };
const partOf = (count: number) =>
  packedRows({
    ...{ count, height: 8, width: 8, channels: 1 },
    pixels: new Uint8Array(count * 64),
    labels: Uint16Array.from({ length: count }, (_, row) => row % 10),
  });
const facts: SourceFacts = {
  ...{ name: 'sample', title: 'The sample', summary: '', licence: '', source: '' },
  ...{ height: 8, width: 8, channels: 1, trainCount: counts.training, testCount: counts.test },
  classNames: Array.from({ length: 10 }, (_, i) => String(i)),
  fingerprint: 'crc32:00000002',
  classCounts: { training: [], validation: [], test: [] },
  ...{ leftOut: [], remarks: [] },
};
const sets = dataSets(() =>
  Promise.resolve({ facts, part: (part) => partOf(counts[part]), close: () => undefined }),
);
const record: RunRecord = {
  id: 'run1',
  name: 'Run 1',
  state: 'stopped',
  data: { name: 'sample', fingerprint: 'crc32:00000001', pictures: null },
  backend: 'cpu',
  backendReason: 'It is everywhere.',
  kernels: null,
  threads: 1,
  epochs: [],
  test: null,
  startedAt: '2026-01-01T00:00:00.000Z',
  seconds: 1,
};
/** Where whoever asks for an engine is told. */
const host: EngineHost = {
  platform: nodePlatform,
  candidates: [{ name: 'cpu', software: false }],
  createExecutor: () => Promise.reject(new Error('It was to be trained.')),
  releaseBackends: () => undefined,
  choices: new Map(),
  yieldToHost: () => Promise.resolve(),
  today: () => '2026-01-02T00:00:00.000Z',
  memoryLimit: null,
};
const keeper: RunKeeper = { keep: () => Promise.resolve(), last: () => Promise.resolve(null) };

const smallest = (training: Partial<TrainingSettings> = {}): ConvDocument => {
  const document = findTemplate('lenet5_modern')?.document;
  if (!document) throw new Error('There is no lenet5_modern.');
  return { ...document, training: { ...document.training, ...training } };
};
const begins = {
  runId: 'run1',
  name: 'Run 1',
  data: { sets, set: 'sample' },
  backend: 'cpu',
  weights: null,
  resume: null,
} as const;

function goOn(before: string | null): Promise<RunRecord> {
  const resumed = { ...record, data: { ...record.data, fingerprint: before } };
  return trainDocument(
    {
      ...begins,
      document: smallest(),
      resume: { record: resumed, curve: { points: [], every: 1 } },
    },
    host,
    createTrainingControl(),
    keeper,
  );
}

test('a run goes on with the pictures that it began with, or not at all', async () => {
  await expect(goOn('crc32:00000001')).rejects.toThrow(
    "Run 1 can't go on: the pictures of The sample are no longer those that it began with.",
  );
  await expect(goOn('crc32:00000002')).rejects.toThrow('It was to be trained');
  // A run from before there were fingerprints.
  await expect(goOn(null)).rejects.toThrow('It was to be trained');
});

describe('what is kept of a run', () => {
  /** Trains two epochs of two steps; `meanwhile` is called with each step, and with each batch of what is measured. */
  async function trained(meanwhile: (control: TrainingControl, steps: number, measured: number) => void) {
    const kept: LiveRun[] = [];
    const told: RunState[] = [];
    const control = createTrainingControl();
    let steps = 0;
    let measured = 0;
    const createExecutor: EngineHost['createExecutor'] = async (options) => {
      const executor = await ours.create(options);
      return {
        ...executor,
        step(batch, hyper) {
          steps += 1;
          meanwhile(control, steps, measured);
          return executor.step(batch, hyper);
        },
        evaluate(batch) {
          // One is no measuring: it looks at the last step's weights.
          if (batch.size > counts.training) measured += 1;
          meanwhile(control, steps, measured);
          return executor.evaluate(batch);
        },
      };
    };
    const result = await trainDocument(
      { ...begins, document: smallest({ epochs: 2, batchSize: 10 }) },
      { ...host, createExecutor },
      control,
      {
        ...keeper,
        async keep(run) {
          kept.push(run);
          await new Promise((resolve) => setTimeout(resolve));
        },
      },
      {
        onRecord({ state }) {
          if (told.at(-1) !== state) told.push(state);
          if (state === 'paused') setTimeout(() => control.resume());
        },
      },
    );
    const states = kept.map(({ facts: { origin } }) => (origin.kind === 'run' ? origin.record.state : null));
    return { result, kept, states, told, measured };
  }

  test('says that it is paused while it is, and no longer when it goes on', async () => {
    const { states, told, result } = await trained((control, steps) => {
      if (steps === 1) control.pause();
    });
    expect(told).toEqual(['preparing', 'training', 'paused', 'training', 'finished']);
    expect(states.slice(0, 2)).toEqual(['paused', 'training']);
    expect(states.at(-1)).toBe('finished');
    expect(result.test?.count).toBe(counts.test);
  });

  test('is whole where a finished run is stopped while it is measured, which ends before the next batch', async () => {
    const { result, kept, states, measured } = await trained((control, _, batches) => {
      if (batches === 1) control.stop();
    });
    expect([measured, result.state, result.epochs.length, result.test]).toEqual([1, 'finished', 2, null]);
    expect(states.at(-1)).toBe('finished');
    const last = kept.at(-1)!;
    expect([last.checkpoint, last.evaluation]).toEqual([null, null]);
    const { origin } = last.facts;
    expect(origin.kind === 'run' && origin.record.epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
  });

  test('of a run that was stopped is measured to the end', async () => {
    const { result, states } = await trained((control, steps) => {
      if (steps === 2) control.stop();
    });
    expect([result.state, result.test?.count]).toEqual(['stopped', counts.test]);
    expect(new Set(states)).toEqual(new Set(['stopped']));
  });
});
