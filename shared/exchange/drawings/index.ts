// Generated from the files of this folder by build/generate-lists.mjs. Do not edit.
import type { DrawingFormat } from '../format';
import { keras } from './keras';
import { pdf } from './pdf';
import { pytorch } from './pytorch';
import { svg } from './svg';

/** Formats of the architecture, without weights. */
export const drawingFormats: readonly DrawingFormat[] = [keras, pdf, pytorch, svg];
