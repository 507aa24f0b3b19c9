/** What is dragged over the canvas: a layer or a block from the palette, or a row out of a card. */
import type { DragEvent } from 'react';

export const LAYER_MIME = 'application/x-convcanvas-layer';
export const BLOCK_MIME = 'application/x-convcanvas-block';
export const ROW_MIME = 'application/x-convcanvas-row';

export type Dragged =
  | { readonly kind: 'layer'; readonly type: string }
  /** As the palette calls it. */
  | { readonly kind: 'block'; readonly key: string }
  | { readonly kind: 'row'; readonly id: string };

/** While it is over something, a browser tells only what kind it is. */
export function isDragged(event: DragEvent): boolean {
  return [LAYER_MIME, BLOCK_MIME, ROW_MIME].some((type) => event.dataTransfer.types.includes(type));
}

export const isDraggedRow = (event: DragEvent): boolean => event.dataTransfer.types.includes(ROW_MIME);

/** Null where it is neither; then it is not ours. */
export function readDragged(event: DragEvent): Dragged | null {
  const type = event.dataTransfer.getData(LAYER_MIME);
  if (type !== '') return { kind: 'layer', type };
  const key = event.dataTransfer.getData(BLOCK_MIME);
  if (key !== '') return { kind: 'block', key };
  const id = event.dataTransfer.getData(ROW_MIME);
  return id === '' ? null : { kind: 'row', id };
}
