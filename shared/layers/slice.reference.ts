import type { LayerReference } from './testing/reference';
import { sliced } from './testing/rearranging';

export const reference: LayerReference = (reference) =>
  sliced(reference, Number(reference.params['start']), Number(reference.params['length']));
