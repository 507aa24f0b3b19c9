/** Which part follows which, and what stands beside what. */
import { groupBy } from './group-by';
import type { Parts } from './part';

/** The place of each part in execution order: one behind the last that it reads. */
export function ranksOf({ parts, edges }: Parts): ReadonlyMap<string, number> {
  const into = groupBy(edges, ({ to }) => to);
  const ranks = new Map<string, number>();
  for (const { id } of parts) {
    const before = (into.get(id) ?? []).reduce((most, { from }) => Math.max(most, ranks.get(from) ?? -1), -1);
    ranks.set(id, before + 1);
  }
  return ranks;
}

/** The longest way first, then the longest that is left beside it, each on the first lane that is free there. */
export function lanesOf(
  { parts, edges }: Parts,
  ranks: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const into = groupBy(edges, ({ to }) => to);
  const outOf = groupBy(edges, ({ from }) => from);
  const lanes = new Map<string, number>();
  const taken: { readonly from: number; readonly to: number }[][] = [];
  while (lanes.size < parts.length) {
    const length = new Map<string, number>();
    const before = new Map<string, string>();
    let last: string | undefined;
    for (const { id } of parts) {
      if (lanes.has(id)) continue;
      let best = 0;
      for (const { from } of into.get(id) ?? []) {
        const there = length.get(from) ?? 0;
        if (there <= best) continue;
        best = there;
        before.set(id, from);
      }
      length.set(id, best + 1);
      if (last === undefined || best + 1 > (length.get(last) ?? 0)) last = id;
    }
    if (last === undefined) break;
    const way: string[] = [];
    for (let at: string | undefined = last; at !== undefined; at = before.get(at)) way.push(at);
    way.reverse();
    const rankOf = (id: string): number => ranks.get(id) ?? 0;
    const sources = (into.get(way[0] ?? '') ?? []).map(({ from }) => rankOf(from) + 1);
    const readers = (outOf.get(last) ?? []).map(({ to }) => rankOf(to) - 1);
    const from = Math.min(rankOf(way[0] ?? ''), ...sources);
    const to = Math.max(rankOf(last), ...readers);
    let lane = 0;
    while (taken[lane]?.some((other) => other.from <= to && from <= other.to)) lane += 1;
    (taken[lane] ??= []).push({ from, to });
    for (const id of way) lanes.set(id, lane);
  }
  return lanes;
}

/**
 * A lane for each size of picture, where a network makes pictures smaller and larger again and joins those of one size:
 * it then stands as a U, as in U-Net's figure. Null for all others.
 */
export function levelsOf({ parts, edges }: Parts): ReadonlyMap<string, number> | null {
  const ranks = ranksOf({ parts, edges });
  const rankOf = (id: string): number => ranks.get(id) ?? 0;
  const heights = parts.map(({ shape }) => (shape?.length === 3 ? shape[0] : null));
  const all = new Set(parts.map(({ id }) => rankOf(id)));
  if (all.size < parts.length || heights.some((height) => height === null || height === undefined))
    return null;
  const heightAt = new Map(parts.map(({ id }, i) => [rankOf(id), heights[i] ?? 0]));
  const skips = edges.filter(({ from, to }) => rankOf(to) > rankOf(from) + 1);
  const bridges = skips.every(({ from, to }) => {
    const between = [...heightAt].filter(([rank]) => rank > rankOf(from) && rank < rankOf(to));
    const height = heightAt.get(rankOf(from)) ?? 0;
    return height === heightAt.get(rankOf(to)) && between.some(([, other]) => other < height);
  });
  if (skips.length < 2 || !bridges) return null;
  const sorted = [...new Set(heightAt.values())].sort((a, b) => b - a);
  return new Map(parts.map(({ id }) => [id, sorted.indexOf(heightAt.get(rankOf(id)) ?? 0)]));
}
