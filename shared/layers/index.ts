// Generated from the files of this folder by build/generate-layers.mjs. Do not edit.
import type { Layer } from './define';

export const layers: readonly Layer[] = [];
const byType = new Map(layers.map((layer) => [layer.type, layer]));

/** The layer of that type, or undefined where there is none. */
export function findLayer(type: string): Layer | undefined {
  return byType.get(type);
}
