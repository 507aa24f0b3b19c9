/**
 * A trained network as one safetensors file: the weights are its tensors, by flat id and name, and all else of the model
 * is text among its metadata.
 */
import type { ByteSource } from '../format/byte-source';
import { parseDocument, serializeDocument } from '../format/document-format';
import { FormatError } from '../format/format-error';
import { parseHarmlessJson } from '../format/harmless-json';
import { factsSchema } from '../format/model-schema';
import { parseAs } from '../format/parse-as';
import { openSafetensors, safetensorsMetadata, writeSafetensors } from '../format/safetensors';
import { modelProblem, valuesProblem } from '../model/check-model';
import type { TrainedModel } from '../model/trained-model';
import { readAll } from '../model/weights';
import type { ExportedFile } from './exported-file';

export function exportSafetensors(model: TrainedModel): readonly ExportedFile[] {
  const { trainedOn, origin, preprocessing, outputs, weights } = model;
  const metadata = {
    format: 'convcanvas',
    document: serializeDocument(trainedOn),
    model: JSON.stringify({ origin, preprocessing, outputs }),
  };
  return [{ path: 'model.safetensors', bytes: writeSafetensors(weights, metadata) }];
}

/** Rejects with `FormatError`: damaged, not of ours, or weights that are not those of its network. */
export async function importSafetensors(source: ByteSource): Promise<TrainedModel> {
  const { document, model: told } = await safetensorsMetadata(source);
  if (document === undefined || told === undefined) {
    throw new FormatError(
      'It holds weights without a network. Only files that were exported here can be opened, since they hold the drawing, too.',
    );
  }
  const what = 'What it says of its model';
  const facts = {
    trainedOn: parseDocument(document),
    ...parseAs(factsSchema, parseHarmlessJson(told, what), what),
  };
  const weights = await openSafetensors(source);
  const problem = modelProblem(facts, weights.shapes);
  if (problem !== null) throw new FormatError(problem);
  const model = { ...facts, weights: await readAll(weights) };
  const wrong = valuesProblem(model.weights);
  if (wrong !== null) throw new FormatError(wrong);
  return model;
}
