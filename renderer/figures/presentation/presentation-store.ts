/** The network without the window around it, layer by layer, as one would show it to others. */
import { makeAutoObservable, observableRef, reaction } from 'mobx';
import type { NodeId } from '../../../shared/graph/document';
import { outlineRows, type OutlineRow } from '../../document/outline-rows';
import type { DocumentStore } from '../../document/document-store';
import type { CanvasView, Drawer, UiStore } from '../../document/ui-store';

/** What was on screen before, to be put back. */
interface Before {
  readonly left: boolean;
  readonly right: boolean;
  readonly drawer: Drawer | null;
  readonly minimap: boolean;
  readonly selection: readonly NodeId[];
  readonly view: CanvasView | null;
}

/** Letters large enough for the last row of seats. */
const ZOOM = 1.7;

export class PresentationStore {
  /** Null while nothing is presented. */
  private before: Before | null = null;
  /** The layer that is explained; null: the whole network. */
  at: number | null = null;
  private readonly documents: DocumentStore;
  private readonly ui: UiStore;

  constructor(documents: DocumentStore, ui: UiStore) {
    this.documents = documents;
    this.ui = ui;
    makeAutoObservable<this, 'before' | 'documents' | 'ui'>(
      this,
      { before: observableRef, documents: false, ui: false },
      { autoBind: true },
    );
    // Another document or another workspace ends it.
    reaction(
      () => [documents.loads, ui.workspace] as const,
      () => this.leave(),
    );
  }

  get on(): boolean {
    return this.before !== null;
  }

  get rows(): readonly OutlineRow[] {
    return outlineRows(this.documents);
  }

  get row(): OutlineRow | null {
    return this.at === null ? null : (this.rows[this.at] ?? null);
  }

  enter(): void {
    if (this.on) return;
    const { ui, documents } = this;
    this.before = {
      left: ui.leftOpen,
      right: ui.rightOpen,
      drawer: ui.drawer,
      minimap: ui.minimap,
      selection: [...documents.selection],
      view: ui.canvas?.view() ?? null,
    };
    ui.setPanels({ left: false, right: false });
    ui.closeDrawer();
    if (ui.minimap) ui.toggleMinimap();
    this.overview();
  }

  next(): void {
    this.show(this.at === null ? 0 : Math.min(this.rows.length - 1, this.at + 1));
  }

  previous(): void {
    if (this.at === null || this.at === 0) this.overview();
    else this.show(this.at - 1);
  }

  last(): void {
    this.show(this.rows.length - 1);
  }

  overview(): void {
    this.at = null;
    this.documents.select([]);
    // The canvas has another size once the window around it is gone.
    afterLayout(() => this.on && this.at === null && this.ui.canvas?.fit(ZOOM));
  }

  private show(at: number): void {
    const row = this.rows[at];
    if (row === undefined) return;
    this.at = at;
    this.documents.select([row.node.id]);
    this.ui.canvas?.centre(row.node.id, ZOOM);
  }

  leave(): void {
    const { before, ui, documents } = this;
    if (before === null) return;
    this.before = null;
    this.at = null;
    ui.setPanels({ left: before.left, right: before.right });
    if (before.drawer !== null) ui.toggleDrawer(before.drawer);
    if (ui.minimap !== before.minimap) ui.toggleMinimap();
    documents.select(before.selection.filter((id) => documents.node(id) !== undefined));
    const { view } = before;
    if (view !== null) afterLayout(() => ui.canvas?.setView(view));
  }
}

function afterLayout(act: () => void): void {
  if (typeof requestAnimationFrame === 'undefined') act();
  else requestAnimationFrame(() => requestAnimationFrame(act));
}
