/** A run's parts, wherever they lie: in the archive or in a file. */
import { type ByteSource, bytesSource } from '../../shared/format/byte-source';
import { crc32 } from '../../shared/format/crc32';
import { FormatError } from '../../shared/format/format-error';
import { openModelFile, type StoredRun } from '../../shared/format/model-read';
import { nothingMoved } from '../../shared/graph/moved';
import { isFile, type KeptRun } from '../../shared/model/kept-run';
import type { PartName } from '../../shared/model/stored-run';
import { modelName } from '../../shared/model/trained-model';
import type { RunPlace } from '../../shared/protocol/worker';
import { contentSource } from './content';
import type { RunArchive } from './run-archive';

/** Rejects with a sentence where the run is not there any more. */
export async function openPlace(place: RunPlace, archive: RunArchive): Promise<StoredRun> {
  if (place.kind === 'kept') return keptRun(place.run, archive);
  const file = await openModelFile(contentSource(place.content));
  const run = file.runs.find(({ id }) => id === place.id);
  if (run === undefined) throw new FormatError('The run is not in its file any more.');
  return run;
}

function keptRun({ facts, shapes, parts }: KeptRun, archive: RunArchive): StoredRun {
  const open = async (
    name: PartName,
  ): Promise<{ readonly source: ByteSource; readonly crc: number | null }> => {
    const part = parts.get(name);
    if (part === undefined) throw new FormatError(`${modelName(facts)} has lost a part (${name}).`);
    if (!isFile(part)) return { source: bytesSource(part), crc: null };
    return { source: contentSource(await archive.open(part)), crc: part.crc };
  };
  return {
    ...facts,
    parts: new Set(parts.keys()),
    shapes,
    moved: nothingMoved,
    async read(name) {
      const { source, crc } = await open(name);
      const bytes = await source.read(0, source.size);
      if (crc !== null && crc32(bytes) !== crc) {
        throw new FormatError(`A part of ${modelName(facts)} is damaged (${name}).`);
      }
      return bytes;
    },
    async open(name) {
      return { ...(await open(name)), from: null };
    },
  };
}
