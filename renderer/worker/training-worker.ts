/** The training worker: it alone loads the engine, so that the window never waits for it. */
import { datasets as catalogue, findDataset } from '../../shared/data/catalogue';
import type { EngineHost } from '../../shared/engine/engine-host';
import { trainDocument } from '../../shared/engine/train-document';
import { evaluateTrained } from '../../shared/engine/trained-model';
import { createTrainingControl, type TrainingControl } from '../../shared/engine/training-control';
import type { WeightMap } from '../../shared/engine/executor';
import { datasetCache, fetchFrom, type Datasets } from './datasets';
import { probe, workerHost } from './engine';
import { packModel, zipTfjs } from './pack';
import { pictureSheet, preprocessingCache } from './pictures';
import { emitter, Handover, serve, type Handlers } from './serve';

/** The most mistakes that the Evaluate workspace shows. */
const MISTAKES = 200;

const emit = emitter(self);
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

/** Each buffer once: two weights may be views of one. */
function buffersOf(weights: WeightMap): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const { data } of weights.values()) if (data.buffer instanceof ArrayBuffer) buffers.add(data.buffer);
  return [...buffers];
}

const handlers: Handlers = {
  async start({ baseUrl, threads }) {
    host ??= await workerHost(baseUrl, threads);
    datasets ??= datasetCache(fetchFrom(baseUrl));
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

  async train({ runId, dataset: name, ...rest }) {
    if (controls.size > 0)
      throw new Error('Another run is still training: stop it, or wait until it is done.');
    const own = createTrainingControl();
    controls.set(runId, own);
    try {
      const data = await dataset(name);
      const model = await trainDocument({ ...rest, runId, dataset: data }, engine(), own, {
        onProgress: (progress) => emit('progress', { runId, progress }),
        onRecord: (record) => emit('record', { runId, record }),
        onNotice: (message) => emit('notice', { runId, message }),
        onCheckpoint: (checkpointed) => {
          const file = packModel(checkpointed);
          // What is kept is paused or stopped if it is ever opened; the run itself goes on.
          const { run } = checkpointed;
          const record =
            own.stopRequested || own.pauseRequested ? run : { ...run, state: 'training' as const };
          emit('checkpoint', { runId, record, file }, [file.buffer]);
        },
      });
      if (model.checkpoint === null) {
        const file = packModel(model);
        emit('checkpoint', { runId, record: model.run, file }, [file.buffer]);
      }
      const { run: record, weights, preprocessing: preprocessed, classNames, checkpoint } = model;
      const answer = { record, weights, preprocessing: preprocessed, classNames, checkpoint };
      // A checkpoint's weights may be the same buffers, and a buffer can be handed over but once.
      return checkpoint === null ? new Handover(answer, buffersOf(weights)) : answer;
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

  async evaluate({ model, dataset: name }) {
    const result = await evaluateTrained(model, await dataset(name), engine());
    const { misclassified, ...evaluation } = result;
    return { ...evaluation, examples: misclassified.slice(0, MISTAKES) };
  },

  pack({ model }) {
    const bytes = packModel(model);
    return Promise.resolve(new Handover({ bytes }, [bytes.buffer]));
  },

  exportTfjs({ model }) {
    const zip = zipTfjs(model);
    return Promise.resolve(new Handover(zip, [zip.bytes.buffer]));
  },
};

serve(self, handlers);
