/** Files as bytes, and bytes as what they hold. How a model is packed is fetched when there is the first one. */
import type { Model } from '../../shared/engine/run';
import { serializeDocument } from '../../shared/format/document-format';
import type { Opened } from '../../shared/format/open';
import type { ConvDocument } from '../../shared/graph/document';
import { fetchLater } from '../fetch-later';

const models = () => import('./model-files');
fetchLater(models);

/** Weights up to this many are packed at once; more go through the worker, so that the window never waits. */
const PACK_HERE = 1_000_000;

export function documentBytes(document: ConvDocument): Uint8Array {
  return new TextEncoder().encode(serializeDocument(document));
}

export async function packModel(
  model: Model,
  worker: { readonly pack: (model: Model) => Promise<Uint8Array> },
): Promise<Uint8Array> {
  const values = [...model.weights.values()].reduce((sum, weight) => sum + weight.data.length, 0);
  return values <= PACK_HERE ? (await models()).writeModel(model) : worker.pack(model);
}

/** Rejects with `FormatError`; its sentence names the file. */
export async function openBytes({ name, bytes }: { name: string; bytes: Uint8Array }): Promise<Opened> {
  return (await models()).openBytes(name, bytes);
}

/** Rejects with `FormatError`. */
export async function readModel(bytes: Uint8Array): Promise<Model> {
  return (await models()).readModel(bytes);
}
