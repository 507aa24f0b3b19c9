/**
 * What keeps a run while it trains: each checkpoint's weights and slots become new files of the archive, a tensor at a
 * time, and then its row is put. Until that moment the checkpoint before is the one that counts.
 */
import { writeCurve } from '../../shared/format/curve-file';
import { jsonBytes } from '../../shared/format/model-parts';
import { readCheckpoint } from '../../shared/format/model-read';
import { safetensorsPieces } from '../../shared/format/safetensors';
import type { LiveRun, RunKeeper } from '../../shared/training/train-document';
import { filesOf, type KeptFile, type KeptPart, type KeptRun } from '../../shared/model/kept-run';
import type { PartName } from '../../shared/model/stored-run';
import { sourceOf } from '../../shared/model/weights';
import type { RunPlace } from '../../shared/protocol/worker';
import { openPlace } from './open-place';
import type { RunArchive } from './run-archive';
import { messageOf } from '../../shared/schema/message-of';

/** Among the worker's performance entries: from when to when each checkpoint was kept. */
export const KEPT = 'convcanvas.kept';

export interface KeepOptions {
  readonly archive: RunArchive;
  /** Of the run's row. */
  readonly key: string;
  /** Where the run goes on from; null: it begins. */
  readonly from: RunPlace | null;
  /** ISO 8601. */
  readonly now: () => string;
  /** How `evaluation.json` is written. */
  readonly evaluation: (run: LiveRun) => object | null;
  readonly onKept: (run: KeptRun, superseded: readonly KeptFile[]) => void;
  /** What could not be kept, in a sentence. */
  readonly onProblem: (message: string) => void;
}

export function runKeeper(options: KeepOptions): RunKeeper {
  const { archive, key, from } = options;
  let place = from;
  /** Said once, until one is kept again. */
  let problem: string | null = null;

  async function write(run: LiveRun): Promise<KeptRun> {
    const parts = new Map<PartName, KeptPart>();
    const written: KeptFile[] = [];
    const keep = async (name: PartName, pieces: AsyncIterable<Uint8Array>): Promise<void> => {
      const file = await archive.write(pieces);
      written.push(file);
      parts.set(name, file);
    };
    try {
      await keep('weights/last.safetensors', safetensorsPieces(run.weights));
      if (run.checkpoint) {
        await keep('checkpoint/slots.safetensors', safetensorsPieces(run.checkpoint.slots));
        parts.set('checkpoint/state.json', jsonBytes(run.checkpoint.state));
      }
      parts.set('curve.bin', writeCurve(run.curve));
      const evaluation = options.evaluation(run);
      if (evaluation) parts.set('evaluation.json', jsonBytes(evaluation));
      const kept: KeptRun = {
        key,
        savedAt: options.now(),
        facts: run.facts,
        shapes: new Map([['last', run.weights.shapes]]),
        parts,
        step: run.checkpoint?.state.step ?? null,
      };
      await archive.put(kept);
      return kept;
    } catch (error) {
      await archive.discard(written).catch(() => undefined);
      throw error;
    }
  }

  return {
    async keep(run) {
      const start = performance.now();
      try {
        const kept = await write(run);
        const superseded = place?.kind === 'kept' && place.run.key === key ? filesOf(place.run) : [];
        place = { kind: 'kept', run: kept };
        problem = null;
        options.onKept(kept, superseded);
      } catch (error) {
        const reason = messageOf(error);
        if (reason !== problem) options.onProblem(reason);
        problem = reason;
        // What was trained to the end is held in memory instead, so that it can still be saved.
        if (run.checkpoint !== null && run.evaluation === null) return;
        const held = await inMemory(run, options);
        place = { kind: 'kept', run: held };
        options.onKept(held, []);
      } finally {
        performance.measure(KEPT, { start });
      }
    },
    async last() {
      const checkpoint = place && (await readCheckpoint(await openPlace(place, archive)));
      if (!checkpoint) return null;
      const { state, weights, slots } = checkpoint;
      return {
        state,
        snapshot: { weights: sourceOf(weights), slots: sourceOf(slots), step: state.step },
      };
    },
  };
}

/** A run whose parts all lie in its row, which is not put. */
async function inMemory(run: LiveRun, { key, now, evaluation }: KeepOptions): Promise<KeptRun> {
  const parts = new Map<PartName, KeptPart>([
    ['weights/last.safetensors', await joined(safetensorsPieces(run.weights))],
    ['curve.bin', writeCurve(run.curve)],
  ]);
  const measured = evaluation(run);
  if (measured) parts.set('evaluation.json', jsonBytes(measured));
  return {
    key,
    savedAt: now(),
    facts: run.facts,
    shapes: new Map([['last', run.weights.shapes]]),
    parts,
    step: null,
  };
}

async function joined(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece.slice());
  const bytes = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of all) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
