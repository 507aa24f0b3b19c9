/** How far to the right each part stands: neither parts nor what is written below them may touch. */
import type { Part, Parts } from './part';
import type { Caption } from './caption';
import type { PartSize } from './volume-sizes';

export interface Item {
  readonly part: Part;
  readonly size: PartSize;
  readonly caption: Caption;
  readonly rank: number;
  readonly lane: number;
}

const LABEL_GAP = 9;
/** Room for a wire from one lane to another. */
const LANE_CHANGE = 34;

const gapAfter = (before: Part, part: Part): number => {
  if (before.kind === 'join' || part.kind === 'join') return 16;
  if (part.kind === 'vector' && before.kind === 'vector') return 30;
  return part.window !== null || part.kind === 'vector' ? 24 : 20;
};

/** The last that was placed in a lane, and how far right it and its writing reach. */
interface Last {
  readonly item: Item;
  readonly x: number;
  readonly right: number;
  readonly label: number;
  readonly operation: number;
}

export interface ColumnOptions {
  readonly edges: Parts['edges'];
  readonly between: boolean;
  /** Its sizes stand below one another, as a U. */
  readonly leveled: boolean;
  /** In which row a rank stands; each begins at the left. */
  readonly row: (rank: number) => number;
}

/** The middle of each rank. */
export function placeColumns(
  columns: readonly (readonly Item[])[],
  { edges, between, leveled, row }: ColumnOptions,
): ReadonlyMap<number, number> {
  const byId = new Map(columns.flat().map((item) => [item.part.id, item]));
  const xs = new Map<number, number>();
  let current = 0;
  let last = new Map<number, Last>();
  let before = -Infinity;

  const startOf = ({ part, size, caption, lane }: Item): number => {
    const own = last.get(lane);
    const feeding = edges.flatMap(({ from, to }) => (to === part.id ? (byId.get(from)?.lane ?? []) : []));
    const beside = feeding.flatMap((each) => (each === lane ? [] : (last.get(each) ?? [])));
    const edge = Math.max(
      0,
      ...beside.map(({ right }) => right + LANE_CHANGE),
      ...(own ? [own.right + gapAfter(own.item.part, part)] : []),
      // What is written below a small one must not run into the next, which reaches lower.
      ...(own && size.height > own.item.size.height ? [own.label + LABEL_GAP] : []),
    );
    // Nor what is written below this one into the front of the last.
    const front = own && own.item.size.height > size.height ? own.right - own.item.size.dx + 3 : -Infinity;
    const label = Math.max(own ? own.label + LABEL_GAP : 0, front) + caption.width / 2;
    // What stands between has its middle half way from the part before.
    const room = (own?.operation ?? -LABEL_GAP) + LABEL_GAP + caption.operationWidth / 2;
    const operation = caption.operationWidth === 0 ? 0 : between && own ? 2 * room - own.x : room;
    return Math.max(edge + size.width / 2, label, operation);
  };

  /** In a U, what has another size stands right below or above what it reads. */
  const belowOf = ({ part, lane, rank }: Item): readonly number[] => {
    const source = edges.find(({ from, to }) => to === part.id && byId.get(from)?.rank === rank - 1)?.from;
    const changes = leveled && source !== undefined && byId.get(source)?.lane !== lane;
    return changes ? [xs.get(rank - 1) ?? 0] : [];
  };

  columns.forEach((column, rank) => {
    if (row(rank) !== current) {
      current = row(rank);
      last = new Map();
      before = -Infinity;
    }
    const [below] = column.flatMap(belowOf);
    const x = below ?? Math.max(before + 8, ...column.map(startOf));
    xs.set(rank, x);
    before = x;
    for (const item of column) {
      const { size, caption, lane } = item;
      const own = last.get(lane);
      const middle = between && own ? (own.x + x) / 2 : x;
      const silent = caption.operationWidth === 0;
      last.set(lane, {
        item,
        x,
        right: x + size.width / 2,
        label: x + caption.width / 2,
        operation: silent ? (own?.operation ?? -LABEL_GAP) : middle + caption.operationWidth / 2,
      });
    }
  });
  return xs;
}
