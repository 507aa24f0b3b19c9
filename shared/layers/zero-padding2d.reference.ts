import type { LayerReference } from './testing/reference';
import { padded } from './testing/rearranging';

export const reference: LayerReference = padded;
