/**
 * Where flat ids went when layers were grouped, ungrouped or repeated: old path -> new path. A path stands for all that
 * lies below it, so `stage1[2]` moves `stage1[2]/conv1` too; what is not named stays.
 */
export type Moved = ReadonlyMap<string, string>;

/** A flat id, or a weight's key, by its new path: the longest part of it that moved says where to. */
export function moveId(moved: Moved, id: string): string {
  for (
    let end = id.length;
    end > 0;
    end = Math.max(id.lastIndexOf('/', end - 1), id.lastIndexOf('[', end - 1))
  ) {
    const to = moved.get(id.slice(0, end));
    if (to !== undefined) return to + id.slice(end);
  }
  return id;
}

/** One after the other. */
export function thenMoved(first: Moved, second: Moved): Moved {
  const back = new Map([...first].map(([from, to]) => [to, from]));
  return new Map([
    ...[...first].map(([from, to]) => [from, moveId(second, to)] as const),
    ...[...second].map(([from, to]) => [moveId(back, from), to] as const),
  ]);
}
