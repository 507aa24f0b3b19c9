/** Undo is the stack of earlier documents; they share structure. */
import { applyEdits } from './apply';
import type { ConvDocument } from './document';
import type { Edit } from './edit';

export interface Step {
  /** "Add Conv2D": what the menu shows behind Undo. */
  readonly label: string;
  /** The document before the step in the past, after it in the future. */
  readonly document: ConvDocument;
}

export interface History {
  readonly document: ConvDocument;
  /** Oldest first. */
  readonly past: readonly Step[];
  /** The next to be redone first. */
  readonly future: readonly Step[];
  /** The gesture that made the last step, while it may still go on. */
  readonly gesture: string | null;
}

const MOST_STEPS = 500;

export function startHistory(document: ConvDocument): History {
  return { document, past: [], future: [], gesture: null };
}

/** One labelled step; consecutive ones with the same gesture are one. Edits that change nothing make none. Throws `EditError`. */
export function transact(history: History, label: string, edits: readonly Edit[], gesture?: string): History {
  const document = applyEdits(history.document, edits);
  if (document === history.document) return history;
  const continues = gesture !== undefined && gesture === history.gesture && history.past.length > 0;
  const past = continues
    ? history.past
    : [...history.past, { label, document: history.document }].slice(-MOST_STEPS);
  return { document, past, future: [], gesture: gesture ?? null };
}

export function undo(history: History): History {
  const step = history.past.at(-1);
  if (!step) return history;
  const future = [{ label: step.label, document: history.document }, ...history.future];
  return { document: step.document, past: history.past.slice(0, -1), future, gesture: null };
}

export function redo(history: History): History {
  const [step, ...future] = history.future;
  if (!step) return history;
  const past = [...history.past, { label: step.label, document: history.document }];
  return { document: step.document, past, future, gesture: null };
}

export function undoLabel(history: History): string | null {
  return history.past.at(-1)?.label ?? null;
}

export function redoLabel(history: History): string | null {
  return history.future[0]?.label ?? null;
}
