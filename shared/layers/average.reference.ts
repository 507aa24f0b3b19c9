import { type LayerReference, mean } from './testing/reference';
import { joined } from './testing/rearranging';

export const reference: LayerReference = (reference) => joined(reference, mean);
