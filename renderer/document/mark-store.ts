/** What on the canvas is meant besides layers: a frame, a note or a wire, by the pointer or by the focus. */
import { makeAutoObservable, observableRef } from 'mobx';
import type { Note, VisualGroup } from '../../shared/graph/document';
import { findGroup, groupOf } from '../../shared/graph/groups';
import { findNote } from '../../shared/graph/notes';
import type { Wired } from '../../shared/drawing/wired';
import type { DocumentStore } from './document-store';

export type Mark =
  { readonly kind: 'group' | 'note'; readonly id: string } | { readonly kind: 'wire'; readonly wired: Wired };

/** What the context menu can be opened on. */
export type MenuPlace = 'row' | 'card' | 'wire' | 'void' | 'group' | 'note';

interface Point {
  readonly x: number;
  readonly y: number;
}

export class MarkStore {
  /** Had the focus last. It is meant only while no layer is selected. */
  mark: Mark | null = null;
  /** While the context menu is open, which says what it is about. */
  menu: { readonly place: MenuPlace; readonly mark: Mark | null; readonly at: Point } | null = null;
  /** The group or the note that is being written in. */
  writing: { readonly kind: 'group' | 'note'; readonly id: string } | null = null;

  private readonly documents: DocumentStore;

  constructor(documents: DocumentStore) {
    this.documents = documents;
    makeAutoObservable<MarkStore, 'documents'>(
      this,
      { mark: observableRef, menu: observableRef, writing: observableRef, documents: false },
      { autoBind: true },
    );
  }

  /** Nothing else is selected then. */
  choose(mark: Mark | null): void {
    this.mark = mark;
    if (mark !== null) this.documents.select([]);
  }

  openMenu(menu: MarkStore['menu']): void {
    this.menu = menu;
  }

  write(what: MarkStore['writing']): void {
    this.writing = what;
  }

  private get meant(): Mark | null {
    if (this.menu !== null && this.menu.mark !== null) return this.menu.mark;
    return this.documents.selection.size === 0 ? this.mark : null;
  }

  get wire(): Wired | null {
    return this.meant?.kind === 'wire' ? this.meant.wired : null;
  }

  get note(): Note | null {
    const { meant, documents } = this;
    if (meant?.kind !== 'note' || documents.scope !== null) return null;
    return findNote(documents.document, meant.id) ?? null;
  }

  /** The one that is meant, or that all selected layers are in. */
  get group(): VisualGroup | null {
    const { meant, documents } = this;
    if (documents.scope !== null) return null;
    if (meant !== null) {
      return meant.kind === 'group' ? (findGroup(documents.document, meant.id) ?? null) : null;
    }
    const groups = new Set([...documents.selection].map((id) => groupOf(documents.document, id) ?? null));
    const [group] = groups;
    return groups.size === 1 && group !== undefined ? group : null;
  }
}
