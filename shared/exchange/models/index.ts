// Generated from the files of this folder by build/generate-lists.mjs. Do not edit.
import type { ModelFormat } from '../format';
import { safetensors } from './safetensors';
import { tfjs } from './tfjs';

/** Formats of a trained model. The worker that packs them knows no others. */
export const modelFormats: readonly ModelFormat[] = [safetensors, tfjs];
