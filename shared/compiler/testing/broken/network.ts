import type { ConvDocument } from '../../../graph/document';
import type { TrainingLimits } from '../../trainable';

export interface BrokenNetwork {
  readonly document: ConvDocument;
  /** Where only training asks for it. */
  readonly limits?: TrainingLimits;
  /** Why no fix is offered for this very network, though there is one for others. */
  readonly unfixable?: string;
}

export const limits: TrainingLimits = { classCount: 10, memoryLimit: null };

export const only = (...documents: readonly ConvDocument[]): readonly BrokenNetwork[] =>
  documents.map((document) => ({ document }));
export const training = (...documents: readonly ConvDocument[]): readonly BrokenNetwork[] =>
  documents.map((document) => ({ document, limits }));
