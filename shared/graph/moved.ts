/**
 * Where flat ids went when layers were grouped, ungrouped or repeated: old path -> new path. A path stands for all that
 * lies below it, so `stage1[2]` moves `stage1[2]/conv1` too; what is not named stays. Where two paths lead to the same
 * place, the later one in the map's order went there last, after what had been there was removed.
 */
export type Moved = ReadonlyMap<string, string>;

export const nothingMoved: Moved = new Map();

/** The longest part of a flat id, or of a weight's key, that moved; null where it stays. */
export function movedPart(moved: Moved, id: string): string | null {
  for (
    let end = id.length;
    end > 0;
    end = Math.max(id.lastIndexOf('/', end - 1), id.lastIndexOf('[', end - 1))
  ) {
    const part = id.slice(0, end);
    if (moved.has(part)) return part;
  }
  return null;
}

/** A flat id, or a weight's key, by its new path. */
export function moveId(moved: Moved, id: string): string {
  const part = movedPart(moved, id);
  const to = part === null ? undefined : moved.get(part);
  return part === null || to === undefined ? id : to + id.slice(part.length);
}

/**
 * One after the other. An id that became free in between may have been given to a new layer: where that one went is not
 * said of the layer that had the id before.
 */
export function thenMoved(first: Moved, second: Moved): Moved {
  if (first.size === 0) return second;
  if (second.size === 0) return first;
  const stayed: [string, string][] = [];
  const went: [string, string][] = [];
  for (const [from, to] of first) {
    const next = moveId(second, to);
    (next === to ? stayed : went).push([from, next]);
  }
  const both = new Map([...stayed, ...went]);
  const back = movedBack(first);
  for (const [from, to] of second) {
    const before = moveId(back, from);
    if (moveId(first, before) !== from) continue;
    both.delete(before);
    both.set(before, to);
  }
  return both;
}

/** The way back, as Undo goes it. */
export function movedBack(moved: Moved): Moved {
  return moved.size === 0 ? moved : new Map([...moved].map(([from, to]) => [to, from]));
}
