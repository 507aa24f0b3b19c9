/** What is dragged over the canvas: a layer or a block from the palette, or a row out of a card. */
import type { DragEvent } from 'react';

const LAYER_MIME = 'application/x-convcanvas-layer';
/** What it is set to, where that differs from its defaults: an object of JSON. */
const PARAMS_MIME = 'application/x-convcanvas-params';
export const BLOCK_MIME = 'application/x-convcanvas-block';
export const ROW_MIME = 'application/x-convcanvas-row';

export type Dragged =
  | { readonly kind: 'layer'; readonly type: string; readonly params: Readonly<Record<string, unknown>> }
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
  if (type !== '') return { kind: 'layer', type, params: paramsOf(event.dataTransfer.getData(PARAMS_MIME)) };
  const key = event.dataTransfer.getData(BLOCK_MIME);
  if (key !== '') return { kind: 'block', key };
  const id = event.dataTransfer.getData(ROW_MIME);
  return id === '' ? null : { kind: 'row', id };
}

/** `params`: those that are not its defaults. */
export function dragLayer(
  { dataTransfer }: DragEvent,
  type: string,
  params: Readonly<Record<string, unknown>>,
): void {
  dataTransfer.setData(LAYER_MIME, type);
  dataTransfer.setData(PARAMS_MIME, JSON.stringify(params));
  dataTransfer.effectAllowed = 'copy';
}

/** Another program may have put anything there. */
function paramsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
