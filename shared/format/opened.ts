/** What a file held; apart from what opens it, which needs archives and is fetched later by the window. */
import type { ConvDocument } from '../graph/document';
import type { ModelFile } from './model-read';

export type Opened =
  | { readonly kind: 'document'; readonly document: ConvDocument }
  | { readonly kind: 'model'; readonly model: ModelFile };

/** The drawing in it, trained or not. */
export const drawingOf = (opened: Opened): ConvDocument =>
  opened.kind === 'model' ? opened.model.drawing : opened.document;
