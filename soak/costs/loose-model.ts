import type { ConvDocument } from '../../shared/graph/document';
import type { TrainedModel } from '../../shared/model/trained-model';
import type { WeightMap } from '../../shared/model/weights';

/** A model of a document that need not be a whole network, with these weights. */
export function looseModel(trainedOn: ConvDocument, weights: WeightMap): TrainedModel {
  return {
    trainedOn,
    weights,
    preprocessing: {
      height: 8,
      width: 8,
      channels: 3,
      steps: [],
      fit: 'pad',
      mean: [0, 0, 0],
      deviation: [1, 1, 1],
    },
    outputs: { output: { task: 'classification', classNames: ['a', 'b'] } },
    origin: { kind: 'imported', format: 'none', file: 'loose', unmatched: [] },
  };
}
