/**
 * Named runs, each on a snapshot of the document. Drawing goes on while one trains; its weights stay with it, and
 * with the document where their keys and shapes still fit.
 */
import { makeAutoObservable, observableRef, observableShallow, reaction, runInAction } from 'mobx';
import type { Compiled, Diagnostic, Memory } from '../../shared/compiler/compiled';
import { trainingMemory } from '../../shared/compiler/memory';
import { noData, trainingProblems } from '../../shared/compiler/trainable';
import { findDataset } from '../../shared/data/catalogue';
import type { DatasetDescription } from '../../shared/data/dataset';
import type { BackendName, WeightMap } from '../../shared/engine/executor';
import type { Model } from '../../shared/engine/run';
import type { ConvDocument } from '../../shared/graph/document';
import { type History, timelineOf } from '../../shared/graph/history';
import { type Moved, nothingMoved } from '../../shared/graph/moved';
import { carry, follow, movedNow } from '../../shared/model/carry';
import { type Fit, fitWeights, weightsOf } from '../../shared/model/fit-weights';
import type { PictureSheet } from '../../shared/protocol/worker';
import { readModel } from './pack';
import {
  createTrainingClient,
  WorkerLost,
  type Request,
  type TrainingClient,
  type WorkerPort,
} from '../training/client';
import { memoryLimit, pageUrl, threads } from '../training/device';
import { editsBetween, sameNetwork } from '../training/edits-between';
import { Run } from '../training/run';
import {
  imagesPerEpoch,
  rememberedMeasurement,
  rememberMeasurement,
  secondsPerEpoch,
  type Measurement,
} from '../training/time-estimate';
import { survivalOf, weightStatusOf, type Survival, type WeightStatus } from '../training/weight-status';

/** What runs need of the document's store. */
export interface RunDocuments {
  readonly document: ConvDocument;
  readonly compiled: Compiled;
  readonly history: History;
}

export interface RunNotices {
  notify(notice: {
    readonly kind: 'info' | 'error';
    readonly message: string;
    readonly action?: { readonly label: string; readonly run: () => void };
  }): void;
}

export interface RunStoreOptions {
  readonly documents: RunDocuments;
  readonly ui: RunNotices;
  readonly createWorker: () => WorkerPort;
}

export type WeightsFrom = 'fresh' | 'continue';

