/** What a screen reader says of changes that are only seen otherwise. */
import { makeAutoObservable, reaction } from 'mobx';
import type { History } from '../../../shared/graph/history';
import type { Totals } from '../../../shared/compiler/compiled';
import { describeStep, type Moment, type StepKind } from '../../document/describe-step';

interface AnnouncedDocuments {
  readonly history: History;
  readonly loads: number;
  readonly compiled: { readonly totals: Totals };
}

/** Milliseconds without a change: a slider that is dragged is told once, where it came to rest. */
const QUIET = 350;
/** The same words twice are only read again where they differ. */
const SILENT = '\u00a0';

export class AnnouncerStore {
  text = '';
  private readonly documents: AnnouncedDocuments;
  private from: Moment;
  private history: History;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(documents: AnnouncedDocuments) {
    this.documents = documents;
    this.history = documents.history;
    this.from = this.moment();
    makeAutoObservable<this, 'documents' | 'from' | 'history' | 'timer'>(
      this,
      { documents: false, from: false, history: false, timer: false },
      { autoBind: true },
    );
    reaction(
      () => documents.history,
      () => this.wait(),
    );
    reaction(
      () => documents.loads,
      () => this.loaded(),
    );
  }

  say(text: string): void {
    this.text = this.text === text ? text + SILENT : text;
  }

  private moment(): Moment {
    const { history, compiled } = this.documents;
    return { document: history.document, parameters: compiled.totals.trainable };
  }

  private wait(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), QUIET);
  }

  private tell(): void {
    this.timer = null;
    const { history: before, from } = this;
    const { history } = this.documents;
    this.history = history;
    this.from = this.moment();
    const { kind, label } = stepBetween(before, history);
    if (label !== null && history.document !== before.document) {
      this.say(describeStep(kind, label, from, this.from));
    }
  }

  /** Another document has a history of its own, which nothing was done in. */
  private loaded(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.history = this.documents.history;
    this.from = this.moment();
    const { name, nodes } = this.from.document;
    this.say(`Opened ${name}, ${nodes.length === 1 ? '1 layer' : `${nodes.length} layers`}.`);
  }
}

function stepBetween(before: History, after: History): { kind: StepKind; label: string | null } {
  if (after.future.length > before.future.length)
    return { kind: 'undone', label: after.future[0]?.label ?? null };
  // What was redone lay in the future before; an edit makes a document that was nowhere.
  const redone = before.future.some(({ document }) => document === after.document);
  return { kind: redone ? 'redone' : 'done', label: after.past.at(-1)?.label ?? null };
}
