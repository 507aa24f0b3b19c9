/**
 * All of a trained network but its weights, as texts that a format of others carries along; and the way back, with the
 * checks that a stranger's file needs.
 */
import { parseDocument, serializeDocument } from '../format/document-format';
import { FormatError } from '../format/format-error';
import { parseHarmlessJson } from '../format/harmless-json';
import { factsSchema } from '../format/model-schema';
import { parseAs } from '../format/parse-as';
import { modelProblem, valuesProblem } from '../model/check-model';
import type { TrainedModel } from '../model/trained-model';
import { readAll, type WeightSource } from '../model/weights';

export interface ModelTexts {
  readonly document: string;
  readonly model: string;
}

export function modelTexts({ trainedOn, origin, preprocessing, outputs }: TrainedModel): ModelTexts {
  return {
    document: serializeDocument(trainedOn),
    model: JSON.stringify({ origin, preprocessing, outputs }),
  };
}

/**
 * `texts`: as the file has them. Rejects with `FormatError`: not of ours, damaged, or weights that are not those of its
 * network.
 */
export async function modelOfTexts(
  { document, model: told }: { readonly [K in keyof ModelTexts]?: unknown },
  openWeights: () => Promise<WeightSource>,
): Promise<TrainedModel> {
  if (typeof document !== 'string' || typeof told !== 'string') {
    throw new FormatError(
      'It holds weights without a network. Only files that were exported here can be opened, since they hold the drawing, too.',
    );
  }
  const what = 'What it says of its model';
  const facts = {
    trainedOn: parseDocument(document),
    ...parseAs(factsSchema, parseHarmlessJson(told, what), what),
  };
  const weights = await openWeights();
  const problem = modelProblem(facts, weights.shapes);
  if (problem !== null) throw new FormatError(problem);
  const model = { ...facts, weights: await readAll(weights) };
  const wrong = valuesProblem(model.weights);
  if (wrong !== null) throw new FormatError(wrong);
  return model;
}
