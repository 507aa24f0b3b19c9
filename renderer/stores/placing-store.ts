/** The search box on the canvas: whether it is open, where, and where what is chosen there goes. */
import { makeAutoObservable, observableRef } from 'mobx';
import type { NodeId } from '../../shared/graph/document';
import type { Where } from '../canvas/add-layer';

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
