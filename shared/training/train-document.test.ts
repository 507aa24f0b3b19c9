import { expect, test } from 'vitest';
import { findTemplate } from '../../templates';
import { dataSets } from '../data/data-sets';
import { packedRows } from '../data/packed-rows';
import type { SourceFacts } from '../data/source';
import type { EngineHost } from '../engine/engine-host';
import { nodePlatform } from '../engine/testing/platform';
import type { RunRecord } from '../model/run-record';
import { trainDocument, type RunKeeper } from './train-document';
import { createTrainingControl } from './training-control';

const pictures = packedRows({
  ...{ count: 20, height: 8, width: 8, channels: 1 },
  pixels: new Uint8Array(20 * 64),
  labels: Uint16Array.from({ length: 20 }, (_, row) => row % 10),
});
const facts: SourceFacts = {
  ...{ name: 'sample', title: 'The sample', summary: '', licence: '', source: '' },
  ...{ height: 8, width: 8, channels: 1, trainCount: 20, testCount: 20 },
  classNames: Array.from({ length: 10 }, (_, i) => String(i)),
  fingerprint: 'crc32:00000002',
  classCounts: { training: [], test: [] },
};
const sets = dataSets(() => Promise.resolve({ facts, part: () => pictures, close: () => undefined }));
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

function goOn(before: string | null): Promise<RunRecord> {
  const document = findTemplate('lenet5_modern')?.document;
  if (!document) throw new Error('There is no lenet5_modern.');
  const resumed = { ...record, data: { ...record.data, fingerprint: before } };
  return trainDocument(
    {
      runId: 'run1',
      name: 'Run 1',
      document,
      data: { sets, set: 'sample' },
      backend: 'cpu',
      weights: null,
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