/** Told of every whole `*.cnn` of a run, to be kept; null when the run was removed. */
export type FileListener = (run: Run, file: Uint8Array | null) => void;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export class RunStore {
  runs: Run[] = [];
  selectedId: string | null = null;
  backend: BackendName | 'auto' = 'auto';
  /** Those of this machine; null until the worker was asked. */
  backends: readonly BackendName[] | null = null;
  weightsFrom: WeightsFrom = 'fresh';
  measurement: Measurement | null = rememberedMeasurement();
  measuring = false;

  private readonly documents: RunDocuments;
  private readonly ui: RunNotices;
  readonly client: TrainingClient;
  private readonly fileListeners = new Set<FileListener>();
  private counter = 0;

  constructor({ documents, ui, createWorker }: RunStoreOptions) {
    this.documents = documents;
    this.ui = ui;
    this.client = createTrainingClient({ createWorker, baseUrl: pageUrl(), threads: threads() });
    makeAutoObservable<RunStore, 'documents' | 'ui' | 'fileListeners' | 'counter'>(
      this,
      {
        runs: observableShallow,
        backends: observableRef,
        measurement: observableRef,
        client: false,
        documents: false,
        ui: false,
        fileListeners: false,
        counter: false,
        weightStatus: false,
        editsSince: false,
        movedSince: false,
      },
      { autoBind: true },
    );
    this.client.on('progress', ({ runId, progress }) => this.byId(runId)?.advance(progress));
    this.client.on('record', ({ runId, record }) => this.byId(runId)?.note(record));
    this.client.on('checkpoint', ({ runId, record, file }) => {
      const run = this.byId(runId);
      if (run === undefined) return;
      run.note(record);
      run.keep(file, record.state !== 'finished');
      this.tellFile(run, file);
    });
    this.client.on('notice', ({ runId, message }) => {
      const run = runId === null ? undefined : this.byId(runId);
      runInAction(() => {
        if (run !== undefined) run.notice = message;
      });
      this.ui.notify({ kind: 'info', message: run === undefined ? message : `${run.name}: ${message}` });
    });
    reaction(
      () => this.documents.history,
      (after, before) => {
        for (const run of this.runs) run.followed = follow(run.followed, before, after);
      },
    );
    // What fits no longer can't be gone on from, so the choice goes back to a fresh start.
    reaction(
      () => this.architectureChanged,
      (changed) => {
        if (changed) this.setWeightsFrom('fresh');
      },
    );
  }

  // ---- What there is

  byId(id: string): Run | undefined {
    return this.runs.find((run) => run.id === id);
  }

  get active(): Run | null {
    return this.runs.find((run) => run.active) ?? null;
  }

  get selected(): Run | null {
    return this.runs.find((run) => run.id === this.selectedId) ?? null;
  }

  get latest(): Run | null {
    return this.runs.at(-1) ?? null;
  }

  /** The run whose weights the document has: the selected one, or the newest that has any. */
  get current(): Run | null {
    if (this.selected?.model) return this.selected;
    return this.runs.findLast((run) => run.model !== null) ?? null;
  }

  get model(): Model | null {
    return this.current?.model ?? null;
  }

  get dataset(): DatasetDescription | null {
    const { dataset } = this.documents.document.data;
    return dataset === null ? null : (findDataset(dataset) ?? null);
  }

  // ---- The document against its runs

  editsSince(run: Run): number {
    const { document, history } = this.documents;
    return editsBetween(run.document, document, timelineOf(history));
  }

  /** Where the layers that a run was trained on are in the present drawing. */
  movedSince(run: Run): Moved {
    return movedNow(run.followed, this.documents.history);
  }

  /** The same by run, of those whose layers moved. */
  get moves(): ReadonlyMap<string, Moved> {
    const all = this.runs.map((run) => [run.id, this.movedSince(run)] as const);
    return new Map(all.filter(([, moved]) => moved.size > 0));
  }

  /** The current run's, by the keys that the present drawing has for them; null without a trained run. */
  get weights(): WeightMap | null {
    const { current, model } = this;
    return current === null || model === null ? null : carry(model.weights, this.movedSince(current));
  }

  /** Of the present drawing and the current run's weights. */
  get fit(): Fit | null {
    return this.weights === null ? null : fitWeights(weightsOf(this.documents.compiled.layers), this.weights);
  }

  weightStatus(nodeId: string): WeightStatus | null {
    return this.fit === null ? null : weightStatusOf(this.documents.compiled, this.fit, nodeId);
  }

  /** How much of the present network the current run's weights fit; null without a trained run. */
  get survival(): Survival | null {
    return this.fit === null ? null : survivalOf(this.documents.compiled, this.fit);
  }

  /** Whether the present network has weights that the current run's don't fit. */
  get architectureChanged(): boolean {
    return this.fit !== null && this.fit.fresh.size > 0;
  }

  /** The model as Save writes it: the present drawing with the weights of the current run. */
  get modelToSave(): Model | null {
    const { model, weights } = this;
    return model === null || weights === null
      ? null
      : { ...model, weights, document: this.documents.document };
  }

  // ---- Before training

  get memory(): Memory {
    const { batchSize, optimizer } = this.documents.document.training;
    return trainingMemory(this.documents.compiled, batchSize, optimizer);
  }

  get memoryLimit(): number {
    return memoryLimit();
  }

  /** Why training can't start, each with its fixes. Empty: it can. */
  get problems(): readonly Diagnostic[] {
    const { dataset } = this.documents.document.data;
    const found = trainingProblems(this.documents.compiled, {
      classCount: this.dataset?.classNames.length ?? null,
      memoryLimit: this.memoryLimit,
    });
    return dataset === null ? [...found, noData] : found;
  }

  /** About how long an epoch takes on this machine; null until something was measured. */
  get secondsPerEpoch(): number | null {
    const { measurement, dataset } = this;
    if (measurement === null || dataset === null) return null;
    const { document, compiled } = this.documents;
    if (compiled.totals.macs === 0) return null;
    return secondsPerEpoch(measurement, compiled.totals.macs, imagesPerEpoch(document, dataset));
  }

  setBackend(backend: BackendName | 'auto'): void {
    this.backend = backend;
  }

  setWeightsFrom(from: WeightsFrom): void {
    this.weightsFrom = from;
  }

  select(id: string | null): void {
    this.selectedId = id;
  }

  async findBackends(): Promise<void> {
    if (this.backends !== null) return;
    try {
      const { backends } = await this.client.request('start', { baseUrl: pageUrl(), threads: threads() });
      runInAction(() => (this.backends = backends));
    } catch (error) {
      this.ui.notify({ kind: 'error', message: messageOf(error) });
    }
  }

  /** Times a few steps of the present network, where it can be trained and nothing else runs. */
  async measure(): Promise<void> {
    if (this.measuring || this.active !== null || this.problems.length > 0) return;
    const { document, compiled } = this.documents;
    this.measuring = true;
    try {
      const probe = await this.client.request('probe', { document, backend: this.backend });
      this.learnSpeed({
        backend: probe.backend,
        secondsPerImage: probe.secondsPerStep / document.training.batchSize,
        macs: compiled.totals.macs,
      });
    } catch {
      // An estimate that could not be had is shown as none; training itself would say what is wrong.
    } finally {
      runInAction(() => (this.measuring = false));
    }
  }

  private learnSpeed(measurement: Measurement): void {
    this.measurement = measurement;
    rememberMeasurement(measurement);
  }

  // ---- Training

  /** Resolves when the run has ended; null where it was refused. */
  async start(): Promise<Run | null> {
    const refusal = this.startRefusal;
    if (refusal !== null) {
      this.ui.notify({ kind: 'error', message: refusal });
      return null;
    }
    const { document } = this.documents;
    const weights = this.weightsFrom === 'continue' ? this.weights : null;
    this.counter += 1;
    const run = new Run({
      id: crypto.randomUUID(),
      name: `Run ${this.counter}`,
      document,
      dataset: document.data.dataset ?? '',
      backend: this.backend,
    });
    this.runs.push(run);
    this.selectedId = run.id;
    await this.train(run, { weights, resume: null });
    return run;
  }

  /** Why Start is disabled, in a sentence; null where it is not. */
  get startRefusal(): string | null {
    if (this.active !== null)
      return `${this.active.name} is still training. Stop it, or wait until it is done.`;
    return this.problems[0]?.message ?? null;
  }

  private async train(run: Run, from: Pick<Request<'train'>, 'weights' | 'resume'>): Promise<void> {
    try {
      const { record, ...rest } = await this.client.request('train', {
        runId: run.id,
        name: run.name,
        document: run.document,
        dataset: run.dataset,
        backend: run.requestedBackend,
        ...from,
      });
      run.end(
        { document: run.document, run: { ...record, name: run.name }, ...rest },
        rest.checkpoint !== null,
      );
      this.learnFrom(run);
    } catch (error) {
      const goesOn = run.resumable && run.file !== null;
      run.fail(messageOf(error), goesOn ? 'interrupted' : 'failed');
      this.ui.notify({
        kind: 'error',
        message: `${run.name}: ${messageOf(error)}`,
        ...(goesOn &&
          error instanceof WorkerLost && { action: { label: 'Resume', run: () => void this.goOn(run) } }),
      });
    }
  }

  private learnFrom(run: Run): void {
    const { record } = run;
    const seconds = record?.epochs.reduce((sum, epoch) => sum + epoch.seconds, 0) ?? 0;
    const dataset = findDataset(run.dataset);
    if (record === null || record.epochs.length === 0 || seconds <= 0 || dataset === undefined) return;
    // MACs of the snapshot are only at hand while the network is still the same.
    if (!sameNetwork(run.document, this.documents.document)) return;
    this.learnSpeed({
      backend: record.backend,
      secondsPerImage: seconds / record.epochs.length / imagesPerEpoch(run.document, dataset),
      macs: this.documents.compiled.totals.macs,
    });
  }

  pause(): Promise<void> {
    return this.tell('pause');
  }

  stop(): Promise<void> {
    return this.tell('stop');
  }

  private async tell(what: 'pause' | 'stop'): Promise<void> {
    const run = this.active;
    if (run === null) return;
    run.asked = what;
    try {
      await this.client.request(what, { runId: run.id });
    } catch (error) {
      runInAction(() => (run.asked = null));
      this.ui.notify({ kind: 'error', message: messageOf(error) });
    }
  }

  /** Goes on with a paused run, or with one that was cut off or stopped and has a checkpoint. */
  async resume(run: Run | null = this.active): Promise<void> {
    if (run === null) return;
    if (run.phase !== 'paused') return this.goOn(run);
    try {
      await this.client.request('resume', { runId: run.id });
    } catch (error) {
      this.ui.notify({ kind: 'error', message: messageOf(error) });
    }
  }

  /** Why this run can't go on; null where it can. */
  resumeRefusal(run: Run): string | null {
    if (run.phase === 'paused') return null;
    if (this.active !== null)
      return `${this.active.name} is still training. Stop it, or wait until it is done.`;
    return run.resumable && run.file !== null ? null : `${run.name} has no checkpoint to go on from.`;
  }

  private async goOn(run: Run): Promise<void> {
    const refusal = this.resumeRefusal(run);
    if (refusal !== null || run.file === null) {
      this.ui.notify({ kind: 'error', message: refusal ?? `${run.name} has no checkpoint to go on from.` });
      return;
    }
    let model: Model;
    try {
      model = await readModel(run.file);
    } catch (error) {
      this.ui.notify({ kind: 'error', message: messageOf(error) });
      return;
    }
    // While it was read, another click may have been first: on this run, or on another.
    const late = this.resumeRefusal(run);
    if (late !== null) {
      if (!run.active) this.ui.notify({ kind: 'error', message: late });
      return;
    }
    if (model.checkpoint === null) {
      this.ui.notify({ kind: 'error', message: `${run.name} has no checkpoint to go on from.` });
      return;
    }
    runInAction(() => {
      run.note(model.run);
      run.goOn();
      this.selectedId = run.id;
    });
    await this.train(run, { weights: null, resume: { record: model.run, checkpoint: model.checkpoint } });
  }

  // ---- The list of runs

  rename(id: string, name: string): void {
    const trimmed = name.trim();
    if (trimmed !== '') this.byId(id)?.rename(trimmed);
  }

  remove(id: string): void {
    const index = this.runs.findIndex((run) => run.id === id);
    const run = this.runs[index];
    if (run === undefined) return;
    if (run.active) {
      this.ui.notify({
        kind: 'error',
        message: `${run.name} is still training: stop it before you delete it.`,
      });
      return;
    }
    const wasSelected = this.selectedId === id;
    this.runs.splice(index, 1);
    if (wasSelected) this.selectedId = this.runs.at(-1)?.id ?? null;
    this.tellFile(run, null);
    this.ui.notify({
      kind: 'info',
      message: `${run.name} was deleted.`,
      action: { label: 'Undo', run: () => this.putBack(run, index, wasSelected) },
    });
  }

  private putBack(run: Run, index: number, selected: boolean): void {
    this.runs.splice(index, 0, run);
    if (selected) this.selectedId = run.id;
    if (run.file !== null) this.tellFile(run, run.file);
  }

  /** A run that comes from a file or from the drafts of an earlier window. `moved`: its layers, up to the present drawing. */
  adopt(model: Model, file: Uint8Array, moved = nothingMoved): Run {
    const { run: record } = model;
    const run = new Run({
      id: record.id,
      name: record.name,
      document: model.document,
      dataset: record.dataset,
      backend: record.backend,
    });
    run.followed = { document: this.documents.document, moved };
    const cutOff = model.checkpoint !== null && record.state !== 'stopped';
    run.note({ ...record, state: cutOff ? 'stopped' : record.state });
    if (cutOff) run.phase = 'interrupted';
    else run.model = model;
    run.keep(file, model.checkpoint !== null);
    this.runs = [...this.runs.filter((other) => other.id !== run.id), run];
    this.selectedId = run.id;
    this.counter = Math.max(this.counter, this.runs.length, Number(/^Run (\d+)$/.exec(run.name)?.[1] ?? 0));
    return run;
  }

  /** Another document takes the place of this one; a run that trains is stopped first. */
  clear(): void {
    const { active } = this;
    if (active !== null) void this.client.request('stop', { runId: active.id }).catch(() => undefined);
    this.runs = [];
    this.selectedId = null;
    this.counter = 0;
  }

  onFile(listener: FileListener): () => void {
    this.fileListeners.add(listener);
    return () => {
      this.fileListeners.delete(listener);
    };
  }

  private tellFile(run: Run, file: Uint8Array | null): void {
    for (const listener of this.fileListeners) listener(run, file);
  }

  // ---- What else the worker knows

  pictures(args: Request<'pictures'>): Promise<PictureSheet> {
    return this.client.request('pictures', args);
  }

  async evaluate(run: Run): Promise<void> {
    const { model } = run;
    if (model === null || run.evaluating || run.evaluation !== null) return;
    run.evaluating = true;
    run.evaluationError = null;
    try {
      const evaluation = await this.client.request('evaluate', { model, dataset: run.dataset });
      runInAction(() => (run.evaluation = evaluation));
    } catch (error) {
      runInAction(() => (run.evaluationError = messageOf(error)));
    } finally {
      runInAction(() => (run.evaluating = false));
    }
  }

  async pack(model: Model): Promise<Uint8Array> {
    return (await this.client.request('pack', { model })).bytes;
  }

  exportTfjs(model: Model): Promise<{ fileName: string; bytes: Uint8Array }> {
    return this.client.request('exportTfjs', { model });
  }
}
