/** All formats in which a network leaves; the folders are listed by build/generate-lists.mjs. */
import { drawingFormats } from './drawings';
import type { Format } from './format';
import { modelFormats } from './models';

export const formats: readonly Format[] = [...modelFormats, ...drawingFormats];
