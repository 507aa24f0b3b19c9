/** Trained networks in formats of others, as the model file of our own that they become. */
import type { ByteSource } from '../format/byte-source';
import { FormatError } from '../format/format-error';
import { partsOf } from '../format/model-parts';
import { modelBytes } from '../format/model-write';
import type { ModelReader } from './format';
import { modelFormats } from './models';

/** Of VGG-19 with room for more: what is imported lies in memory. */
const LARGEST = 2 * 1024 ** 3;

/** Bytes from which a format is told. */
const BEGINNING = 64;

/** Null where no format is recognized: then it is one of ours, or nothing. Rejects with `FormatError`, which names the file. */
export async function importFile(name: string, source: ByteSource): Promise<Uint8Array<ArrayBuffer> | null> {
  const beginning = await source.read(0, Math.min(BEGINNING, source.size));
  const reader = modelFormats.find(({ read }) => read?.recognizes(beginning))?.read;
  return reader === undefined ? null : asModelFile(name, source, reader);
}

async function asModelFile(
  name: string,
  source: ByteSource,
  reader: ModelReader,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    if (source.size > LARGEST) throw new FormatError('It is larger than 2 GB, which is the limit.');
    const { weights, ...facts } = await reader.read(source);
    // A run of ours is that run again, but for its checkpoint and its curve.
    const id = facts.origin.kind === 'run' ? facts.origin.record.id : 'imported';
    const run = { ...facts, id, weightsNames: { last: 'last' } as const, parts: partsOf({ weights }) };
    return modelBytes({ drawing: facts.trainedOn, current: { run: id, weights: 'last' }, runs: [run] });
  } catch (error) {
    if (error instanceof FormatError) throw new FormatError(`${name}: ${error.message}`);
    throw error;
  }
}
