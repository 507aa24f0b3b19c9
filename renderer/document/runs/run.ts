/** One run as the window sees it: a training of one snapshot of the document, live, interrupted or finished. */
import { makeAutoObservable, observableRef } from 'mobx';
import type { BackendName } from '../../../shared/engine/executor';
import type { StoredCurve } from '../../../shared/format/curve-file';
import type { ConvDocument } from '../../../shared/graph/document';
import { nothingMoved } from '../../../shared/graph/moved';
import type { Followed } from '../../../shared/model/carry';
import { type CurvePoint, CurveRecorder, type Curves, curvesOf, curveX } from '../../../shared/model/curve';
import type { Progress, RunRecord, RunState } from '../../../shared/model/run-record';
import type { Task } from '../../../shared/model/scores';
import type { PartName, RunFacts, WeightsName } from '../../../shared/model/stored-run';
import { classNamesOf } from '../../../shared/model/trained-model';
import type { WeightShapes } from '../../../shared/model/weights';
import type { RunEvaluation, RunPlace } from '../../../shared/protocol/worker';
import { leadingScore } from '../../../shared/training/metrics/index';
import { troubleText } from '../../../shared/training/trouble';

/**
 * `interrupted`: it was training or paused when the window closed or the worker died; its checkpoint can go on. `diverged`:
 * it was given up, and has the weights that were kept last.
 */
export type Phase = RunState | 'interrupted' | 'diverged';

export interface RunStart {
  readonly id: string;
  readonly name: string;
  readonly document: ConvDocument;
  readonly dataset: string;
  readonly backend: BackendName | 'auto';
}

