import type { Layer } from '../../../shared/layers/define';
import { parseParams } from '../../../shared/schema/fields';

/** A row's short text, of parameters as they are in the copy that is shown: `5×5 · 6 · s1 · p0`. */
export function briefOf(layer: Layer, params: Readonly<Record<string, unknown>>): string {
  return layer.brief(parseParams(layer.params, params).params);
}
