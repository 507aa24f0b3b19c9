/** One run as the window sees it: a training of one snapshot of the document, live, interrupted or finished. */
import { makeAutoObservable, observableRef } from 'mobx';
import type { BackendName } from '../../shared/engine/executor';
import type { Evaluation, Model, Progress, RunRecord, RunState } from '../../shared/engine/run';
import type { ConvDocument } from '../../shared/graph/document';
import { nothingMoved } from '../../shared/graph/moved';
import type { Followed } from '../../shared/model/carry';
import type { MisclassifiedExample } from '../../shared/protocol/worker';
import { CurveRecorder, type Curves } from './curves';

/** `interrupted`: it was training when the window closed or the worker died; its checkpoint can go on. */
export type Phase = RunState | 'interrupted';

export interface RunStart {
  readonly id: string;
  readonly name: string;
  readonly document: ConvDocument;
  readonly dataset: string;
  readonly backend: BackendName | 'auto';
}

export type DetailedEvaluation = Evaluation & { readonly examples: readonly MisclassifiedExample[] };

export class Run {
  readonly id: string;
  name: string;
  /** The snapshot that is trained; never edited. */
  readonly document: ConvDocument;
  readonly dataset: string;
  readonly requestedBackend: BackendName | 'auto';
  /** Where its layers are in the history of the drawing, which is edited on. */
  followed: Followed;
  phase: Phase = 'preparing';
  record: RunRecord | null = null;
  progress: Progress | null = null;
  /** Once it ended: weights and all that a model file holds. */
  model: Model | null = null;
  /** The newest whole `*.cnn` of it: the last checkpoint, or the finished model. */
  file: Uint8Array | null = null;
  /** Whether `file` is a checkpoint from which it can go on. */
  resumable = false;
  error: string | null = null;
  notice: string | null = null;
  /** Pausing or stopping was asked for and has not happened yet. */
  asked: 'pause' | 'stop' | null = null;
  evaluation: DetailedEvaluation | null = null;
  evaluationError: string | null = null;
  evaluating = false;
  /** Rises with every point of the curves, which are no observables themselves. */
  pointCount = 0;
  private readonly recorder = new CurveRecorder();

  constructor(start: RunStart) {
    this.id = start.id;
    this.name = start.name;
    this.document = start.document;
    this.followed = { document: start.document, moved: nothingMoved };
    this.dataset = start.dataset;
    this.requestedBackend = start.backend;
    makeAutoObservable<Run, 'recorder'>(this, {
      id: false,
      document: false,
      dataset: false,
      requestedBackend: false,
      recorder: false,
      followed: observableRef,
      record: observableRef,
      progress: observableRef,
      model: observableRef,
      file: observableRef,
      evaluation: observableRef,
    });
  }

  get active(): boolean {
    return this.phase === 'preparing' || this.phase === 'training' || this.phase === 'paused';
  }

  get epochsDone(): number {
    return this.record?.epochs.length ?? 0;
  }

  get epochsPlanned(): number {
    return this.progress?.epochs ?? this.document.training.epochs;
  }

  /** 0 to 1. */
  get fraction(): number {
    if (this.phase === 'finished') return 1;
    if (this.progress !== null) return this.progress.step / Math.max(1, this.progress.steps);
    return this.epochsDone / Math.max(1, this.epochsPlanned);
  }

  /** The figure that people look at: test accuracy at the end, before that validation's, else training's. */
  get headlineAccuracy(): number | null {
    if (this.record?.test) return this.record.test.accuracy;
    const last = this.record?.epochs.at(-1);
    return (
      this.progress?.valAccuracy ?? last?.valAccuracy ?? this.progress?.accuracy ?? last?.accuracy ?? null
    );
  }

  get curves(): Curves {
    // Recomputed when a point or an epoch was added.
    // eslint-disable-next-line @typescript-eslint/no-meaningless-void-operator -- reading it is what is wanted
    void this.pointCount;
    return this.recorder.curves(this.record?.epochs ?? []);
  }

  advance(progress: Progress): void {
    this.progress = progress;
    if (this.phase === 'preparing') this.phase = 'training';
    this.recorder.add(progress);
    this.pointCount += 1;
  }

  /** The worker's word about the run; a name that the user gave meanwhile stays. */
  note(record: RunRecord): void {
    this.record = record.name === this.name ? record : { ...record, name: this.name };
    this.phase = record.state;
    if (record.state !== 'training' && this.asked === 'pause') this.asked = null;
    this.pointCount += 1;
  }

  rename(name: string): void {
    this.name = name;
    if (this.record !== null) this.record = { ...this.record, name };
    if (this.model !== null) this.model = { ...this.model, run: { ...this.model.run, name } };
  }

  keep(file: Uint8Array, resumable: boolean): void {
    this.file = file;
    this.resumable = resumable;
  }

  end(model: Model, resumable: boolean): void {
    this.model = model;
    this.resumable = resumable;
    this.note(model.run);
    this.asked = null;
    if (this.phase === 'finished') this.progress = null;
  }

  fail(message: string, phase: 'failed' | 'interrupted'): void {
    this.phase = phase;
    this.error = message;
    this.asked = null;
    this.pointCount += 1;
  }

  /** Goes on from the checkpoint: points after it are drawn again. */
  goOn(): void {
    this.phase = 'preparing';
    this.error = null;
    this.model = null;
    this.asked = null;
    this.evaluation = null;
    this.recorder.rewind(this.epochsDone);
    this.pointCount += 1;
  }
}
