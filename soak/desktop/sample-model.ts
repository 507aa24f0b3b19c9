import type { Model } from '../../shared/engine/run';
import type { ConvDocument } from '../../shared/graph/document';
import { filledModel } from '../../shared/model/testing/filled-model';

/** A model with a checkpoint of which every number is `mark`: whatever of it is read back shows which one it was. */
export function sampleModel(document: ConvDocument, mark: number): Model {
  return { ...filledModel(document, mark), document: { ...document, name: `Network ${mark}` } };
}
