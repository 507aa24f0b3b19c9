/** Which layers of the graph in view have how much of something: shown as tints of one colour, and as bars. */
import { makeAutoObservable } from 'mobx';
import type { CompiledLayer } from '../../shared/compiler/compiled';
import { layerMemory } from '../../shared/compiler/memory';
import type { NodeId } from '../../shared/graph/document';
import { bytes, compact, macsText } from '../format/numbers';
import type { DocumentStore } from '../document/document-store';
import { largest, smallest } from '../../shared/layers/support/extremes';

export type HeatQuantity = 'params' | 'macs' | 'memory' | 'field';

export interface Warmth {
  /** Of the largest: the length of the bar. */
  readonly share: number;
  /** Strength of the tint: the root of the share, so that small ones can be told from none. */
  readonly tone: number;
  readonly text: string;
}

interface HeatScale {
  readonly least: string;
  readonly most: string;
}

export const heatQuantities: readonly { readonly value: HeatQuantity; readonly label: string }[] = [
  { value: 'params', label: 'Parameters' },
  { value: 'macs', label: 'MACs' },
  { value: 'memory', label: 'Memory' },
  { value: 'field', label: 'Receptive field' },
];

const texts: Readonly<Record<HeatQuantity, (value: number) => string>> = {
  params: (value) => `${compact(value, 1_000_000)} parameters`,
  macs: macsText,
  memory: bytes,
  field: (value) => (value === Infinity ? 'the whole input' : `${compact(value)} px`),
};

export class HeatStore {
  quantity: HeatQuantity | null = null;
  /** What the switch brings back. */
  private last: HeatQuantity = 'params';
  private readonly documents: DocumentStore;

  constructor(documents: DocumentStore) {
    this.documents = documents;
    makeAutoObservable<HeatStore, 'documents'>(this, { documents: false, of: false }, { autoBind: true });
  }

  show(quantity: HeatQuantity | null): void {
    this.quantity = quantity;
    if (quantity !== null) this.last = quantity;
  }

  toggle(): void {
    this.show(this.quantity === null ? this.last : null);
  }

  /** Undefined for layers that have none of it, and while nothing is shown. Only inside observers. */
  of(node: NodeId): Warmth | undefined {
    return this.quantity === null ? undefined : this.warmths.get(node);
  }

  /** Of those that have any; null where none has, or nothing is shown. */
  get scale(): HeatScale | null {
    const { quantity } = this;
    const values = [...this.values.values()];
    if (quantity === null || values.length === 0) return null;
    return { least: texts[quantity](smallest(values)), most: texts[quantity](largest(values)) };
  }

  private get values(): ReadonlyMap<NodeId, number> {
    const { quantity, documents } = this;
    if (quantity === null) return new Map();
    return new Map(
      documents.graph.nodes.flatMap(({ id }) => {
        const value = amountOf(documents.layersOf(id), quantity);
        return value > 0 ? [[id, value] as const] : [];
      }),
    );
  }

  private get warmths(): ReadonlyMap<NodeId, Warmth> {
    const { quantity } = this;
    if (quantity === null) return new Map();
    const finite = [...this.values.values()].filter(Number.isFinite);
    const most = largest(finite, 1);
    return new Map(
      [...this.values].map(([id, value]) => {
        const share = Math.min(1, value / most);
        return [id, { share, tone: Math.sqrt(share), text: texts[quantity](value) }];
      }),
    );
  }
}

/** Of a layer, or of all that a block stands for: the sum, of receptive fields the largest. */
function amountOf(layers: readonly CompiledLayer[], quantity: HeatQuantity): number {
  switch (quantity) {
    case 'params':
      return layers.reduce((sum, { trainable }) => sum + trainable, 0);
    case 'macs':
      return layers.reduce((sum, { macs }) => sum + macs, 0);
    case 'memory':
      return layers.reduce((sum, layer) => sum + layerMemory(layer), 0);
    case 'field':
      return largest(
        layers.map(({ receptiveField: field }) =>
          field === null ? 0 : field === 'all' ? Infinity : Math.max(...field.size),
        ),
        0,
      );
  }
}
