/** What the training worker answers, wherever its engine, its data sets and the archive are. */
import type { DataSets } from '../../../shared/data/data-sets';
import type { EngineHost } from '../../../shared/engine/engine-host';
import type { DetailedEvaluation } from '../../../shared/training/evaluate';
import { trainDocument } from '../../../shared/training/train-document';
import { evaluateTrained, openModel } from '../../../shared/training/trained-model';
import { createTrainingControl, type TrainingControl } from '../../../shared/training/training-control';
import { readCurve } from '../../../shared/format/curve-file';
import { readTrained, readWeights } from '../../../shared/format/model-read';
import { carry } from '../../../shared/model/carry';
import type { WeightMap } from '../../../shared/model/weights';
import { type CallPort, Handover } from '../../../shared/protocol/calls';
import type { RunEvaluation, RunPlace, StartingWeights } from '../../../shared/protocol/worker';
import { copyRun } from '../../archive/copy-run';
import { runKeeper } from '../../archive/keep-run';
import { openPlace } from '../../archive/open-place';
import type { RunArchive } from '../../archive/run-archive';
import { probe } from './engine';
import type { Emit, Handlers } from './serve';
import { packModel } from './pack-model';
import { triedModel } from './tried-model';

/** The most mistakes that the Evaluate workspace shows. */
const MISTAKES = 200;

export interface TrainingSurroundings {
  readonly archive: RunArchive;
  readonly emit: Emit;
  /** `baseUrl` is where `wasm/` and `kernels/` are served. */
  readonly host: (baseUrl: string, threads: number) => Promise<EngineHost>;
  /** The sets behind the port that the window gave. */
  readonly data: (port: CallPort | null) => DataSets;
}

const told = ({ misclassified, ...result }: DetailedEvaluation): RunEvaluation => ({
  ...result,
  examples: misclassified.slice(0, MISTAKES),
});

export function trainingHandlers({ archive, emit, ...surroundings }: TrainingSurroundings): Handlers {
  const controls = new Map<string, TrainingControl>();
  let host: EngineHost | null = null;
  let sets: DataSets | null = null;

  function engine(): EngineHost {
    if (host === null) throw new Error('The training worker was asked before it was started.');
    return host;
  }

  function data(): DataSets {
    if (sets === null) throw new Error('The training worker was asked before it was started.');
    return sets;
  }

  function control(runId: string): TrainingControl {
    const found = controls.get(runId);
    if (found === undefined) throw new Error('That run is not training any more.');
    return found;
  }

  async function startingWeights({ place, weights, moved }: StartingWeights): Promise<WeightMap> {
    return carry(await readWeights(await openPlace(place, archive), weights), moved);
  }

  /** The record and the curve of a run that is to go on. */
  async function goingOn(place: RunPlace) {
    const run = await openPlace(place, archive);
    if (run.origin.kind !== 'run' || !run.parts.has('checkpoint/state.json')) {
      throw new Error('The run has no checkpoint to go on from.');
    }
    const curve = run.parts.has('curve.bin')
      ? readCurve(await run.read('curve.bin'))
      : { points: [], every: 1 };
    return { record: run.origin.record, curve };
  }

  const tried = triedModel(async ({ place, weights }) => {
    if (controls.size > 0) throw new Error('A run is training: try pictures when it is done.');
    return openModel(await readTrained(await openPlace(place, archive), weights), engine());
  });

  return {
    async start({ baseUrl, threads, data: port }) {
      host ??= await surroundings.host(baseUrl, threads);
      sets ??= surroundings.data(port);
      return null;
    },

    backends: () => Promise.resolve(engine().platform.backends),

    probe: ({ document, classCount, backend }) => probe(document, classCount, backend, engine()),

    async train({ runId, dataset: set, key, from, resume, ...rest }) {
      if (controls.size > 0)
        throw new Error('Another run is still training: stop it, or wait until it is done.');
      const own = createTrainingControl();
      controls.set(runId, own);
      try {
        // Training has the machine and its memory for itself.
        await tried.leave();
        const keeper = runKeeper({
          archive,
          key,
          from: resume,
          now: () => new Date().toISOString(),
          evaluation: ({ evaluation }) => evaluation && told(evaluation),
          onKept: (run, superseded) => emit('kept', { runId, run, superseded }),
          onProblem: (message) => emit('notice', { runId, message }),
        });
        const record = await trainDocument(
          {
            ...rest,
            runId,
            data: { sets: data(), set },
            weights: from && (await startingWeights(from)),
            resume: resume && (await goingOn(resume)),
          },
          engine(),
          own,
          keeper,
          {
            onProgress: (progress) => emit('progress', { runId, progress }),
            onRecord: (progressed) => emit('record', { runId, record: progressed }),
            onNotice: (message) => emit('notice', { runId, message }),
          },
        );
        return { record };
      } finally {
        controls.delete(runId);
        own.end();
      }
    },

    pause({ runId }) {
      control(runId).pause();
      return Promise.resolve(null);
    },

    resume({ runId }) {
      control(runId).resume();
      return Promise.resolve(null);
    },

    async stop({ runId }) {
      const own = control(runId);
      own.stop();
      await own.untilEnded();
      return null;
    },

    async predict({ values, ...asked }) {
      const probabilities = await tried.predict(asked, values);
      return new Handover({ probabilities }, [probabilities.buffer]);
    },

    async leaveTried() {
      await tried.leave();
      return null;
    },

    async evaluate({ place, weights, dataset: set }) {
      const model = await readTrained(await openPlace(place, archive), weights);
      return told(await evaluateTrained(model, { sets: data(), set }, engine()));
    },

    async exportModel({ place, weights, format }) {
      const bytes = await packModel(await readTrained(await openPlace(place, archive), weights), format);
      return new Handover({ bytes }, [bytes.buffer]);
    },

    keep: ({ place, key }) => copyRun(place, key, archive),
  };
}
