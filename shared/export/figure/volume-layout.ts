/** Where the parts of a network stand: from left to right in the order of execution, branches in lanes, rows where it is long. */
import { groupBy } from './group-by';
import type { Part, PartEdge, Parts } from './part';
import type { PartSize } from './volume-sizes';

/** What is written below a part. */
export interface Caption {
  readonly lines: readonly { readonly text: string; readonly strong: boolean }[];
  readonly width: number;
  readonly operationWidth: number;
  readonly operationLines: number;
}

export interface Placed {
  readonly part: Part;
  readonly size: PartSize;
  readonly caption: Caption;
  readonly rank: number;
  readonly lane: number;
  readonly row: number;
  /** The middle of what it covers. */
  readonly x: number;
  readonly y: number;
  /** The middle of what makes it, below. */
  readonly operationX: number;
  readonly operationY: number;
}

export interface VolumeLayout {
  readonly placed: readonly Placed[];
  /** Over the top of the first lane, each on a level of its own. */
  readonly skips: readonly { readonly edge: PartEdge; readonly y: number }[];
}

export const LINE = 12;
const LABEL_GAP = 9;
const LANE_GAP = 26;
const ROW_GAP = 30;
const SKIP_STEP = 11;
/** A row that would be wider goes on below: at the breadth of a page its text would be too small to read. */
const WIDEST = 980;

const gapAfter = (before: Part, part: Part): number => {
  if (before.kind === 'join' || part.kind === 'join') return 16;
  if (part.kind === 'vector' && before.kind === 'vector') return 30;
  return part.window !== null || part.kind === 'vector' ? 24 : 20;
};

/** The place of each part in execution order: one behind the last that it reads. */
function ranksOf({ parts, edges }: Parts): ReadonlyMap<string, number> {
  const into = groupBy(edges, ({ to }) => to);
  const ranks = new Map<string, number>();
  for (const { id } of parts) {
    const before = (into.get(id) ?? []).map(({ from }) => ranks.get(from) ?? -1);
    ranks.set(id, Math.max(-1, ...before) + 1);
  }
  return ranks;
}

