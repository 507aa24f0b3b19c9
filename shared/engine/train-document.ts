/** From a document and a data set to a trained model: what the command line and the app's worker both do. */
import type { LoadedDataset } from '../data/dataset';
import { preprocessingFor, samplesOf } from '../data/preprocess';
import { splitIndices } from '../data/split';
import type { ConvDocument } from '../graph/document';
import { byPromise } from './choose-backend';
import type { EngineHost } from './engine-host';
import { evaluateModel } from './evaluate';
import type { BackendName, Executor, WeightMap } from './executor';
import { ExecutorFailure, watched } from './failures';
import { withFallback } from './fallback';
import { initializeWeights } from './initialize';
import { optimizerOf } from './optimizer';
import { prepareTraining } from './prepare';
import type { Checkpoint, Evaluation, Model, Progress, RunRecord, RunState } from './run';
import { trainNetwork } from './train';
import type { TrainingControl } from './training-control';
import { askedFor, tryNetwork } from './trial';

export interface TrainDocumentArguments {
  readonly runId: string;
  /** "Run 3" */
  readonly name: string;
  readonly document: ConvDocument;
  readonly dataset: LoadedDataset;
  readonly backend: BackendName | 'auto';
  /** Weights to begin with where key and shape agree; the rest are initialized. */
  readonly weights: WeightMap | null;
  readonly resume: { readonly record: RunRecord; readonly checkpoint: Checkpoint } | null;
}

export interface TrainDocumentEvents {
  onProgress?(progress: Progress): void;
  onRecord?(record: RunRecord): void;
  /** A model that holds the checkpoint, from which the run can go on. */
  onCheckpoint?(model: Model): void;
  onNotice?(message: string): void;
}

/** Resolves with the trained model, also when stopped early; rejects with a sentence. */
export async function trainDocument(
  args: TrainDocumentArguments,
  host: EngineHost,
  control: TrainingControl,
  events: TrainDocumentEvents = {},
): Promise<Model> {
  const { document, dataset, resume } = args;
  const { training: settings, data } = document;
  const { classNames } = dataset.description;
  const prepared = prepareTraining(document, classNames.length, host.memoryLimit);
  const { plan } = prepared;

  const preprocessing = preprocessingFor(prepared.inputShape, data, dataset.train);
  const rows = splitIndices(dataset.train, { ...data, seed: settings.seed });
  const train = samplesOf(dataset.train, preprocessing, rows.train);
  const validation =
    rows.validation.length > 0 ? samplesOf(dataset.train, preprocessing, rows.validation) : null;

  const first = initializeWeights(plan, settings.seed);
  /** What an executor begins with. */
  let weights: WeightMap = new Map(
    [...first].map(([key, fresh]) => {
      const given = args.weights?.get(key);
      return [key, given && String(given.shape) === String(fresh.shape) ? given : fresh];
    }),
  );
  const create = (backend: BackendName): Promise<Executor> =>
    host.createExecutor(
      {
        plan,
        weights,
        backend,
        seed: settings.seed,
        optimizer: optimizerOf(settings),
      },
      host.platform,
    );

  const wanted = args.backend === 'auto' ? (resume?.record.backend ?? null) : args.backend;
  const choice =
    wanted === null
      ? await tryNetwork(host, document, prepared, 'auto')
      : { backend: wanted, reason: resume ? 'The run began on it.' : askedFor(wanted, host) };

  const startedAt = host.platform.now();
  let record: RunRecord = resume
    ? { ...resume.record, state: 'preparing', test: null }
    : {
        id: args.runId,
        name: args.name,
        dataset: dataset.description.name,
        state: 'preparing',
        backend: choice.backend,
        backendReason: choice.reason,
        threads: 1,
        epochs: [],
        test: null,
        startedAt: host.today(),
        seconds: 0,
      };
  const before = record.seconds;
  const change = (changes: Partial<RunRecord>): void => {
    record = { ...record, ...changes, seconds: before + (host.platform.now() - startedAt) / 1000 };
    events.onRecord?.(record);
  };
  change({});

  const others = byPromise(host.candidates)
    .map(({ name }) => name)
    .filter((name) => name !== choice.backend);
  const order = [
    choice.backend,
    ...(args.backend === 'auto' ? others : others.filter((name) => name === 'wasm' || name === 'cpu')),
  ];
  const createNext = withFallback(order, create, (message) => {
    // The trials' results are not to be relied on any more.
    host.choices.clear();
    events.onNotice?.(message);
    change({ backendReason: message });
  });
  const start: typeof createNext = async (failure) => {
    const executor = await createNext(failure);
    if (executor.notice !== null) events.onNotice?.(executor.notice);
    const device = host.candidates.find(({ name }) => name === executor.backend)?.device;
    change({ backend: executor.backend, device, threads: executor.threads });
    return executor;
  };
  const modelWith = (checkpoint: Checkpoint | null, trained: WeightMap): Model => ({
    document,
    weights: trained,
    preprocessing,
    classNames,
    run: record,
    checkpoint,
  });

  const result = await trainNetwork(
    {
      settings,
      train,
      validation,
      classCount: classNames.length,
      inputId: prepared.inputId,
      outputId: prepared.outputId,
      createExecutor: start,
      resume: resume && { checkpoint: resume.checkpoint, epochs: resume.record.epochs },
      now: host.platform.now,
      yieldToHost: host.yieldToHost,
    },
    control,
    {
      onProgress: (progress) => events.onProgress?.(progress),
      onEpoch: (epoch) => change({ epochs: [...record.epochs, epoch] }),
      onState: (state) => change({ state }),
      onCheckpoint: (checkpoint) => {
        if (!events.onCheckpoint) return;
        const state: RunState = control.stopRequested ? 'stopped' : 'paused';
        const { weights: trained } = checkpoint.snapshot;
        events.onCheckpoint({ ...modelWith(checkpoint, trained), run: { ...record, state } });
      },
    },
  );
  weights = result.weights;
  const test = await measure(result.executor);
  change({ state: result.state, epochs: result.epochs, test });
  return modelWith(result.checkpoint, result.weights);

  /** On the test pictures, if need be on the next backend. */
  async function measure(executor: Executor): Promise<Evaluation> {
    try {
      const { accuracy, loss, count, confusion } = await evaluateModel({
        executor,
        samples: samplesOf(dataset.test, preprocessing),
        classCount: classNames.length,
        inputId: prepared.inputId,
        outputId: prepared.outputId,
        yieldToHost: host.yieldToHost,
      });
      return { accuracy, loss, count, confusion };
    } catch (error) {
      if (!(error instanceof ExecutorFailure)) throw error;
      return await measure(watched(await start({ error, hasCheckpoint: true })));
    } finally {
      executor.dispose();
    }
  }
}
