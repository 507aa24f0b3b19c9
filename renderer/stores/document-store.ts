/** The document, its history, what the compiler says about it, and which layers are selected. */
import { makeAutoObservable, observableRef } from 'mobx';
import type { Compiled, Totals } from '../../shared/compiler/compiled';
import { createCompiler } from '../../shared/compiler/compile';
import type { ConvDocument, GraphNode, NodeId } from '../../shared/graph/document';
import type { Edit } from '../../shared/graph/edit';
import { EditError } from '../../shared/graph/edit-error';
import { applyEdits } from '../../shared/graph/apply';
import {
  redo,
  redoLabel,
  startHistory,
  transact,
  undo,
  undoLabel,
  type History,
} from '../../shared/graph/history';
import { settle } from '../canvas/settle';
import type { Notice } from './ui-store';

/** Whoever shows why an edit could not be made. */
export interface DocumentNotices {
  notify(notice: Notice): void;
}

const none: ReadonlySet<NodeId> = new Set();
/** What the compiler looks at; moving a card, writing a note or framing layers changes none of it. */
const compiledParts = ['nodes', 'edges', 'definitions', 'data', 'training', 'name', 'description'] as const;

export class DocumentStore {
  history: History;
  selection: ReadonlySet<NodeId> = none;
  /** Rises with every change of the document, undo and redo included. */
  revision = 0;
  /** Rises when another document takes the place of this one. */
  loads = 0;
  /** What the network was before the last step; null where there was none. */
  before: Compiled | null = null;

  private readonly ui: DocumentNotices;
  private readonly compiler = createCompiler();
  private lastCompiled: Compiled | null = null;
  private lastGesture: string | null = null;

  constructor(document: ConvDocument, ui: DocumentNotices) {
    this.history = startHistory(document);
    this.ui = ui;
    makeAutoObservable<DocumentStore, 'ui' | 'compiler' | 'lastCompiled' | 'lastGesture'>(
      this,
      {
        history: observableRef,
        selection: observableRef,
        before: observableRef,
        ui: false,
        compiler: false,
        lastCompiled: false,
        lastGesture: false,
        node: false,
      },
      { autoBind: true },
    );
  }

  get document(): ConvDocument {
    return this.history.document;
  }

  /** The same object as long as nothing but positions, notes and frames change. */
  get compiled(): Compiled {
    const { document } = this;
    const last = this.lastCompiled;
    if (last !== null && compiledParts.every((part) => last.document[part] === document[part])) return last;
    this.lastCompiled = this.compiler.compile(document);
    return this.lastCompiled;
  }

  get previousTotals(): Totals | null {
    return this.before?.totals ?? null;
  }

  /** What the last step changed; null where there was none. */
  get delta(): Totals | null {
    const { previousTotals: before } = this;
    if (before === null) return null;
    const after = this.compiled.totals;
    return {
      trainable: after.trainable - before.trainable,
      nonTrainable: after.nonTrainable - before.nonTrainable,
      macs: after.macs - before.macs,
      activations: after.activations - before.activations,
    };
  }

  /** Past documents, oldest first, the present one, and those that Redo would bring back. */
  get timeline(): readonly ConvDocument[] {
    const { past, document, future } = this.history;
    const later = future.map((step) => step.document);
    return [...past.map((step) => step.document), document, ...later];
  }

  get undoLabel(): string | null {
    return undoLabel(this.history);
  }

  get redoLabel(): string | null {
    return redoLabel(this.history);
  }

  get nodes(): ReadonlyMap<NodeId, GraphNode> {
    return new Map(this.document.nodes.map((node) => [node.id, node]));
  }

  node(id: NodeId): GraphNode | undefined {
    return this.nodes.get(id);
  }

  /** The one selected layer; null where none or several are. */
  get selected(): GraphNode | null {
    const [id, ...others] = this.selection;
    return id === undefined || others.length > 0 ? null : (this.node(id) ?? null);
  }

  select(ids: Iterable<NodeId>): void {
    const next = new Set(ids);
    const same = next.size === this.selection.size && [...next].every((id) => this.selection.has(id));
    if (!same) this.selection = next;
  }

  /**
   * One labelled step; consecutive ones with the same `gesture` are one. Cards that grow or part push those below
   * them along, in the same step. False where the edits can't be made: then the user is told and nothing changes.
   */
  transact(label: string, edits: readonly Edit[], gesture?: string): boolean {
    if (edits.length === 0) return true;
    const { document, compiled } = this;
    try {
      const after = applyEdits(document, edits);
      const history = transact(this.history, label, [...edits, ...settle(document, after, edits)], gesture);
      if (gesture === undefined || gesture !== this.lastGesture) this.before = compiled;
      this.lastGesture = gesture ?? null;
      this.change(history);
      return true;
    } catch (error) {
      if (!(error instanceof EditError)) throw error;
      this.ui.notify({ kind: 'error', message: error.message });
      return false;
    }
  }

  undo(): void {
    this.step(undo(this.history));
  }

  redo(): void {
    this.step(redo(this.history));
  }

  private step(history: History): void {
    if (history === this.history) return;
    this.before = this.compiled;
    this.lastGesture = null;
    this.change(history);
  }

  /** Another document with a history of its own. */
  load(document: ConvDocument): void {
    this.before = null;
    this.lastGesture = null;
    this.selection = none;
    this.loads += 1;
    this.change(startHistory(document));
  }

  private change(history: History): void {
    this.history = history;
    this.revision += 1;
    const left = [...this.selection].filter((id) => this.nodes.has(id));
    if (left.length < this.selection.size) this.selection = new Set(left);
  }
}
