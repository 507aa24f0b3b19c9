/** The document, its history, what the compiler says about it, which of its graphs is looked at, and what is selected there. */
import { makeAutoObservable, observableRef } from 'mobx';
import type { Compiled, CompiledLayer, Diagnostic, Totals } from '../../shared/compiler/compiled';
import { createCompiler } from '../../shared/compiler/compile';
import { dataWarnings } from '../../shared/compiler/trainable';
import { type DatasetDescription, findDataset } from '../../shared/data/catalogue';
import type { ConvDocument, Definition, DefinitionId, GraphNode, NodeId } from '../../shared/graph/document';
import { EditError } from '../../shared/graph/edit-error';
import { applyEdits } from '../../shared/graph/apply';
import { type Change, editsOf, movedBy } from '../../shared/graph/change';
import { checkChange } from '../../shared/format/check-change';
import {
  jump,
  redo,
  redoLabel,
  startHistory,
  timelineOf,
  transact,
  undo,
  undoLabel,
  type History,
} from '../../shared/graph/history';
import { compiledParts, haveSame } from '../../shared/graph/document-parts';
import { nodesById, within } from '../../shared/graph/scope';
import { settle } from '../../shared/drawing/settle';
import { nodeAt, parsePath, type Place, placeOf, samePath, type Step } from './place';
import { withTakingBack } from './take-back';
import type { Notice } from './ui-store';

/** Whoever shows why an edit could not be made. */
export interface DocumentNotices {
  notify(notice: Notice): void;
}

const none: ReadonlySet<NodeId> = new Set();
const top: readonly Step[] = [];
const noLayers: readonly CompiledLayer[] = [];

/** What the compiler can't know: it has no data. */
function withDataWarnings(compiled: Compiled, classCount: number | undefined): Compiled {
  const more = classCount === undefined ? [] : dataWarnings(compiled, classCount);
  return more.length === 0 ? compiled : { ...compiled, diagnostics: [...compiled.diagnostics, ...more] };
}

export class DocumentStore {
  history: History;
  /** The way from the document down to the graph in view, through blocks. */
  path: readonly Step[] = top;
  /** Nodes of the graph in view. */
  selection: ReadonlySet<NodeId> = none;
  /** Rises with every change of the document, undo and redo included. */
  revision = 0;
  /** Rises when another document takes the place of this one. */
  loads = 0;
  /** What the network was before the last step; null where there was none. */
  before: Compiled | null = null;

  private readonly ui: DocumentNotices;
  private readonly findSet: (name: string) => DatasetDescription | undefined;
  private lastClassCount: number | undefined;
  private readonly compiler = createCompiler();
  /** Its own, since each remembers the document that it compiled last. */
  private readonly earlierCompiler = createCompiler();
  private lastCompiled: Compiled | null = null;
  private lastGesture: string | null = null;

