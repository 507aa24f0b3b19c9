/** Opens a file by what it holds, whatever its name ends in. */
import type { Model } from '../engine/run';
import type { ConvDocument } from '../graph/document';
import { parseDocument } from './document-format';
import { modelProblem } from '../model/check-model';
import { LONGEST_JSON } from '../schema/limits';
import { FormatError } from './format-error';
import { readParts } from './model-file';
import { looksLikeZip } from './zip';
import { fromUtf8 } from './utf8';

export type Opened =
  | {
      readonly kind: 'document';
      readonly document: ConvDocument;
      /** Why the model that it lies with was left aside, as a sentence; absent where there was none. */
      readonly leftAside?: string;
    }
  | { readonly kind: 'model'; readonly model: Model };

/** Throws `FormatError`; its sentence names the file. */
export function openBytes(name: string, bytes: Uint8Array): Opened {
  try {
    if (bytes.length === 0) throw new FormatError('The file is empty.');
    if (looksLikeZip(bytes)) return openModel(name, bytes);
    if (bytes.length > LONGEST_JSON)
      throw new FormatError('The file is larger than 32 MB and is no model file.');
    if (bytes.subarray(0, 4096).includes(0)) {
      throw new FormatError(
        'This is neither a ConvCanvas document nor a model. Open a *.cnn.json or *.cnn file.',
      );
    }
    return { kind: 'document', document: parseDocument(fromUtf8(bytes)) };
  } catch (error) {
    if (error instanceof FormatError) throw new FormatError(`${name}: ${error.message}`);
    throw error;
  }
}

/** A drawing is worth opening where the weights beside it are not: it may have been changed after it was trained. */
function openModel(name: string, bytes: Uint8Array): Opened {
  const model = readParts(bytes);
  const problem = modelProblem(model);
  return problem === null
    ? { kind: 'model', model }
    : { kind: 'document', document: model.document, leftAside: `${name}: ${problem}` };
}
