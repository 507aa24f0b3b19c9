import type { Model } from '../../shared/engine/run';
import type { WeightMap } from '../../shared/engine/executor';
import type { ConvDocument } from '../../shared/graph/document';

/** A model with a checkpoint of which every number is `mark`: whatever of it is read back shows which one it was. */
export function sampleModel(document: ConvDocument, mark: number, values = 1_000): Model {
  const weights: WeightMap = new Map([
    ['C1/kernel', { shape: [values], data: new Float32Array(values).fill(mark) }],
    ['C1/bias', { shape: [4], data: new Float32Array(4).fill(mark) }],
  ]);
  return {
    document: { ...document, name: `Network ${mark}` },
    weights,
    preprocessing: { height: 28, width: 28, channels: 1, fit: 'pad', mean: [0.1], deviation: [0.3] },
    classNames: ['a', 'b'],
    run: {
      id: 'run1',
      name: 'Run 1',
      dataset: 'fashion-mnist',
      state: 'training',
      backend: 'cpu',
      backendReason: 'It is everywhere.',
      threads: 1,
      epochs: [],
      test: null,
      startedAt: '2026-01-01T00:00:00.000Z',
      seconds: 1,
    },
    checkpoint: { snapshot: { weights, slots: weights, step: mark }, epoch: 0, batch: mark },
  };
}
