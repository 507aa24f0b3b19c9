/** From a document and a data set to a trained model: what the command line and the app's worker both do. */
import { compile } from '../compiler/compile';
import type { Plan } from '../compiler/compiled';
import { buildPlan } from '../compiler/plan';
import { trainingProblems } from '../compiler/trainable';
import type { LoadedDataset } from '../data/dataset';
import { preprocessingFor, samplesOf } from '../data/preprocess';
import { splitIndices } from '../data/split';
import type { ConvDocument } from '../graph/document';
import { type Ends, readBatch } from './batches';
import {
  type BackendCandidate,
  type BackendChoice,
  backendTitles,
  chooseBackend,
  probeExecutor,
  withFallback,
} from './choose-backend';
import { evaluateModel } from './evaluate';
import type { BackendName, Executor, ExecutorOptions, Platform, WeightMap } from './executor';
import { initializeWeights } from './initialize';
import { optimizerOf } from './optimizer';
import type { Checkpoint, Evaluation, Model, Progress, RunRecord, RunState } from './run';
import { trainNetwork } from './train';
import type { TrainingControl } from './training-control';
import { TrainingError } from './training-error';

/** What computes, and how the place where it runs behaves. */
export interface EngineHost {
  readonly platform: Platform;
  readonly candidates: readonly BackendCandidate[];
  readonly createExecutor: (options: ExecutorOptions, platform: Platform) => Promise<Executor>;
  readonly yieldToHost: () => Promise<void>;
  /** ISO 8601. */
  readonly today: () => string;
  /** Bytes that training may use; null where unknown. */
  readonly memoryLimit: number | null;
}

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

/** A network that can run: the plan and the names of its two ends. */
export interface Prepared extends Ends {
  readonly plan: Plan;
  readonly inputShape: readonly number[];
}

/** Throws `TrainingError` with all that stands in the way. */
export function prepareTraining(
  document: ConvDocument,
  classCount: number,
  memoryLimit: number | null,
): Prepared {
  const compiled = compile(document);
  const problems = trainingProblems(compiled, { classCount, memoryLimit });
  if (problems.length > 0) {
    const sentences = problems.map(({ message, fixes: [fix] }) =>
      fix ? `${message} (${fix.label}.)` : message,
    );
    throw new TrainingError(`This network can't be trained yet. ${[...new Set(sentences)].join(' ')}`);
  }
  return prepare(document);
}

/** Throws `PlanError` where the network is not complete. */
function prepare(document: ConvDocument): Prepared {
  const plan = buildPlan(compile(document));
  const [input] = plan.training.inputs;
  const [output] = plan.training.outputs;
  if (!input || !output) throw new TrainingError('The network needs an input and an output.');
  return { plan, inputId: input.id, outputId: output.id, inputShape: input.value.shape };
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
  const weights: WeightMap = new Map(
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

  const size = Math.min(settings.batchSize, train.length);
  const trial = async (): Promise<BackendChoice> => {
    const batch = await readBatch(
      train,
      Array.from({ length: size }, (_, i) => i),
      prepared,
    );
    return chooseBackend(host.candidates, (backend) =>
      probeExecutor(() => create(backend), batch, host.platform.now),
    );
  };
  const wanted = args.backend === 'auto' ? (resume?.record.backend ?? null) : args.backend;
  const choice =
    wanted === null
      ? await trial()
      : {
          backend: wanted,
          reason: resume ? 'The run began on it.' : `${backendTitles[wanted]} was asked for.`,
        };

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

  const others = host.candidates.map(({ name }) => name).filter((name) => name !== choice.backend);
  const order = [
    choice.backend,
    ...(args.backend === 'auto' ? others : others.filter((name) => name === 'wasm' || name === 'cpu')),
  ];
  const start = withFallback(order, create, (message) => {
    events.onNotice?.(message);
    change({ backendReason: message });
  });
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
      createExecutor: async () => {
        const executor = await start();
        if (executor.notice !== null) events.onNotice?.(executor.notice);
        change({ backend: executor.backend, threads: executor.threads });
        return executor;
      },
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
  try {
    const { accuracy, loss, count, confusion } = await evaluateModel({
      executor: result.executor,
      samples: samplesOf(dataset.test, preprocessing),
      classCount: classNames.length,
      inputId: prepared.inputId,
      outputId: prepared.outputId,
      yieldToHost: host.yieldToHost,
    });
    change({ state: result.state, epochs: result.epochs, test: { accuracy, loss, count, confusion } });
    return modelWith(result.checkpoint, result.weights);
  } finally {
    result.executor.dispose();
  }
}

/** An executor for a trained model, on the backend that trained it where this machine has it: the same figures again. */
export async function openModel(
  model: Model,
  host: EngineHost,
): Promise<Prepared & { readonly executor: Executor }> {
  const prepared = prepare(model.document);
  const { training } = model.document;
  const names = host.candidates.map((candidate) => candidate.name);
  const order = [model.run.backend, ...names].filter(
    (backend, i, all) => names.includes(backend) && all.indexOf(backend) === i,
  );
  const start = withFallback(
    order,
    (backend) =>
      host.createExecutor(
        {
          plan: prepared.plan,
          weights: model.weights,
          backend,
          seed: training.seed,
          optimizer: optimizerOf(training),
        },
        host.platform,
      ),
    () => undefined,
  );
  return { ...prepared, executor: await start() };
}

/** Accuracy, loss and confusion of a model on a data set's test pictures. */
export async function evaluateTrained(
  model: Model,
  dataset: LoadedDataset,
  host: EngineHost,
  onProgress?: (done: number, count: number) => void,
): Promise<Evaluation & Awaited<ReturnType<typeof evaluateModel>>> {
  const { classNames } = dataset.description;
  const classes = model.classNames.length;
  if (classes !== classNames.length) {
    throw new TrainingError(
      `The model tells ${classes} classes apart, but ${dataset.description.title} has ${classNames.length}: choose the data it was made for.`,
    );
  }
  const { executor, inputId, outputId } = await openModel(model, host);
  try {
    return await evaluateModel({
      executor,
      samples: samplesOf(dataset.test, model.preprocessing),
      classCount: classes,
      inputId,
      outputId,
      yieldToHost: host.yieldToHost,
      ...(onProgress && { onProgress }),
    });
  } finally {
    executor.dispose();
  }
}
