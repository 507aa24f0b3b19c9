/** Undo is the stack of earlier documents; they share structure. */
import { applyEdits } from './apply';
import { type Change, editsOf, movedBy } from './change';
import type { ConvDocument } from './document';
import { moveFrozen } from './move-frozen';
import { type Moved, movedBack, nothingMoved, thenMoved } from './moved';

export interface Step {
  /** "Add Conv2D": what the menu shows behind Undo. */
  readonly label: string;
  /** The document before the step in the past, after it in the future. */
  readonly document: ConvDocument;
  /** When it was done (a gesture: when it ended), in milliseconds since 1970. */
  readonly at: number;
  /** Where the layers went, from the document before the step to the one after it. */
  readonly moved: Moved;
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

/**
 * The oldest steps beyond these are dropped. Documents share what does not change: a step in a network of 500 layers
 * keeps some 10 to 30 kB, so that a full history stays below 15 MB, while 500 steps are hours of work.
 */
export const MOST_STEPS = 500;

export function startHistory(document: ConvDocument): History {
  return { document, past: [], future: [], gesture: null };
}

/** One labelled step; consecutive ones with the same gesture are one. Edits that change nothing make none. Throws `EditError`. */
export function transact(history: History, label: string, change: Change, gesture?: string, at = 0): History {
  const edited = applyEdits(history.document, editsOf(change));
  if (edited === history.document) return history;
  const moved = movedBy(history.document, change);
  const document = moveFrozen(edited, moved);
  const last = history.past.at(-1);
  const continues = gesture !== undefined && gesture === history.gesture && last !== undefined;
  const past = continues
    ? [...history.past.slice(0, -1), { ...last, at, moved: thenMoved(last.moved, moved) }]
    : [...history.past, { label, document: history.document, at, moved }].slice(-MOST_STEPS);
  return { document, past, future: [], gesture: gesture ?? null };
}

export function undo(history: History): History {
  return jump(history, history.past.length - 1);
}

export function redo(history: History): History {
  return jump(history, history.past.length + 1);
}

/** Past documents, oldest first, the present one, and those that Redo would bring back. */
export function timelineOf({ past, document, future }: History): readonly ConvDocument[] {
  return [...past.map((step) => step.document), document, ...future.map((step) => step.document)];
}

/**
 * Where the layers went from one document of the timeline to another, later or earlier one; null where the timeline lacks
 * one of the two.
 */
export function movesBetween(history: History, from: ConvDocument, to: ConvDocument): Moved | null {
  const timeline = timelineOf(history);
  const [start, end] = [timeline.indexOf(from), timeline.indexOf(to)];
  if (start < 0 || end < 0) return null;
  const steps = [...history.past, ...history.future].map((step) => step.moved);
  return start <= end
    ? steps.slice(start, end).reduce(thenMoved, nothingMoved)
    : steps.slice(end, start).reverse().map(movedBack).reduce(thenMoved, nothingMoved);
}

/** To the document at that place of the timeline; the same history where there is none, or it is the present one. */
export function jump(history: History, position: number): History {
  const { past, future } = history;
  const timeline = timelineOf(history);
  const document = timeline[position];
  if (document === undefined || position === past.length) return history;
  return historyAt(timeline, [...past, ...future], position);
}

/** The history in which the step at `i` leads from document `i` to document `i` + 1, and `position` is the present one. */
export function historyAt(
  timeline: readonly ConvDocument[],
  steps: readonly Omit<Step, 'document'>[],
  position: number,
): History {
  const documentAt = (index: number): ConvDocument => {
    const document = timeline[index];
    if (document === undefined) throw new RangeError(`The history has no document ${index}.`);
    return document;
  };
  const step = (index: number, document: number): Step => {
    const { label = '', at = 0, moved = nothingMoved } = steps[index] ?? {};
    return { label, at, moved, document: documentAt(document) };
  };
  return {
    document: documentAt(position),
    past: Array.from({ length: position }, (_, i) => step(i, i)),
    future: Array.from({ length: timeline.length - 1 - position }, (_, i) =>
      step(position + i, position + i + 1),
    ),
    gesture: null,
  };
}

export function undoLabel(history: History): string | null {
  return history.past.at(-1)?.label ?? null;
}

export function redoLabel(history: History): string | null {
  return history.future[0]?.label ?? null;
}
