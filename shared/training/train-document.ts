/** From a document and a data set to a trained network: what the command line and the app's worker both do. */
import type { SourceFacts } from '../data/source';
import type { ConvDocument } from '../graph/document';
import { CurveRecorder, type CurvePoint } from '../model/curve';
import { fitWeights } from '../model/fit-weights';
import type { CheckpointState, Progress, RunRecord, RunState } from '../model/run-record';
import type { RunFacts } from '../model/stored-run';
import { sourceOf, type WeightMap, type WeightSource } from '../model/weights';
import { byPromise } from '../engine/choose-backend';
import type { Checkpoint } from './checkpoint';
import type { EngineHost } from '../engine/engine-host';
import { type DetailedEvaluation, evaluateUnless } from './evaluate';
import type { BackendName, Executor } from '../engine/executor';
import { ExecutorFailure, watched } from '../engine/failures';
import { withFallback } from '../engine/fallback';
import { initializeWeights } from '../engine/initialize';
import { optimizerOf } from '../engine/optimizer';
import { type Prepared, prepareTraining } from './prepare';
import { openRunPictures, type RunPictures, type SetOfPictures } from './run-pictures';
import { trainNetwork } from './train';
import type { TrainingControl } from './training-control';
import { TrainingError } from './training-error';
import { askedFor, tryNetwork } from './trial';

export interface TrainDocumentArguments {
  readonly runId: string;
  /** "Run 3" */
  readonly name: string;
  readonly document: ConvDocument;
  readonly data: SetOfPictures;
  readonly backend: BackendName | 'auto';
  /** Weights to begin with where key and shape agree; the rest are initialized. */
  readonly weights: WeightMap | null;
  /** A run that goes on from its keeper's last checkpoint, and the curve that it has so far. */
  readonly resume: { readonly record: RunRecord; readonly curve: Curve } | null;
}

interface Curve {
  readonly points: readonly CurvePoint[];
  /** Every so many reports are one point. */
  readonly every: number;
}

/** A run at a moment at which it is kept. */
export interface LiveRun {
  readonly facts: RunFacts;
  /** To be read before `keep` resolves: the next step changes them, as it does the slots. */
  readonly weights: WeightSource;
  /** Null when the run has finished: then there is nothing to go on with. */
  readonly checkpoint: { readonly state: CheckpointState; readonly slots: WeightSource } | null;
  readonly curve: Curve;
  /** On the test pictures, when the run has ended and was measured. */
  readonly evaluation: DetailedEvaluation | null;
}

/** Where a run's parts go. */
export interface RunKeeper {
  /** Never rejects: what can't be kept is the keeper's to report, and no reason to stop training. */
  keep(run: LiveRun): Promise<void>;
  /** The newest checkpoint that was kept, or with which the run begins; null where there is none. */
  last(): Promise<Checkpoint | null>;
}

export interface TrainDocumentEvents {
  onProgress?(progress: Progress): void;
  onRecord?(record: RunRecord): void;
  onNotice?(message: string): void;
}

/** Resolves with the run's last record when the keeper has the trained weights, also when stopped early; rejects with a sentence. */
export async function trainDocument(
  args: TrainDocumentArguments,
  host: EngineHost,
  control: TrainingControl,
  keeper: RunKeeper,
  events: TrainDocumentEvents = {},
): Promise<RunRecord> {
  const { document, data } = args;
  const facts = await data.sets.facts(data.set);
  const prepared = prepareTraining(document, facts.classNames.length, host.memoryLimit);
  refuseOtherPictures(args, facts);
  const pictures = await openRunPictures(document, data, prepared);
  try {
    return await drive({ ...args, facts, prepared, pictures }, host, control, keeper, events);
  } finally {
    pictures.close();
  }
}

interface OpenedRun extends TrainDocumentArguments {
  readonly facts: SourceFacts;
  readonly prepared: Prepared;
  readonly pictures: RunPictures;
}

