import type { LayerReference } from './testing/reference';
import { joined } from './testing/rearranging';

export const reference: LayerReference = (reference) => joined(reference, ([a = 0, b = 0]) => a - b);
