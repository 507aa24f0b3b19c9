/** Weights go where their layers went. */
import type { ConvDocument } from '../graph/document';
import { type History, movesBetween, timelineOf } from '../graph/history';
import { type Moved, movedPart, moveId, nothingMoved, thenMoved } from '../graph/moved';

/**
 * Weights by the keys that their layers have now. Where two would have the same key, that of the layer that came there
 * last has it: it could only come there once the other's layer was gone. So a weight that moved has it before one that
 * stayed, and of two that moved the one that moved later.
 */
export function carry<T>(weights: ReadonlyMap<string, T>, moved: Moved): ReadonlyMap<string, T> {
  if (moved.size === 0) return weights;
  const order = new Map([...moved.keys()].map((part, index) => [part, index]));
  const cameThere = (key: string): number => order.get(movedPart(moved, key) ?? '') ?? -1;
  const entries = [...weights].map(([key, value]) => ({ key, value, came: cameThere(key) }));
  return new Map(
    entries.sort((a, b) => a.came - b.came).map(({ key, value }) => [moveId(moved, key), value]),
  );
}

/** How far the layers that something was trained on were followed: to a document of the history, and where they are there. */
export interface Followed {
  readonly document: ConvDocument;
  readonly moved: Moved;
}

/** Where the layers are in the history's present document; as they were last seen where it does not reach back to them. */
export function movedNow({ document, moved }: Followed, history: History): Moved {
  return thenMoved(moved, movesBetween(history, document, history.document) ?? nothingMoved);
}

/**
 * Followed to a document that both histories have, where the one that it was followed to is no longer in the later one:
 * an edit after Undo takes away what Redo would have brought, a gesture its own beginnings, and a long history its oldest.
 */
export function follow(followed: Followed, before: History, after: History): Followed {
  const kept = new Set(timelineOf(after));
  if (kept.has(followed.document)) return followed;
  const common = [...before.past.map((step) => step.document), before.document].findLast((document) =>
    kept.has(document),
  );
  const moves = common && movesBetween(before, followed.document, common);
  return common && moves ? { document: common, moved: thenMoved(followed.moved, moves) } : followed;
}
