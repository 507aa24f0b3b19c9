/** What is dragged over the canvas: a layer from the palette, or a row out of a card. */
import type { DragEvent } from 'react';

export const LAYER_MIME = 'application/x-convcanvas-layer';
export const ROW_MIME = 'application/x-convcanvas-row';

export type Dragged =
  { readonly kind: 'layer'; readonly type: string } | { readonly kind: 'row'; readonly id: string };

/** While it is over something, a browser tells only what kind it is. */
export function isDragged(event: DragEvent): boolean {
  return event.dataTransfer.types.includes(LAYER_MIME) || event.dataTransfer.types.includes(ROW_MIME);
}

/** Null where it is neither; then it is not ours. */
export function readDragged(event: DragEvent): Dragged | null {
  const type = event.dataTransfer.getData(LAYER_MIME);
  if (type !== '') return { kind: 'layer', type };
  const id = event.dataTransfer.getData(ROW_MIME);
  return id === '' ? null : { kind: 'row', id };
}
