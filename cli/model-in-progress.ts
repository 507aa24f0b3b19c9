/** The model file of a run while it trains: the runs that its file had before, and this one as it was kept last. */
import type { LiveRun, RunKeeper } from '../shared/training/train-document';
import { partsOf } from '../shared/format/model-parts';
import { namesLeft, withoutHalves } from '../shared/format/lost-parts';
import { readCheckpoint, type StoredRun } from '../shared/format/model-read';
import { modelBytes, type RunToWrite } from '../shared/format/model-write';
import { writeCurve } from '../shared/format/curve-file';
import type { ConvDocument } from '../shared/graph/document';
import type { PartName } from '../shared/model/stored-run';
import { modelName } from '../shared/model/trained-model';
import { readAll, sourceOf, type WeightMap } from '../shared/model/weights';
import { messageOf } from '../shared/schema/message-of';

export interface ModelInProgress {
  readonly keeper: RunKeeper;
  /** As a file; throws where nothing was kept yet. */
  readonly bytes: () => Promise<Uint8Array>;
}

interface Parts {
  readonly drawing: ConvDocument;
  /** Those that the file has; this run takes the place of the one with its id. */
  readonly others: readonly StoredRun[];
  /** The run that goes on; null where one begins. */
  readonly from: StoredRun | null;
  readonly onKept: (run: LiveRun) => void;
  /** What of the others can't be kept, in a sentence. */
  readonly onProblem: (sentence: string) => void;
}

/** What was kept, in memory: the executor's own values change with the next step. */
interface KeptContent {
  readonly run: LiveRun;
  readonly weights: WeightMap;
  readonly slots: WeightMap | null;
}

/** Mistakes that are kept with an evaluation. */
const MISTAKES = 200;

export function modelInProgress({ drawing, others, from, onKept, onProblem }: Parts): ModelInProgress {
  let newest: KeptContent | null = null;
  let before: readonly RunToWrite[] | null = null;
  return {
    keeper: {
      async keep(run) {
        newest = {
          run,
          weights: await readAll(run.weights),
          slots: run.checkpoint && (await readAll(run.checkpoint.slots)),
        };
        onKept(run);
      },
      async last() {
        if (newest === null) {
          const checkpoint = from && (await readCheckpoint(from));
          return checkpoint && snapshotOf(checkpoint.state, checkpoint.weights, checkpoint.slots);
        }
        const { run, weights, slots } = newest;
        return run.checkpoint && slots && snapshotOf(run.checkpoint.state, weights, slots);
      },
    },
    async bytes() {
      if (newest === null) throw new Error('Nothing was learned yet.');
      const { run, weights, slots } = newest;
      const { id } = run.facts;
      before ??= await readWhole(
        others.filter((other) => other.id !== id),
        onProblem,
      );
      const parts = partsOf({
        weights,
        checkpoint: run.checkpoint && slots && { state: run.checkpoint.state, slots },
        curve: writeCurve(run.curve),
        evaluation: evaluationOf(run),
      });
      return modelBytes({
        drawing,
        current: { run: id, weights: 'last' },
        runs: [...before, { ...run.facts, parts }],
      });
    },
  };
}

function snapshotOf(
  state: NonNullable<LiveRun['checkpoint']>['state'],
  weights: WeightMap,
  slots: WeightMap,
) {
  return { state, snapshot: { weights: sourceOf(weights), slots: sourceOf(slots), step: state.step } };
}

function evaluationOf({ evaluation }: LiveRun): object | null {
  if (evaluation === null) return null;
  const { misclassified, ...result } = evaluation;
  return { ...result, examples: misclassified.slice(0, MISTAKES) };
}

/**
 * Into memory, since their file may be the one that is written. What of them can't be read, damaged or gone with the file,
 * is left aside in a sentence: what was learned meanwhile is not lost with it.
 */
async function readWhole(
  runs: readonly StoredRun[],
  onProblem: (sentence: string) => void,
): Promise<readonly RunToWrite[]> {
  const read: RunToWrite[] = [];
  for (const run of runs) {
    const parts = new Map<PartName, Uint8Array>();
    const missing: PartName[] = [];
    let why = '';
    for (const name of run.parts) {
      try {
        parts.set(name, await run.read(name));
      } catch (error) {
        missing.push(name);
        why = messageOf(error);
      }
    }
    const lost = withoutHalves(parts, missing);
    if (lost.length > 0) onProblem(`Of ${modelName(run)} this is lost (${lost.join(', ')}): ${why}`);
    const { id, trainedOn, preprocessing, outputs, origin, weightsNames, moved } = run;
    const facts = { id, trainedOn, preprocessing, outputs, origin, moved };
    read.push({ ...facts, weightsNames: namesLeft(weightsNames, lost), parts });
  }
  return read;
}
