import type { LayerReference } from './testing/reference';
import { depthwise } from './testing/windows';

export const reference: LayerReference = depthwise;
