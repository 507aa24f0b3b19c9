// Generated from the files of this folder by build/generate-lists.mjs. Do not edit.
import type { Format } from './format';
import { keras } from './keras';
import { pdf } from './pdf';
import { pytorch } from './pytorch';
import { svg } from './svg';
import { tfjs } from './tfjs';

/** All formats in which a network leaves. */
export const formats: readonly Format[] = [keras, pdf, pytorch, svg, tfjs];
