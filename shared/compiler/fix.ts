/** Fixes whose edits are worked out when they are asked for, since most are never used. */
import { applyEdits } from '../graph/apply';
import type { ConvDocument } from '../graph/document';
import type { Edit } from '../graph/edit';
import type { Fix } from './compiled';

export function fix(label: string, edits: () => readonly Edit[]): Fix {
  let known: readonly Edit[] | null = null;
  return {
    label,
    get edits() {
      known ??= edits();
      return known;
    },
  };
}

/** Edits of which each step sees what the one before made. */
export function inSequence(
  document: ConvDocument,
  ...steps: readonly ((document: ConvDocument) => readonly Edit[])[]
): readonly Edit[] {
  let now = document;
  return steps.flatMap((step) => {
    const edits = step(now);
    now = applyEdits(now, edits);
    return edits;
  });
}
