import type { LayerReference } from './testing/reference';
import { convolve } from './testing/windows';

export const reference: LayerReference = convolve;
