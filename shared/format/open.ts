/** Opens a file by what it holds, whatever its name ends in. */
import { type ByteSource, bytesSource } from './byte-source';
import { LONGEST_JSON } from '../schema/limits';
import { parseDocument } from './document-format';
import { fileKind, noNetwork } from './file-kind';
import { FormatError } from './format-error';
import { openModelFile } from './model-read';
import type { Opened } from './opened';
import { fromUtf8 } from './utf8';
import { looksLikeZip } from './zip-read';

/** Bytes that are enough to tell what a file is. */
const BEGINNING = 4096;

/** Of a model the weights stay unread. Rejects with `FormatError`; its sentence names the file. */
export async function openSource(name: string, source: ByteSource): Promise<Opened> {
  try {
    if (source.size === 0) throw new FormatError('The file is empty.');
    const beginning = await source.read(0, Math.min(BEGINNING, source.size));
    if (looksLikeZip(beginning)) return { kind: 'model', model: await openModelFile(source) };
    const kind = fileKind(name, beginning);
    if (kind !== null) throw new FormatError(noNetwork(name, kind));
    if (source.size > LONGEST_JSON)
      throw new FormatError('The file is larger than 32 MB and is no model file.');
    return { kind: 'document', document: parseDocument(fromUtf8(await source.read(0, source.size))) };
  } catch (error) {
    if (error instanceof FormatError) throw new FormatError(`${name}: ${error.message}`);
    throw error;
  }
}

/** The same of a file in memory. */
export const openBytes = (name: string, bytes: Uint8Array): Promise<Opened> =>
  openSource(name, bytesSource(bytes));
