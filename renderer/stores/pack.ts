/** What is saved, as bytes. */
import type { Model } from '../../shared/engine/run';
import { serializeDocument } from '../../shared/format/document-format';
import { writeModel } from '../../shared/format/model-file';
import type { ConvDocument } from '../../shared/graph/document';

/** Weights up to this many are packed at once; more go through the worker, so that the window never waits. */
const PACK_HERE = 1_000_000;

export function documentBytes(document: ConvDocument): Uint8Array {
  return new TextEncoder().encode(serializeDocument(document));
}

export function packModel(
  model: Model,
  worker: { readonly pack: (model: Model) => Promise<Uint8Array> },
): Uint8Array | Promise<Uint8Array> {
  const values = [...model.weights.values()].reduce((sum, weight) => sum + weight.data.length, 0);
  return values <= PACK_HERE ? writeModel(model) : worker.pack(model);
}
