import type { LayerReference } from './testing/reference';
import { joined } from './testing/rearranging';

export const reference: LayerReference = (reference) =>
  joined(reference, (values) => values.reduce((a, b) => a * b, 1));
