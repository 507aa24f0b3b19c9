/** The runs of the document that is open: named, listed, chosen, renamed and deleted. */
import { makeAutoObservable, observableShallow } from 'mobx';
import type { StoredRun } from '../../../shared/format/model-read';
import { type Moved, nothingMoved } from '../../../shared/graph/moved';
import type { ConvDocument } from '../../../shared/graph/document';
import type { KeptRun } from '../../../shared/model/kept-run';
import type { RunPlace } from '../../../shared/protocol/worker';
import { leadingScore } from '../../../shared/training/metrics/index';
import type { Notice } from '../ui-store';
import { Run, type RunStart } from './run';

export interface RunNotices {
  notify(notice: Notice): void;
}

/** Told when a run was kept anew, renamed, deleted, or put back after that. */
export interface RunListener {
  kept?(run: Run): void;
  removed?(run: Run): void;
  putBack?(run: Run): void;
}

export class RunStore {
  runs: Run[] = [];
  selectedId: string | null = null;
  /** Those that were deleted and can be put back. */
  removed: readonly Run[] = [];

  private readonly ui: RunNotices;
  private readonly listeners = new Set<RunListener>();
  private counter = 0;

  constructor(ui: RunNotices) {
    this.ui = ui;
    makeAutoObservable<RunStore, 'ui' | 'listeners' | 'counter'>(
      this,
      {
        runs: observableShallow,
        removed: observableShallow,
        ui: false,
        listeners: false,
        counter: false,
        byId: false,
      },
      { autoBind: true },
    );
  }

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
    if (this.selected?.trained) return this.selected;
    return this.runs.findLast((run) => run.trained) ?? null;
  }

  /** Those of which something would be saved. */
  get kept(): readonly Run[] {
    return this.runs.filter((run) => run.kept !== null);
  }

  /** Those that have a score by validation, the best first. */
  get ranked(): readonly Run[] {
    const better = (run: Run): number =>
      (leadingScore(run.task).better === 'higher' ? 1 : -1) * (run.validationScore ?? NaN);
    return this.runs.filter((run) => !Number.isNaN(better(run))).sort((a, b) => better(b) - better(a));
  }

  select(id: string | null): void {
    this.selectedId = id;
  }

  /** A new run, selected. */
  begin(start: Omit<RunStart, 'id' | 'name'>): Run {
    this.counter += 1;
    const run = new Run({ ...start, id: crypto.randomUUID(), name: `Run ${this.counter}` });
    this.runs.push(run);
    this.selectedId = run.id;
    return run;
  }

  rename(id: string, name: string): void {
    const run = this.byId(id);
    const trimmed = name.trim();
    if (run === undefined || trimmed === '') return;
    run.rename(trimmed);
    if (run.kept !== null) this.tell('kept', run);
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
    this.removed = [...this.removed, run];
    if (wasSelected) this.selectedId = this.runs.at(-1)?.id ?? null;
    this.tell('removed', run);
    this.ui.notify({
      kind: 'info',
      message: `${run.name} was deleted.`,
      action: { label: 'Undo', run: () => this.putBack(run, index, wasSelected) },
    });
  }

  private putBack(run: Run, index: number, selected: boolean): void {
    if (!this.removed.includes(run)) {
      this.ui.notify({
        kind: 'error',
        message: `${run.name} can’t be put back: its document is not open any more.`,
      });
      return;
    }
    this.removed = this.removed.filter((other) => other !== run);
    this.runs.splice(index, 0, run);
    if (selected) this.selectedId = run.id;
    this.tell('putBack', run);
  }

  /**
   * A run that comes from a file or from the drafts of an earlier window; `moved` says where its layers have gone in the
   * present drawing. Null for models that no run of ours has trained.
   */
  adopt(stored: StoredRun, place: RunPlace, present: ConvDocument, moved: Moved = nothingMoved): Run | null {
    const { id, origin, trainedOn, shapes, parts } = stored;
    if (origin.kind !== 'run') return null;
    const { record } = origin;
    const run = new Run({
      id,
      name: record.name,
      document: trainedOn,
      dataset: record.data.name,
      backend: record.backend,
    });
    run.followed = { document: present, moved };
    run.keep({ place, facts: factsOf(stored), shapes, parts, step: null });
    const cutOff = parts.has('checkpoint/state.json') && !['stopped', 'finished'].includes(record.state);
    run.note(record);
    if (cutOff) run.phase = 'interrupted';
    const others = this.runs.filter((other) => other.id !== run.id);
    const before = others.filter(({ record: other }) => (other?.startedAt ?? '') <= record.startedAt);
    this.runs = [...before, run, ...others.filter((other) => !before.includes(other))];
    this.selectedId = run.id;
    this.counter = Math.max(this.counter, this.runs.length, Number(/^Run (\d+)$/.exec(run.name)?.[1] ?? 0));
    return run;
  }

  /** The worker has kept a checkpoint of it, or its trained weights. */
  noteKept(run: Run, kept: KeptRun): void {
    run.keep({
      place: { kind: 'kept', run: kept },
      facts: kept.facts,
      shapes: kept.shapes,
      parts: new Set(kept.parts.keys()),
      step: kept.step,
    });
    this.tell('kept', run);
  }

  /** Another document takes the place of this one. */
  clear(): void {
    this.runs = [];
    this.removed = [];
    this.selectedId = null;
    this.counter = 0;
  }

  listen(listener: RunListener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  private tell(what: keyof RunListener, run: Run): void {
    for (const listener of this.listeners) listener[what]?.(run);
  }
}

function factsOf({ id, trainedOn, preprocessing, outputs, origin, weightsNames }: StoredRun) {
  return { id, trainedOn, preprocessing, outputs, origin, weightsNames };
}
