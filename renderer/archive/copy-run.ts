/** A run of a file as a run of the archive. */
import { piecesOf } from '../../shared/format/byte-source';
import { readState } from '../../shared/format/model-read';
import type { KeptFile, KeptPart, KeptRun } from '../../shared/model/kept-run';
import { modelName } from '../../shared/model/trained-model';
import type { PartName } from '../../shared/model/stored-run';
import type { RunPlace } from '../../shared/protocol/worker';
import { openPlace } from './open-place';
import type { RunArchive } from './run-archive';

const isLarge = (name: PartName): boolean => name.endsWith('.safetensors');

/** Rejects with a sentence; then nothing of it is left in the archive. */
export async function copyRun(place: RunPlace, key: string, archive: RunArchive): Promise<KeptRun> {
  const run = await openPlace(place, archive);
  const { id, trainedOn, preprocessing, outputs, origin, weightsNames, shapes } = run;
  const parts = new Map<PartName, KeptPart>();
  const written: KeptFile[] = [];
  try {
    for (const name of run.parts) {
      if (!isLarge(name)) {
        parts.set(name, await run.read(name));
        continue;
      }
      const file = await archive.write(piecesOf((await run.open(name)).source));
      written.push(file);
      parts.set(name, file);
    }
    const state = parts.get('checkpoint/state.json');
    const step =
      state instanceof Uint8Array ? readState(state, `The checkpoint of ${modelName(run)}`).step : null;
    const facts = { id, trainedOn, preprocessing, outputs, origin, weightsNames };
    const kept: KeptRun = { key, savedAt: new Date().toISOString(), facts, shapes, parts, step };
    await archive.put(kept);
    return kept;
  } catch (error) {
    await archive.discard(written).catch(() => undefined);
    throw error;
  }
}