/** The longest way first, then the longest that is left beside it, each on the first lane that is free there. */
function lanesOf({ parts, edges }: Parts, ranks: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const into = groupBy(edges, ({ to }) => to);
  const outOf = groupBy(edges, ({ from }) => from);
  const lanes = new Map<string, number>();
  const taken: { readonly lane: number; readonly from: number; readonly to: number }[] = [];
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
    for (let at: string | undefined = last; at !== undefined; at = before.get(at)) way.unshift(at);
    const rankOf = (id: string): number => ranks.get(id) ?? 0;
    const sources = (into.get(way[0] ?? '') ?? []).map(({ from }) => rankOf(from) + 1);
    const readers = (outOf.get(last) ?? []).map(({ to }) => rankOf(to) - 1);
    const from = Math.min(rankOf(way[0] ?? ''), ...sources);
    const to = Math.max(rankOf(last), ...readers);
    let lane = 0;
    while (taken.some((other) => other.lane === lane && other.from <= to && from <= other.to)) lane += 1;
    taken.push({ lane, from, to });
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
  if (all.size < parts.length || heights.some((height) => height === null || height === undefined)) return null;
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

export interface LayoutOptions {
  readonly captionOf: (part: Part) => Caption;
  /** Rows that are too wide go on below. */
  readonly wrap: boolean;
  /** What makes a part stands between it and what it reads, as in LeNet-5's figure, and not below it. */
  readonly between: boolean;
  /** From `levelsOf`: it stands as a U. */
  readonly levels: ReadonlyMap<string, number> | null;
}

export function layOut(
  network: Parts,
  sizes: ReadonlyMap<string, PartSize>,
  { captionOf, wrap, between, levels }: LayoutOptions,
): VolumeLayout {
  const ranks = ranksOf(network);
  const lanes = levels ?? lanesOf(network, ranks);
  const items = network.parts.flatMap((part) => {
    const size = sizes.get(part.id);
    return size ? [{ part, size, caption: captionOf(part), rank: ranks.get(part.id) ?? 0, lane: lanes.get(part.id) ?? 0 }] : [];
  });
  const laneOf = (id: string): number => lanes.get(id) ?? 0;
  const rankOf = (id: string): number => ranks.get(id) ?? 0;
  const occupied = new Set(items.map(({ lane, rank }) => `${lane}:${rank}`));
  const passesOthers = ({ from, to }: PartEdge): boolean => {
    for (let rank = rankOf(from) + 1; rank < rankOf(to); rank += 1) {
      if (occupied.has(`${laneOf(from)}:${rank}`)) return true;
    }
    return false;
  };
  const skipping = network.edges.filter(
    (edge) => laneOf(edge.from) === 0 && laneOf(edge.to) === 0 && rankOf(edge.to) > rankOf(edge.from) + 1 && passesOthers(edge),
  );
  /** Skips that lie over others stand higher. */
  const heights = new Map<PartEdge, number>();
  for (const edge of [...skipping].sort((a, b) => rankOf(a.to) - rankOf(a.from) - (rankOf(b.to) - rankOf(b.from)))) {
    const below = [...heights].filter(([other]) => rankOf(other.from) < rankOf(edge.to) && rankOf(edge.from) < rankOf(other.to));
    heights.set(edge, Math.max(-1, ...below.map(([, level]) => level)) + 1);
  }

  const byRank = [...groupBy(items, ({ rank }) => rank)].sort(([a], [b]) => a - b).map(([, column]) => column);

  // ---- Across: one row first, to see how long it is.
  const starts = new Set<number>();
  const rowAt = (rank: number): number => [...starts].filter((start) => start <= rank).length;
  let columns = placeColumns(byRank, rowAt);
  const length = Math.max(0, ...columns.values());
  const rows = wrap && levels === null && length > WIDEST * 1.18 ? Math.ceil(length / WIDEST) : 1;
  if (rows > 1) {
    // Only where nothing but one wire crosses, and near to where a row would be full.
    const share = length / rows;
    const breaks = byRank.flatMap((_, rank) => {
      const crossing = network.edges.filter(({ from, to }) => rankOf(from) < rank && rankOf(to) >= rank);
      return rank > 0 && crossing.length === 1 ? [rank] : [];
    });
    for (let row = 1; row < rows; row += 1) {
      const off = (rank: number): number => Math.abs((columns.get(rank) ?? 0) - share * row);
      const [best] = breaks.filter((rank) => off(rank) < share * 0.3).sort((a, b) => off(a) - off(b));
      if (best !== undefined) starts.add(best);
    }
    columns = placeColumns(byRank, rowAt);
  }

  function placeColumns(all: readonly (readonly (typeof items)[number][])[], row: (rank: number) => number): Map<number, number> {
    const xs = new Map<number, number>();
    let current = 0;
    let last = new Map<number, { part: Part; x: number; right: number; label: number; operation: number }>();
    let before = -Infinity;
    all.forEach((column, rank) => {
      if (row(rank) !== current) {
        current = row(rank);
        last = new Map();
        before = -Infinity;
      }
      const starts = column.map(({ part, size, caption, lane }) => {
        const own = last.get(lane);
        const feeding = network.edges.filter(({ to }) => to === part.id).map(({ from }) => laneOf(from));
        const sides = feeding.flatMap((each) => (each === lane ? [] : (last.get(each) ?? [])));
        const clear = Math.max(
          ...(own ? [own.right + gapAfter(own.part, part)] : []),
          ...sides.map(({ right }) => right + 34),
          0,
        );
        const label = own ? own.label + LABEL_GAP + caption.width / 2 : caption.width / 2;
        // What stands between has its middle half way from the part before.
        const room = (own?.operation ?? -LABEL_GAP) + LABEL_GAP + caption.operationWidth / 2;
        const operation = caption.operationWidth === 0 ? 0 : between && own ? 2 * room - own.x : room;
        return Math.max(clear + size.width / 2, label, operation);
      });
      const [below] = column.flatMap(({ part, lane }) => {
        const source = network.edges.find(({ from, to }) => to === part.id && rankOf(from) === rank - 1)?.from;
        return levels !== null && source !== undefined && laneOf(source) !== lane ? [xs.get(rank - 1) ?? 0] : [];
      });
      const x = below ?? Math.max(before + 8, ...starts);
      xs.set(rank, x);
      before = x;
      for (const { part, size, caption, lane } of column) {
        const own = last.get(lane);
        const middle = between && own ? (own.x + x) / 2 : x;
        last.set(lane, {
          part,
          x,
          right: x + size.width / 2,
          label: x + caption.width / 2,
          operation:
            caption.operationWidth === 0
              ? (own?.operation ?? -LABEL_GAP)
              : middle + caption.operationWidth / 2,
        });
      }
    });
    return xs;
  }

  // ---- Down: rows, lanes in them, and the captions of each lane.
  const placed: Placed[] = [];
  const skips: { edge: PartEdge; y: number }[] = [];
  let top = 0;
  for (let row = 0; row <= starts.size; row += 1) {
    const own = items.filter(({ rank }) => rowAt(rank) === row);
    const over = [...heights].filter(([{ from }]) => rowAt(rankOf(from)) === row);
    const highest = Math.max(-1, ...over.map(([, level]) => level));
    const linked = own.some(({ part }) => part.shortcuts.some((shortcut) => shortcut !== null));
    let y = top + (highest < 0 ? 0 : 14 + SKIP_STEP * highest) + (linked ? 22 : 0);
    for (const [edge, level] of over) skips.push({ edge, y: y - 14 - SKIP_STEP * level });
    for (const [lane, members] of [...groupBy(own, (item) => item.lane)].sort(([a], [b]) => a - b)) {
      const reach = Math.max(...members.map(({ size }) => size.height / 2));
      const axis = y + reach;
      const captions = Math.max(
        ...members.map(({ size, caption }) => axis + size.height / 2 + (caption.lines.length > 0 ? 4 + LINE * caption.lines.length : 0)),
      );
      const operations = Math.max(...members.map(({ caption }) => caption.operationLines));
      let previous: number | null = null;
      for (const item of [...members].sort((a, b) => a.rank - b.rank)) {
        const x = columns.get(item.rank) ?? 0;
        placed.push({
          ...item,
          row,
          x,
          y: axis,
          operationX: between && previous !== null && lane === 0 ? (previous + x) / 2 : x,
          operationY: captions + 9,
        });
        previous = x;
      }
      y = captions + (operations > 0 ? 9 + LINE * operations : 0) + LANE_GAP;
    }
    top = y - LANE_GAP + ROW_GAP;
  }
  return { placed, skips };
}