  /** `findSet` answers what is known of the set of pictures that the document names. */
  constructor(
    document: ConvDocument,
    ui: DocumentNotices,
    findSet: (name: string) => DatasetDescription | undefined = findDataset,
  ) {
    this.history = startHistory(document);
    this.ui = ui;
    this.findSet = findSet;
    makeAutoObservable<
      DocumentStore,
      'ui' | 'compiler' | 'earlierCompiler' | 'lastCompiled' | 'lastGesture' | 'findSet' | 'lastClassCount'
    >(
      this,
      {
        findSet: false,
        lastClassCount: false,
        history: observableRef,
        path: observableRef,
        selection: observableRef,
        before: observableRef,
        ui: false,
        compiler: false,
        earlierCompiler: false,
        lastCompiled: false,
        lastGesture: false,
        node: false,
        flatId: false,
        layer: false,
        layersOf: false,
        nodeInView: false,
        problemNode: false,
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
    const { dataset } = document.data;
    const classCount = dataset === null ? undefined : this.findSet(dataset)?.classNames.length;
    const last = this.lastCompiled;
    if (
      last !== null &&
      classCount === this.lastClassCount &&
      haveSame(last.document, document, compiledParts)
    )
      return last;
    this.lastClassCount = classCount;
    const compiled = withDataWarnings(this.compiler.compile(document), classCount);
    const { before, earlierCompiler } = this;
    this.lastCompiled = withTakingBack(compiled, this.history, (earlier) =>
      before !== null && haveSame(before.document, earlier, compiledParts)
        ? before
        : earlierCompiler.compile(earlier),
    );
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
    return timelineOf(this.history);
  }

  get undoLabel(): string | null {
    return undoLabel(this.history);
  }

  get redoLabel(): string | null {
    return redoLabel(this.history);
  }

  // ---- The graph in view. Whatever draws or edits a graph asks here which one.

  get place(): Place {
    return placeOf(this.document, this.path);
  }

  /** The definition that is looked into; null for the document's own graph. */
  get scope(): DefinitionId | null {
    return this.place.scope;
  }

  get graph(): ConvDocument | Definition {
    return this.place.graph;
  }

  /** To be spread into edits: `{ edit: 'connect', ...documents.within, edge }`. */
  get within(): { readonly scope?: DefinitionId } {
    return within(this.scope);
  }

  /** What expressions in the graph in view may speak of: nothing outside of blocks. */
  get expressionNames(): readonly string[] {
    return Object.keys(this.place.environment);
  }

  get nodes(): ReadonlyMap<NodeId, GraphNode> {
    return nodesById(this.graph);
  }

  node(id: NodeId): GraphNode | undefined {
    return this.nodes.get(id);
  }

  /** The compiler's name of a node in the copy that is shown. */
  flatId(id: NodeId): string {
    return this.place.prefix + id;
  }

  /** What the compiler says of a node in the copy that is shown; nothing of blocks, and of what that copy leaves out. */
  layer(id: NodeId): CompiledLayer | undefined {
    return this.compiled.byId.get(this.flatId(id));
  }

  private get layersByNode(): ReadonlyMap<NodeId, readonly CompiledLayer[]> {
    const map = new Map<NodeId, CompiledLayer[]>();
    for (const layer of this.compiled.layers) {
      const node = this.nodeInView(layer.id);
      if (node === null) continue;
      const list = map.get(node);
      if (list) list.push(layer);
      else map.set(node, [layer]);
    }
    return map;
  }

  /** All that a node of the graph in view stands for: itself, or the layers inside of a block. */
  layersOf(id: NodeId): readonly CompiledLayer[] {
    return this.layersByNode.get(id) ?? noLayers;
  }

  /** The node in view that a flat layer belongs to; null where it lies elsewhere. */
  nodeInView(flatId: string): NodeId | null {
    return nodeAt(this.place.prefix, flatId);
  }

  /** The node in view that a problem is about, or that it lies inside; null where it lies elsewhere. */
  problemNode({ nodeId, documentNode }: Pick<Diagnostic, 'nodeId' | 'documentNode'>): NodeId | null {
    if (nodeId !== null) return this.nodeInView(nodeId);
    return this.place.path.length === 0 ? documentNode : null;
  }

  /** Looks into a block of the graph in view. False where that is none. */
  open(block: NodeId, copy = 0): boolean {
    const path = [...this.path, { block, copy }];
    if (placeOf(this.document, path).path.length < path.length) return false;
    this.goTo(path);
    return true;
  }

  /** Back to the graph around, `levels` up, where the block that was left is selected. */
  leave(levels = 1): void {
    const { path } = this.place;
    if (path.length === 0 || levels < 1) return;
    const depth = Math.max(0, path.length - levels);
    const block = path[depth]?.block;
    this.goTo(path.slice(0, depth));
    if (block !== undefined) this.select([block]);
  }

  /** Another copy of the block that is looked into; the selection stays. */
  showCopy(copy: number): void {
    const { path } = this.place;
    const last = path.at(-1);
    if (last) this.path = placeOf(this.document, [...path.slice(0, -1), { ...last, copy }]).path;
  }

  /** Opens the graph where a flat layer stands, in its copy, and selects it there. */
  show(flatId: string): NodeId {
    const { path, node } = parsePath(flatId);
    this.goTo(path);
    const found = this.node(node) ? node : (path.at(-1)?.block ?? node);
    this.select([found]);
    return found;
  }

  private goTo(path: readonly Step[]): void {
    const next = placeOf(this.document, path).path;
    if (samePath(next, this.path)) return;
    const sameGraph =
      next.length === this.path.length && next.every(({ block }, i) => block === this.path[i]?.block);
    this.path = next;
    if (!sameGraph) this.selection = none;
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
  transact(label: string, change: Change, gesture?: string): boolean {
    const edits = editsOf(change);
    if (edits.length === 0) return true;
    const { document, compiled } = this;
    try {
      const after = applyEdits(document, edits);
      const all = {
        edits: [...edits, ...settle(document, after, edits)],
        moved: movedBy(document, change),
      };
      const history = transact(this.history, label, all, gesture, Date.now());
      checkChange(document, history.document);
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

  /** As `transact`, for edits that are still to be found out, which may be refused too. */
  attempt(label: string, find: (document: ConvDocument) => Change, gesture?: string): boolean {
    try {
      return this.transact(label, find(this.document), gesture);
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

  /** To the document at that place of the timeline. */
  jump(position: number): void {
    this.step(jump(this.history, position));
  }

  private step(history: History): void {
    if (history === this.history) return;
    this.before = this.compiled;
    this.lastGesture = null;
    this.change(history);
  }

  /** Another document, with a history of its own where it brings one. */
  load(document: ConvDocument, history: History = startHistory(document)): void {
    this.before = null;
    this.lastGesture = null;
    this.selection = none;
    this.path = top;
    this.loads += 1;
    this.change(history);
  }

  private change(history: History): void {
    this.history = history;
    this.revision += 1;
    // What is gone can't be looked into: up to what is left.
    const { path } = placeOf(history.document, this.path);
    if (path.length < this.path.length) this.selection = none;
    if (!samePath(path, this.path)) this.path = path;
    const left = [...this.selection].filter((id) => this.nodes.has(id));
    if (left.length < this.selection.size) this.selection = new Set(left);
  }
}
