/**
 * What depends on which parts of a document. Moving a card, writing a note or framing layers changes none of these: a new
 * part of the document has its place here, and nowhere else.
 */
import type { ConvDocument } from './document';

/** Layers and wires. */
export const networkParts = ['nodes', 'edges', 'definitions'] as const;

/** What a run is trained on: with the same, both train to the same numbers. */
export const trainingParts = [...networkParts, 'data', 'training'] as const;

/** What the compiler looks at. Names stand in its sentences. */
export const compiledParts = [...trainingParts, 'name', 'description', 'dismissed'] as const;

/** Whether both have the very same parts, not only equal ones. */
export const haveSame = (a: ConvDocument, b: ConvDocument, parts: readonly (keyof ConvDocument)[]): boolean =>
  parts.every((part) => a[part] === b[part]);
