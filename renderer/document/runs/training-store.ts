/** Training: starting a run on a snapshot of the document, pausing, stopping, and going on with one that was cut off. */
import { makeAutoObservable, observableRef, reaction, runInAction } from 'mobx';
import type { BackendName } from '../../../shared/engine/executor';
import type { KeptFile } from '../../../shared/model/kept-run';
import { WorkerLost, type Request, type TrainingClient } from '../training/client';
import type { ForecastStore } from './forecast-store';
import type { Run } from './run';
import { leftText } from './run-words';
import type { RunNotices, RunStore } from './run-store';
import type { RunDocuments, WeightsStore } from './weights-store';
import { messageOf } from '../../../shared/schema/message-of';

export interface TrainingParts {
  readonly documents: RunDocuments;
  readonly runs: RunStore;
  readonly weights: WeightsStore;
  readonly forecast: ForecastStore;
  readonly client: TrainingClient;
  readonly ui: RunNotices;
}

/** Milliseconds in which a stop happens: no step is waited for that takes longer, nor the measuring of what was learned. */
const PATIENCE = 1_000;
/** Milliseconds more for a run that has stopped, and whose last moment is being written: large networks have gigabytes. */
const WRITING = 30_000;

export type WeightsFrom = 'fresh' | 'continue';

/** One training of a run, from Start or Go on. */
interface Session {
  /** It was told to stop more than a second ago. */
  late: boolean;
}

/** What becomes of a run's parts, as the files' store decides. */
export interface RunKeys {
  /**
   * Under which a run of the open document is kept. Resolves when the document is among the work in progress, by which
   * the run is found after a crash.
   */
  keyOf(run: Run): Promise<string>;
  /** Files of the archive that a newer checkpoint has superseded. */
  superseded(files: readonly KeptFile[]): void;
}

export class TrainingStore {
  backend: BackendName | 'auto' = 'auto';
  /** Those of this machine; null until the worker was asked. */
  backends: readonly BackendName[] | null = null;
  weightsFrom: WeightsFrom = 'fresh';

  private readonly parts: TrainingParts;
  /** What the worker has: the open document's, or one of a document that was left. */
  private training: Run | null = null;
  /** The newest training of each run; of one that was left, none. What a worker says of another is of no interest. */
  private readonly sessions = new WeakMap<Run, Session>();
  /** The worker knows a run only then. */
  private keyed: Promise<unknown> = Promise.resolve();
  private keys: RunKeys = {
    keyOf: (run) => Promise.resolve(`none/none/${run.id}`),
    superseded: () => undefined,
  };

  constructor(parts: TrainingParts) {
    this.parts = parts;
    makeAutoObservable<TrainingStore, 'parts' | 'keys' | 'keyed' | 'training' | 'sessions'>(
      this,
      {
        backends: observableRef,
        parts: false,
        keys: false,
        keyed: false,
        training: false,
        sessions: false,
        resumeRefusal: false,
      },
      { autoBind: true },
    );
    const { client, runs, weights, ui } = parts;
    client.on('progress', ({ runId, progress }) => runs.byId(runId)?.advance(progress));
    client.on('record', ({ runId, record }) => runs.byId(runId)?.note(record));
    client.on('kept', ({ runId, run: kept, superseded }) => {
      const run = runs.byId(runId);
      if (run !== undefined) {
        runs.noteKept(run, kept);
        if (run.ended !== null && this.sessions.get(run)?.late) this.leave(run);
      }
      this.keys.superseded(superseded);
    });
    client.on('notice', ({ runId, message }) => {
      const run = runId === null ? undefined : runs.byId(runId);
      runInAction(() => {
        if (run !== undefined) run.notice = message;
      });
      ui.notify({ kind: 'info', message: run === undefined ? message : `${run.name}: ${message}` });
    });
    // What fits no longer can't be gone on from, so the choice goes back to a fresh start.
    reaction(
      () => weights.architectureChanged,
      (changed) => {
        if (changed) this.setWeightsFrom('fresh');
      },
    );
  }

  /** Said once, by the store of files: where runs are kept. */
  keepUnder(keys: RunKeys): void {
    this.keys = keys;
  }

  setBackend(backend: BackendName | 'auto'): void {
    this.backend = backend;
    this.parts.forecast.backend = backend;
  }

  setWeightsFrom(from: WeightsFrom): void {
    this.weightsFrom = from;
  }

  async findBackends(): Promise<void> {
    if (this.backends !== null) return;
    try {
      const backends = await this.parts.client.request('backends', null);
      runInAction(() => (this.backends = backends));
    } catch (error) {
      this.parts.ui.notify({ kind: 'error', message: messageOf(error) });
    }
  }

  /** Resolves when the run has ended; null where it was refused. */
  async start(): Promise<Run | null> {
    const { documents, runs, weights, ui } = this.parts;
    const refusal = this.startRefusal;
    if (refusal !== null) {
      ui.notify({ kind: 'error', message: refusal });
      return null;
    }
    const { document } = documents;
    const from = this.weightsFrom === 'continue' ? weights.starting : null;
    const run = runs.begin({ document, dataset: document.data.dataset ?? '', backend: this.backend });
    await this.train(run, { from, resume: null });
    return run;
  }

  /** Why Start is disabled, in a sentence; null where it is not. */
  get startRefusal(): string | null {
    const { forecast } = this.parts;
    return this.busy ?? forecast.problems[0]?.message ?? null;
  }

