/** What is looked for in the network, in all its blocks, and which of the layers that were found is shown. */
import { makeAutoObservable } from 'mobx';
import type { CompiledLayer } from '../../../shared/compiler/compiled';
import type { NodeId } from '../../../shared/graph/document';
import { matches } from './match';
import { parseQuery, type Query } from './query';
import type { DocumentStore } from '../../document/document-store';

const nothing: readonly CompiledLayer[] = [];

export class FindStore {
  isOpen = false;
  text = '';
  /** Flat id of the layer that was gone to last. */
  current: string | null = null;
  /** Rises when the field is to take the focus. */
  requests = 0;
  private readonly documents: DocumentStore;

  constructor(documents: DocumentStore) {
    this.documents = documents;
    makeAutoObservable<FindStore, 'documents'>(this, { documents: false, markOf: false }, { autoBind: true });
  }

  get query(): Query {
    return parseQuery(this.text);
  }

  get isSearching(): boolean {
    return this.isOpen && this.query.conditions.length > 0;
  }

  /** In execution order. */
  get hits(): readonly CompiledLayer[] {
    if (!this.isSearching) return nothing;
    const { conditions } = this.query;
    return this.documents.compiled.layers.filter((layer) => matches(layer, conditions));
  }

  /** Nodes of the graph in view that were found, or hold what was found. */
  get lit(): ReadonlySet<NodeId> {
    return new Set(this.hits.flatMap(({ id }) => this.documents.nodeInView(id) ?? []));
  }

  /** Of those, the layers themselves: what can be selected together. */
  get selectable(): readonly NodeId[] {
    return [...this.lit].filter((id) => this.hits.some((hit) => hit.id === this.documents.flatId(id)));
  }

  /** Counted from 0; -1 where none was gone to. */
  get position(): number {
    return this.hits.findIndex(({ id }) => id === this.current);
  }

  /** Undefined while nothing is looked for. Only inside observers. */
  markOf(node: NodeId): 'yes' | 'no' | undefined {
    if (!this.isSearching) return undefined;
    return this.lit.has(node) ? 'yes' : 'no';
  }

  show(): void {
    this.isOpen = true;
    this.requests += 1;
  }

  close(): void {
    this.isOpen = false;
  }

  setText(text: string): void {
    this.text = text;
    this.current = null;
  }

  /** The next hit, or the one before; round at the ends. Begins at what is selected. */
  step(by: 1 | -1): CompiledLayer | null {
    const { hits, position } = this;
    const from = position >= 0 ? position : this.besideSelection(by);
    const next = hits[(from + by + hits.length) % Math.max(1, hits.length)] ?? null;
    this.current = next?.id ?? null;
    return next;
  }

  private besideSelection(by: 1 | -1): number {
    const { selected, compiled } = this.documents;
    const from = selected === null ? null : this.documents.flatId(selected.id);
    const at = compiled.layers.findIndex(({ id }) => id === from);
    if (at < 0) return by === 1 ? -1 : 0;
    const order = new Map(compiled.layers.map(({ id }, index) => [id, index]));
    const first = this.hits.findIndex(({ id }) => (order.get(id) ?? 0) >= at);
    if (first < 0) return by === 1 ? -1 : 0;
    return by === 1 ? first - 1 : first;
  }
}
