/** The layers that fixes put in: the compiler's only place that knows layers by their type. */
import type { Layer } from '../layers/define';
import { findLayer } from '../layers/index';

function known(type: string): Layer {
  const layer = findLayer(type);
  if (layer === undefined) throw new Error(`Fixes put in a ${type}, which is no layer.`);
  return layer;
}

/** One number for each channel of a picture. */
export const globalPooling = known('GlobalAveragePooling2D');

/** What follows sees further. */
export const pooling = known('MaxPooling2D');

export const nonlinearity = known('Activation');