/** What was kept of a run, and where; its weights stay there. */
export interface Kept {
  readonly place: RunPlace;
  readonly facts: RunFacts;
  readonly shapes: ReadonlyMap<WeightsName, WeightShapes>;
  readonly parts: ReadonlySet<PartName>;
  /** Steps done then; null where that is not known, or it has no checkpoint. */
  readonly step: number | null;
}

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
  /** Null before its first checkpoint. */
  kept: Kept | null = null;
  error: string | null = null;
  notice: string | null = null;
  /** Pausing or stopping was asked for and has not happened yet. */
  asked: 'pause' | 'stop' | null = null;
  /** It makes no step any more, as it was asked; its last moment is being kept. */
  halted = false;
  /** How it ended, from when on its last moment is kept; it is being measured. */
  ended: 'stopped' | 'finished' | null = null;
  evaluation: RunEvaluation | null = null;
  evaluationError: string | null = null;
  evaluating = false;
  /** Rises with every point of the curves, which are no observables themselves. */
  pointCount = 0;
  private recorder = new CurveRecorder();

  constructor(start: RunStart) {
    this.id = start.id;
    this.name = start.name;
    this.document = start.document;
    this.followed = { document: start.document, moved: nothingMoved };
    this.dataset = start.dataset;
    this.requestedBackend = start.backend;
    makeAutoObservable<Run, 'recorder' | 'points'>(this, {
      id: false,
      document: false,
      dataset: false,
      requestedBackend: false,
      recorder: false,
      points: false,
      followed: observableRef,
      record: observableRef,
      progress: observableRef,
      kept: observableRef,
      evaluation: observableRef,
    });
  }

  get active(): boolean {
    return this.phase === 'preparing' || this.phase === 'training' || this.phase === 'paused';
  }

  /** Whether it has ended with weights that can be used. */
  get trained(): boolean {
    const ended = this.phase === 'finished' || this.phase === 'stopped' || this.phase === 'diverged';
    return ended && this.shapes !== null;
  }

  /** Of its weights; null where there are none. */
  get shapes(): WeightShapes | null {
    return this.kept?.shapes.get('last') ?? null;
  }

  /** Whether it has a checkpoint to go on from. */
  get resumable(): boolean {
    return this.phase !== 'finished' && (this.kept?.parts.has('checkpoint/state.json') ?? false);
  }

  /** What went wrong and what to do, in sentences; null where nothing did. */
  get trouble(): string | null {
    return this.record === null ? null : troubleText(this.record, this.document.training);
  }

  get task(): Task {
    return Object.values(this.kept?.facts.outputs ?? {})[0]?.task ?? 'classification';
  }

  get classNames(): readonly string[] {
    return this.kept === null ? [] : classNamesOf(this.kept.facts);
  }

  get epochsDone(): number {
    return this.record?.epochs.length ?? 0;
  }

  get epochsPlanned(): number {
    return this.progress?.epochs ?? this.document.training.epochs;
  }

  /** Epochs that its steps make, fractions included. Of a run that was kept the end of its curve tells, once that is read. */
  private get reached(): number {
    if (this.progress !== null) return curveX(this.progress);
    return Math.max(this.epochsDone, this.points.at(-1)?.x ?? 0);
  }

  /** In which epoch it is or has ended, from 1; 0 before its first step. */
  get epoch(): number {
    // Thirds of a number of steps are not exact.
    return this.progress?.epoch ?? Math.min(this.epochsPlanned, Math.ceil(this.reached - 1e-9));
  }

  /** 0 to 1. */
  get fraction(): number {
    return this.phase === 'finished' ? 1 : this.reached / Math.max(1, this.epochsPlanned);
  }

  /** What runs are ranked by, on the pictures kept for validation; null where none were, or no epoch is done. */
  get validationScore(): number | null {
    // The record has an epoch's at its end, the next report of progress a moment later.
    const validation = this.record?.epochs.at(-1)?.validation ?? this.progress?.validation;
    return validation?.[leadingScore(this.task).name] ?? null;
  }

  /**
   * The same on the pictures that it learns from: the mean over the last epoch that is done, so that it may stand beside
   * validation, and before that of the last batches.
   */
  get trainingScore(): number | null {
    const train = this.record?.epochs.at(-1)?.train ?? this.progress?.train;
    return train?.[leadingScore(this.task).name] ?? null;
  }

  /** Of its curves; what is worked out from them is worked out again when one was added. */
  private get points(): readonly CurvePoint[] {
    // eslint-disable-next-line @typescript-eslint/no-meaningless-void-operator -- reading it is what is wanted
    void this.pointCount;
    return this.recorder.points;
  }

  get curves(): Curves {
    return curvesOf(this.points, this.record?.epochs ?? []);
  }

  /** Whether there are points to draw, besides the epochs. */
  get pointsDrawn(): boolean {
    return this.points.length > 0;
  }

  /** Points that were kept with it; while they were read it may have gone on. */
  drawCurve({ points, every }: StoredCurve): void {
    if (this.active) return;
    this.recorder = new CurveRecorder(points, every);
    this.pointCount += 1;
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
    this.phase = record.diverged === undefined ? record.state : 'diverged';
    if (record.state !== 'training' && this.asked === 'pause') this.asked = null;
    this.pointCount += 1;
  }

  rename(name: string): void {
    this.name = name;
    if (this.record !== null) this.record = { ...this.record, name };
  }

  keep(kept: Kept): void {
    this.kept = kept;
    const { origin } = kept.facts;
    const state = origin.kind === 'run' ? origin.record.state : null;
    this.ended = state === 'stopped' || state === 'finished' ? state : null;
  }

  halt(): void {
    this.halted = this.active;
  }

  private answered(): void {
    this.asked = null;
    this.halted = false;
    this.ended = null;
  }

  end(record: RunRecord): void {
    this.note(record);
    this.answered();
    if (this.phase === 'finished') this.progress = null;
  }

  fail(message: string, phase: 'failed' | 'interrupted'): void {
    this.phase = phase;
    this.error = message;
    this.answered();
    this.pointCount += 1;
  }

  /** Its worker was ended, as it was told to stop: it has what was kept last, from where it can go on. */
  leave(): void {
    const origin = this.kept?.facts.origin;
    const state = this.ended ?? 'stopped';
    if (origin?.kind === 'run') this.note({ ...origin.record, state });
    this.phase = state;
    this.answered();
    this.pointCount += 1;
  }

  /** Goes on from the checkpoint: points after it are drawn again. */
  goOn(): void {
    this.phase = 'preparing';
    this.error = null;
    this.answered();
    this.evaluation = null;
    // Without progress its points are those that were kept with the checkpoint.
    if (this.progress !== null) {
      const step = this.kept?.step ?? null;
      this.recorder.rewind(step === null ? this.epochsDone : curveX({ ...this.progress, step }));
    }
    this.pointCount += 1;
  }
}