async function drive(
  args: OpenedRun,
  host: EngineHost,
  control: TrainingControl,
  keeper: RunKeeper,
  events: TrainDocumentEvents,
): Promise<RunRecord> {
  const { document, resume, prepared, pictures } = args;
  const settings = document.training;
  const { classNames } = args.facts;
  const { task } = prepared;

  let weights = firstWeights(args, prepared);
  const choice = await chooseFor(args, host, prepared);
  const run = startRecord(args, host, choice, events);
  const create = (backend: BackendName): Promise<Executor> =>
    host.createExecutor(
      { plan: prepared.plan, weights, backend, seed: settings.seed, optimizer: optimizerOf(settings) },
      host.platform,
    );
  const createNext = withFallback(backendsInTurn(args.backend, choice.backend, host), create, (message) => {
    // The trials' results are not to be relied on any more.
    host.choices.clear();
    events.onNotice?.(message);
    run.change({ backendReason: message });
  });
  const start: typeof createNext = async (failure) => {
    const executor = await createNext(failure);
    if (executor.notice !== null) events.onNotice?.(executor.notice);
    const { backend, threads, kernels } = executor;
    const device = host.candidates.find(({ name }) => name === backend)?.device;
    run.change({ backend, device, threads, kernels });
    return executor;
  };

  const curve = new CurveRecorder(resume?.curve.points, resume?.curve.every);
  const live = (record: RunRecord): Pick<LiveRun, 'facts' | 'curve'> => ({
    facts: {
      id: record.id,
      trainedOn: document,
      preprocessing: pictures.preprocessing,
      outputs: { [prepared.outputId]: { task, classNames } },
      origin: { kind: 'run', record },
      weightsNames: { last: 'last' },
    },
    curve: { points: curve.points, every: curve.everySoMany },
  });
  /** The step at which the newest checkpoint was taken. */
  let newest = -1;
  const perEpoch = Math.ceil(pictures.train.length / Math.min(settings.batchSize, pictures.train.length));

  const result = await trainNetwork(
    {
      settings,
      train: pictures.train,
      validation: pictures.validation,
      task,
      classCount: classNames.length,
      outputId: prepared.outputId,
      createExecutor: start,
      epochs: resume?.record.epochs ?? [],
      keeper: {
        async keep({ state, snapshot }) {
          newest = state.step;
          await keeper.keep({
            ...live({ ...run.record, state: stateToKeep(control) }),
            weights: snapshot.weights,
            checkpoint: { state, slots: snapshot.slots },
            evaluation: null,
          });
        },
        last: () => keeper.last(),
      },
      now: host.platform.now,
      yieldToHost: host.yieldToHost,
    },
    control,
    {
      onBegin(epochs, from) {
        curve.rewind(from ? from.epoch + from.batch / perEpoch : 0);
        run.change({ epochs: [...epochs] });
      },
      onProgress(progress) {
        curve.add(progress);
        events.onProgress?.(progress);
      },
      onEpoch: (epoch) => run.change({ epochs: [...run.record.epochs, epoch] }),
      onState: (state) => run.change({ state }),
    },
  );
  const { diverged } = result;
  let { executor } = result;
  control.end();
  if (diverged?.kept === null) {
    executor.dispose();
    executor = watched(await create(run.record.backend));
  }
  const trained = await executor.weights();
  weights = trained;
  // Whoever does not wait until it is measured has what it learned all the same.
  if (result.state === 'finished') {
    await keeper.keep({
      ...live({ ...run.record, state: 'finished', epochs: result.epochs }),
      weights: sourceOf(trained),
      checkpoint: null,
      evaluation: null,
    });
  }
  // A stopped run is measured, which whoever stopped it may cut short; one that has finished is told to stop only now.
  const shallEnd = (): boolean => result.state === 'finished' && control.stopRequested;
  const evaluation = await measure(executor);
  if (evaluation === null) {
    run.change({ state: result.state, epochs: result.epochs });
    return run.record;
  }
  const { scores, count, confusion } = evaluation;
  run.change({
    state: result.state,
    epochs: result.epochs,
    test: { scores, count, confusion },
    diverged: diverged ?? undefined,
  });
  // A stopped run can go on where its last moment was kept: slots of an earlier one don't belong to these weights. One that
  // diverged would do so again.
  const kept = result.state === 'stopped' && diverged === null ? await keeper.last() : null;
  const last = kept?.state.step === newest ? kept : null;
  await keeper.keep({
    ...live(run.record),
    weights: sourceOf(trained),
    checkpoint: last && { state: last.state, slots: last.snapshot.slots },
    evaluation,
  });
  return run.record;

  /** On the test pictures, if need be on the next backend; null where it was told to stop. */
  async function measure(executor: Executor): Promise<DetailedEvaluation | null> {
    try {
      return await evaluateUnless(shallEnd, {
        executor,
        samples: pictures.test,
        task,
        classCount: classNames.length,
        outputId: prepared.outputId,
        yieldToHost: host.yieldToHost,
      });
    } catch (error) {
      if (!(error instanceof ExecutorFailure)) throw error;
      return await measure(watched(await start({ error, hasCheckpoint: true })));
    } finally {
      executor.dispose();
    }
  }
}