  /** Which run has to end before another begins; null where none has. */
  get busy(): string | null {
    const { active } = this.parts.runs;
    if (active === null) return null;
    return active.phase === 'paused'
      ? `${active.name} is paused. Stop it, or resume it and wait until it is done.`
      : `${active.name} is still training. Stop it, or wait until it is done.`;
  }

  private async train(run: Run, from: Pick<Request<'train'>, 'from' | 'resume'>): Promise<void> {
    const { client, runs, forecast, ui } = this.parts;
    const session: Session = { late: false };
    this.sessions.set(run, session);
    const isLeft = (): boolean => runs.byId(run.id) !== run || this.sessions.get(run) !== session;
    try {
      const keyed = this.keys.keyOf(run);
      this.keyed = keyed;
      const key = await keyed;
      // Its document was left meanwhile, or it was stopped at once.
      if (isLeft()) return;
      // A run of a document that was left and does not stop: it keeps its last checkpoint.
      if (this.training !== null) client.abandon('It was left, and another run began.');
      this.training = run;
      const { record } = await client.request('train', {
        runId: run.id,
        name: run.name,
        document: run.document,
        dataset: run.dataset,
        backend: run.requestedBackend,
        key,
        ...from,
      });
      run.end({ ...record, name: run.name });
      forecast.learnFrom(run);
    } catch (error) {
      // Nobody waits for a word of a run that was left.
      if (isLeft()) return;
      const goesOn = run.resumable;
      run.fail(messageOf(error), goesOn ? 'interrupted' : 'failed');
      ui.notify({
        kind: 'error',
        message: `${run.name}: ${messageOf(error)}`,
        ...(goesOn &&
          error instanceof WorkerLost && { action: { label: 'Resume', run: () => void this.goOn(run) } }),
      });
    } finally {
      if (this.training === run) this.training = null;
    }
  }

  pause(): Promise<void> {
    return this.tell('pause');
  }

  /**
   * What the run has learned is kept, and measured where a second is enough. Where it does not answer within that second,
   * its worker computes a step that takes longer, and ends: the run has its last checkpoint, and can go on from there.
   */
  async stop(): Promise<void> {
    const run = this.parts.runs.active;
    const session = run && this.sessions.get(run);
    if (!run || !session) return;
    if (run.ended !== null) {
      this.leave(run);
      return;
    }
    setTimeout(() => this.hurry(run, session), PATIENCE);
    await this.tell('stop');
  }

  private hurry(run: Run, session: Session): void {
    if (!this.isStopping(run, session)) return;
    session.late = true;
    if (run.ended !== null || !run.halted) {
      this.leave(run);
      return;
    }
    setTimeout(() => {
      if (this.isStopping(run, session)) this.leave(run);
    }, WRITING);
  }

  private isStopping(run: Run, session: Session): boolean {
    return this.parts.runs.active === run && this.sessions.get(run) === session && run.asked === 'stop';
  }

  private leave(run: Run): void {
    const { client, ui } = this.parts;
    const lost = run.ended === null ? leftText(run) : null;
    this.sessions.delete(run);
    run.leave();
    client.abandon(`${run.name} was stopped.`);
    if (lost === null) return;
    ui.notify({
      kind: 'info',
      message: lost,
      ...(run.resumable && { action: { label: 'Resume from there', run: () => void this.goOn(run) } }),
    });
  }

  private async tell(what: 'pause' | 'stop'): Promise<void> {
    const run = this.parts.runs.active;
    if (run === null) return;
    const session = this.sessions.get(run);
    run.asked = what;
    try {
      await this.keyed;
      await this.parts.client.request(what, { runId: run.id });
      if (what === 'stop' && this.sessions.get(run) === session) run.halt();
    } catch (error) {
      if (this.sessions.get(run) !== session) return;
      runInAction(() => (run.asked = null));
      this.parts.ui.notify({ kind: 'error', message: messageOf(error) });
    }
  }

  /** Ends whatever trains, since another document takes the place of this one. */
  abandon(): void {
    const { active } = this.parts.runs;
    if (active !== null) void this.parts.client.request('stop', { runId: active.id }).catch(() => undefined);
  }

  /** Goes on with a paused run, or with one that was cut off or stopped and has a checkpoint. */
  async resume(run: Run | null = this.parts.runs.active): Promise<void> {
    if (run === null) return;
    if (run.phase !== 'paused') return this.goOn(run);
    try {
      await this.parts.client.request('resume', { runId: run.id });
    } catch (error) {
      this.parts.ui.notify({ kind: 'error', message: messageOf(error) });
    }
  }

  /** Why this run can't go on; null where it can. */
  resumeRefusal(run: Run): string | null {
    if (run.phase === 'paused') return null;
    if (this.busy !== null) return this.busy;
    return run.resumable ? null : `${run.name} has no checkpoint to go on from.`;
  }

  /** Copies a run of a file that can't be opened again. Rejects with a sentence. */
  async copyIntoArchive(run: Run, key: string): Promise<void> {
    if (run.kept === null) return;
    const { client, runs } = this.parts;
    runs.noteKept(run, await client.request('keep', { place: run.kept.place, key }));
  }

  private async goOn(run: Run): Promise<void> {
    const { runs, ui } = this.parts;
    const refusal = this.resumeRefusal(run);
    if (refusal !== null || run.kept === null) {
      ui.notify({ kind: 'error', message: refusal ?? `${run.name} has no checkpoint to go on from.` });
      return;
    }
    const { place } = run.kept;
    run.goOn();
    runs.select(run.id);
    await this.train(run, { from: null, resume: place });
  }
}
