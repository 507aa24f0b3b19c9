/** What the training worker answers, wherever its engine, its data sets and the archive are. */
import { datasets as catalogue, findDataset } from '../../../shared/data/catalogue';
import type { ReadDatasetFile } from '../../../shared/data/dataset';
import type { EngineHost } from '../../../shared/engine/engine-host';
import type { DetailedEvaluation } from '../../../shared/training/evaluate';
import { trainDocument } from '../../../shared/training/train-document';
import { evaluateTrained } from '../../../shared/training/trained-model';
import { createTrainingControl, type TrainingControl } from '../../../shared/training/training-control';
import { readCurve } from '../../../shared/format/curve-file';
import { readTrained, readWeights } from '../../../shared/format/model-read';
import { carry } from '../../../shared/model/carry';
import type { WeightMap } from '../../../shared/model/weights';
import type { RunEvaluation, RunPlace, StartingWeights } from '../../../shared/protocol/worker';
import { copyRun } from '../../archive/copy-run';
import { runKeeper } from '../../archive/keep-run';
import { openPlace } from '../../archive/open-place';
import type { RunArchive } from '../../archive/run-archive';
import { datasetCache, type Datasets } from './datasets';
import { probe } from './engine';
import { pictureSheet, preprocessingCache } from './pictures';
import { type Emit, type Handlers, Handover } from './serve';
import { packModel } from './pack-model';

/** The most mistakes that the Evaluate workspace shows. */
const MISTAKES = 200;

export interface TrainingSurroundings {
  readonly archive: RunArchive;
  readonly emit: Emit;
  /** `baseUrl` is where `wasm/` and `kernels/` are served. */
  readonly host: (baseUrl: string, threads: number) => Promise<EngineHost>;
  /** `baseUrl` is where `datasets/` is served. */
  readonly datasets: (baseUrl: string) => ReadDatasetFile;
}

const told = ({ misclassified, ...result }: DetailedEvaluation): RunEvaluation => ({
  ...result,
  examples: misclassified.slice(0, MISTAKES),
});

export function trainingHandlers({ archive, emit, ...surroundings }: TrainingSurroundings): Handlers {
  const controls = new Map<string, TrainingControl>();
  const preprocessing = preprocessingCache();
  let host: EngineHost | null = null;
  let datasets: Datasets | null = null;

  function engine(): EngineHost {
    if (host === null) throw new Error('The training worker was asked before it was started.');
    return host;
  }

  function dataset(name: string): ReturnType<Datasets> {
    if (datasets === null) throw new Error('The training worker was asked before it was started.');
    return datasets(name);
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

  return {
    async start({ baseUrl, threads }) {
      host ??= await surroundings.host(baseUrl, threads);
      datasets ??= datasetCache(surroundings.datasets(baseUrl));
      return { backends: host.platform.backends };
    },

    datasets: () => Promise.resolve(catalogue),

    async pictures(request) {
      const sheet = pictureSheet(await dataset(request.dataset), request, preprocessing);
      const fed = sheet.fed === null ? [] : [sheet.fed.values.buffer];
      return new Handover(
        sheet,
        [sheet.pixels.buffer, ...fed].filter((buffer) => buffer instanceof ArrayBuffer),
      );
    },

    async probe({ document, backend }) {
      const chosen = document.data.dataset === null ? undefined : findDataset(document.data.dataset);
      if (chosen === undefined)
        throw new Error('Choose a data set first: the probe needs to know its classes.');
      return probe(document, chosen.classNames.length, backend, engine());
    },

    async train({ runId, dataset: name, key, from, resume, ...rest }) {
      if (controls.size > 0)
        throw new Error('Another run is still training: stop it, or wait until it is done.');
      const own = createTrainingControl();
      controls.set(runId, own);
      try {
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
            dataset: await dataset(name),
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

    stop({ runId }) {
      control(runId).stop();
      return Promise.resolve(null);
    },

    async evaluate({ place, weights, dataset: name }) {
      const model = await readTrained(await openPlace(place, archive), weights);
      return told(await evaluateTrained(model, await dataset(name), engine()));
    },

    async exportModel({ place, weights, format }) {
      const bytes = await packModel(await readTrained(await openPlace(place, archive), weights), format);
      return new Handover({ bytes }, [bytes.buffer]);
    },

    keep: ({ place, key }) => copyRun(place, key, archive),
  };
}
