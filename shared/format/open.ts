/** Opens a file by what it holds, whatever its name ends in. */
import type { Model } from '../engine/run';
import type { ConvDocument } from '../graph/document';
import { parseDocument } from './document-format';
import { LONGEST_JSON } from '../schema/limits';
import { FormatError } from './format-error';
import { readModel } from './model-file';
import { looksLikeZip } from './zip';
import { fromUtf8 } from './utf8';

export type Opened =
  | { readonly kind: 'document'; readonly document: ConvDocument }
  | { readonly kind: 'model'; readonly model: Model };

/** Throws `FormatError`; its sentence names the file. */
export function openBytes(name: string, bytes: Uint8Array): Opened {
  try {
    if (bytes.length === 0) throw new FormatError('The file is empty.');
    if (looksLikeZip(bytes)) return { kind: 'model', model: readModel(bytes) };
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
