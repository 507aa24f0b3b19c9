import type { Model } from '../../shared/engine/run';
import type { WeightMap } from '../../shared/engine/executor';
import type { ConvDocument } from '../../shared/graph/document';
import { filledModel } from '../../shared/model/testing/filled-model';

/** A model with a checkpoint of which every number is `mark`: whatever of it is read back shows which one it was. */
export function sampleModel(document: ConvDocument, mark: number): Model {
  return { ...filledModel(document, mark), document: { ...document, name: `Network ${mark}` } };
}

/** A model of a document that need not be a whole network, with these weights. */
export function looseModel(document: ConvDocument, weights: WeightMap): Model {
  return {
    document,
    weights,
    preprocessing: {
      height: 8,
      width: 8,
      channels: 3,
      fit: 'pad',
      mean: [0, 0, 0],
      deviation: [1, 1, 1],
    },
    classNames: ['a', 'b'],
    run: {
      id: 'run1',
      name: 'Run 1',
      dataset: 'fashion-mnist',
      state: 'finished',
      backend: 'cpu',
      backendReason: 'It is everywhere.',
      threads: 1,
      epochs: [],
      test: null,
      startedAt: '2026-01-01T00:00:00.000Z',
      seconds: 1,
    },
    checkpoint: null,
  };
}
