/** Where the parts of a network stand: from left to right in the order of execution, branches in lanes, rows where it is long. */
import type { Caption } from './caption';
import { groupBy } from './group-by';
import type { Part, PartEdge, Parts } from './part';
import { placeColumns } from './volume-columns';
import { lanesOf, ranksOf } from './volume-ranks';
import type { PartSize } from './volume-sizes';

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
const LANE_GAP = 26;
const ROW_GAP = 30;
const SKIP_STEP = 11;
/** A row that would be wider goes on below: at the breadth of a page its text would be too small to read. */
const WIDEST = 980;

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
    return size
      ? [
          {
            part,
            size,
            caption: captionOf(part),
            rank: ranks.get(part.id) ?? 0,
            lane: lanes.get(part.id) ?? 0,
          },
        ]
      : [];
  });
  const laneOf = (id: string): number => lanes.get(id) ?? 0;
  const rankOf = (id: string): number => ranks.get(id) ?? 0;
  // Of the first lane: how many stand before each rank.
  const before: number[] = [0];
  for (const { lane, rank } of items) if (lane === 0) before[rank + 1] = (before[rank + 1] ?? 0) + 1;
  for (let rank = 0; rank < before.length; rank += 1)
    before[rank] = (before[rank] ?? 0) + (before[rank - 1] ?? 0);
  const passesOthers = ({ from, to }: PartEdge): boolean =>
    (before[rankOf(to)] ?? 0) > (before[rankOf(from) + 1] ?? 0);
  const skipping = network.edges.filter(
    (edge) =>
      laneOf(edge.from) === 0 &&
      laneOf(edge.to) === 0 &&
      rankOf(edge.to) > rankOf(edge.from) + 1 &&
      passesOthers(edge),
  );
  /** Skips that lie over others stand higher. */
  const heights = new Map<PartEdge, number>();
  for (const edge of [...skipping].sort(
    (a, b) => rankOf(a.to) - rankOf(a.from) - (rankOf(b.to) - rankOf(b.from)),
  )) {
    const below = [...heights].filter(
      ([other]) => rankOf(other.from) < rankOf(edge.to) && rankOf(edge.from) < rankOf(other.to),
    );
    heights.set(edge, Math.max(-1, ...below.map(([, level]) => level)) + 1);
  }

  const byRank = [...groupBy(items, ({ rank }) => rank)]
    .sort(([a], [b]) => a - b)
    .map(([, column]) => column);

  // ---- Across: one row first, to see how long it is.
  const starts = new Set<number>();
  const rowAt = (rank: number): number => [...starts].filter((start) => start <= rank).length;
  const across = { edges: network.edges, between, leveled: levels !== null, row: rowAt };
  let columns = placeColumns(byRank, across);
  const length = Math.max(0, ...columns.values());
  const rows =
    wrap && levels === null && length > WIDEST * 1.18
      ? Math.min(byRank.length, Math.ceil(length / WIDEST))
      : 1;
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
    columns = placeColumns(byRank, across);
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
        ...members.map(
          ({ size, caption }) =>
            axis + size.height / 2 + (caption.lines.length > 0 ? 4 + LINE * caption.lines.length : 0),
        ),
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
