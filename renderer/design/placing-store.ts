/** The search box on the canvas: whether it is open, where, and where what is chosen there goes. */
import { makeAutoObservable, observableRef } from 'mobx';
import type { Edge, NodeId } from '../../shared/graph/document';

export type Where =
  /** Alone, in the graph's coordinates. */
  | { readonly kind: 'at'; readonly x: number; readonly y: number }
  | { readonly kind: 'edge'; readonly edge: Edge }
  | { readonly kind: 'after'; readonly id: NodeId }
  | { readonly kind: 'before'; readonly id: NodeId }
  /** Alone but for a wire from or to a port: a new branch. */
  | {
      readonly kind: 'port';
      readonly from: { readonly node: NodeId; readonly port: string; readonly end: 'source' | 'target' };
      readonly at: { readonly x: number; readonly y: number };
    };

export interface PlacingBox {
  /** Of the window; null where it was no pointer that opened it: then it stands at the selected row. */
  readonly pointer: { readonly x: number; readonly y: number } | null;
  /** Null: where a new layer usually goes, which is behind the selected one. */
  readonly where: Where | null;
  /** The layer that is to become another one: then nothing is added. */
  readonly replaces?: NodeId;
}

export class PlacingStore {
  box: PlacingBox | null = null;

  constructor() {
    makeAutoObservable(this, { box: observableRef }, { autoBind: true });
  }

  open(box: PlacingBox): void {
    this.box = box;
  }

  close(): void {
    this.box = null;
  }
}
