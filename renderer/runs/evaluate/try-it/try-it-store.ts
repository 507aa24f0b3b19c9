/** Pictures that a person gives a trained run, one at a time, and what its network answers. */
import { makeAutoObservable, observableRef, reaction, runInAction } from 'mobx';
import type { PreparedPicture } from '../../../../shared/data/prepare-picture';
import type { GivenPicture } from '../../../../shared/protocol/data-worker';
import { messageOf } from '../../../../shared/schema/message-of';
import type { DataClient } from '../../../document/data/data-client';
import type { EvaluationStore } from '../../../document/runs/evaluation-store';
import type { Run } from '../../../document/runs/run';
import type { TrainingStore } from '../../../document/runs/training-store';
import { percent } from '../../../format/words';
import { type DrawingPaper, paperFor } from './drawing-paper';

/** Classes that are shown, the likeliest first. */
export const BEST = 5;
/** Milliseconds without a new answer after which the last one is said to those who can't see it. */
const SETTLED = 700;

export interface Likely {
  readonly name: string;
  readonly probability: number;
}

interface TryItParts {
  readonly data: Pick<DataClient, 'prepare' | 'sheet'>;
  readonly evaluations: Pick<EvaluationStore, 'predict' | 'leaveTried'>;
  readonly training: Pick<TrainingStore, 'busy'>;
}

export class TryItStore {
  readonly run: Run;
  /** What was given last; null at first, and after it was cleared. */
  given: GivenPicture | null = null;
  /** How the picture looks, and what the network is fed; null until it is read, and where it can't be. */
  prepared: PreparedPicture | null = null;
  /** The likeliest classes in order; null where there is no answer (yet). */
  best: readonly Likely[] | null = null;
  /** Why there is no answer, in a sentence. */
  error: string | null = null;
  /** The answer in words, once it rests. */
  said = '';
  paper: DrawingPaper | null = null;

  private readonly parts: TryItParts;
  private working = false;
  /** Something came while another was under way: only the newest is of interest. */
  private waiting = false;
  private settling: ReturnType<typeof setTimeout> | undefined;
  private readonly stopListening: () => void;
  private tried = false;

  constructor(run: Run, parts: TryItParts) {
    this.run = run;
    this.parts = parts;
    makeAutoObservable<
      TryItStore,
      'parts' | 'working' | 'waiting' | 'settling' | 'stopListening' | 'tried' | 'takeWaiting'
    >(
      this,
      {
        run: false,
        parts: false,
        working: false,
        waiting: false,
        settling: false,
        stopListening: false,
        tried: false,
        takeWaiting: false,
        given: observableRef,
        prepared: observableRef,
        best: observableRef,
        paper: observableRef,
      },
      { autoBind: true },
    );
    // What was given while a run trained is answered afterwards.
    this.stopListening = reaction(
      () => this.busy,
      (busy) => {
        if (busy === null && this.given !== null) void this.work();
      },
    );
  }

  /** Which run trains, so that nothing can be tried, in a sentence; null where none does. */
  get busy(): string | null {
    return this.parts.training.busy;
  }

  /** Finds out once how drawings should look. */
  async findPaper(): Promise<void> {
    const paper = await paperFor(this.run, this.parts.data);
    runInAction(() => (this.paper ??= paper));
  }

  /** Resolves when this picture, or a newer one, is answered or refused. */
  async give(given: GivenPicture): Promise<void> {
    // Another file's picture must not stand beside its answer; a drawing grows, and its bars move.
    if (given.kind === 'file' || this.given?.kind === 'file') this.forget();
    this.given = given;
    await this.work();
  }

  clear(): void {
    this.given = null;
    this.forget();
  }

  /** The network's memory is given back. Pictures can still be given afterwards. */
  leave(): void {
    clearTimeout(this.settling);
    if (this.tried) this.parts.evaluations.leaveTried();
    this.tried = false;
  }

  dispose(): void {
    this.given = null;
    this.stopListening();
    this.leave();
  }

  private forget(): void {
    clearTimeout(this.settling);
    this.prepared = null;
    this.best = null;
    this.error = null;
    this.said = '';
  }

  private async work(): Promise<void> {
    this.waiting = true;
    if (this.working) return;
    this.working = true;
    while (this.takeWaiting() && this.given !== null) await this.answer(this.given);
    this.working = false;
  }

  private takeWaiting(): boolean {
    const { waiting } = this;
    this.waiting = false;
    return waiting;
  }

  private async answer(given: GivenPicture): Promise<void> {
    const { kept, classNames } = this.run;
    if (kept === null) return;
    // A drawing that has grown meanwhile is still the same drawing; what was cleared or replaced is not.
    const isWanted = (): boolean =>
      this.given === given || (given.kind === 'drawn' && this.given?.kind === 'drawn');
    try {
      const prepared = await this.parts.data.prepare(given, kept.facts.preprocessing);
      if (!isWanted()) return;
      runInAction(() => (this.prepared = prepared));
      if (this.busy !== null) return;
      this.tried = true;
      const probabilities = await this.parts.evaluations.predict(this.run, prepared.fed.values);
      if (!isWanted()) return;
      const best = likeliest(probabilities, classNames);
      runInAction(() => {
        this.best = best;
        this.error = null;
      });
      this.settle(best);
    } catch (error) {
      if (!isWanted()) return;
      runInAction(() => {
        this.best = null;
        this.said = '';
        this.error = messageOf(error);
      });
    }
  }

  private settle([first]: readonly Likely[]): void {
    clearTimeout(this.settling);
    if (first === undefined) return;
    this.settling = setTimeout(
      () => runInAction(() => (this.said = `Most likely ${first.name}, ${percent(first.probability)}.`)),
      SETTLED,
    );
  }
}

/** Throws a sentence where the network answers with no numbers, as one whose training has diverged does. */
function likeliest(probabilities: Float32Array, classNames: readonly string[]): readonly Likely[] {
  if (!probabilities.every(Number.isFinite))
    throw new Error(
      'The network answers with no numbers: its training diverged. Train it anew with a lower learning rate.',
    );
  return classNames
    .map((name, index) => ({ name, probability: probabilities[index] ?? 0 }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, BEST);
}