/** How a run stands at a checkpoint: what is cut off after one was training then. */
function stateToKeep({ stopRequested, pauseRequested }: TrainingControl): RunState {
  if (stopRequested) return 'stopped';
  return pauseRequested ? 'paused' : 'training';
}

/** A run goes on with the pictures with which it began, or not at all. */
function refuseOtherPictures({ name, resume }: TrainDocumentArguments, facts: SourceFacts): void {
  const before = resume?.record.data.fingerprint ?? null;
  if (before === null || before === facts.fingerprint) return;
  throw new TrainingError(
    `${name} can't go on: the pictures of ${facts.title} are no longer those that it began with. Train anew, from its weights if you like.`,
  );
}

function firstWeights({ document, weights }: TrainDocumentArguments, { plan }: Prepared): WeightMap {
  const first = initializeWeights(plan, document.training.seed);
  const given: WeightMap = weights ?? new Map();
  const { fits } = fitWeights(plan.weights, given);
  return new Map([...first, ...[...given].filter(([key]) => fits.has(key))]);
}

interface Choice {
  readonly backend: BackendName;
  readonly reason: string;
}

async function chooseFor(
  { document, backend, resume }: TrainDocumentArguments,
  host: EngineHost,
  prepared: Prepared,
): Promise<Choice> {
  const wanted = backend === 'auto' ? (resume?.record.backend ?? null) : backend;
  if (wanted === null) return tryNetwork(host, document, prepared, 'auto');
  return { backend: wanted, reason: resume ? 'The run began on it.' : askedFor(wanted, host) };
}

/** The chosen one, then the others that may take over. */
function backendsInTurn(
  asked: BackendName | 'auto',
  chosen: BackendName,
  host: EngineHost,
): readonly BackendName[] {
  const others = byPromise(host.candidates)
    .map(({ name }) => name)
    .filter((name) => name !== chosen);
  return [
    chosen,
    ...(asked === 'auto' ? others : others.filter((name) => name === 'wasm' || name === 'cpu')),
  ];
}

interface LiveRecord {
  readonly record: RunRecord;
  change(changes: Partial<RunRecord>): void;
}

function startRecord(
  { runId, name, facts, resume, pictures: { train, validation, test } }: OpenedRun,
  host: EngineHost,
  { backend, reason }: Choice,
  events: TrainDocumentEvents,
): LiveRecord {
  const startedAt = host.platform.now();
  const before = resume?.record.seconds ?? 0;
  let record: RunRecord = resume
    ? { ...resume.record, state: 'preparing', test: null, diverged: undefined }
    : {
        id: runId,
        name,
        state: 'preparing',
        data: {
          name: facts.name,
          fingerprint: facts.fingerprint,
          pictures: { training: train.length, validation: validation?.length ?? 0, test: test.length },
        },
        backend,
        backendReason: reason,
        kernels: null,
        threads: 1,
        epochs: [],
        test: null,
        startedAt: host.today(),
        seconds: 0,
      };
  const change = (changes: Partial<RunRecord>): void => {
    record = { ...record, ...changes, seconds: before + (host.platform.now() - startedAt) / 1000 };
    events.onRecord?.(record);
  };
  change({});
  return {
    get record() {
      return record;
    },
    change,
  };
}
