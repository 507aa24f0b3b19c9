/** What many values are like: the kernels reduce them to a few numbers for each piece, which are added up here. */
import { HISTOGRAM_BINS, type Spread, type Statistics } from '../executor';
import type { Machine } from './host';
import { Opcode } from './opcodes';
import { lastOf, type Planner } from './planner';
import type { Block } from './schedule';

const EXTENT_BYTES = 32;
/** Values of a piece, and pieces, at most. */
const PIECE = 4096;
const PIECES = 64;

export interface PlannedSpread<Place> {
  readonly extents: Place;
  readonly counts: Place;
  readonly pieces: number;
  /** Of how many values. */
  readonly count: number;
  /** Which channels are 0 everywhere; null where nobody asked. */
  readonly dead: { readonly flags: Place; readonly channels: number } | null;
}

/** Emits what counts the values of a block as they are when it runs. */
export function planSpread(
  planner: Pick<Planner, 'block' | 'emit'>,
  from: Block,
  count: number,
  shape: readonly number[] | null,
): PlannedSpread<Block> {
  const pieces = Math.min(PIECES, Math.ceil(count / PIECE));
  const extents = planner.block((pieces * EXTENT_BYTES) / 4);
  const counts = planner.block(pieces * HISTOGRAM_BINS);
  planner.emit(Opcode.Extent, { From: from, Extents: extents, Count: count, Pieces: pieces });
  planner.emit(Opcode.Histogram, {
    From: from,
    Extents: extents,
    Counts: counts,
    Count: count,
    Pieces: pieces,
    Bins: HISTOGRAM_BINS,
  });
  if (!shape) return { extents, counts, pieces, count, dead: null };
  const channels = lastOf(shape);
  const flags = planner.block(channels);
  planner.emit(Opcode.DeadChannels, { From: from, To: flags, Rows: count / channels, Columns: channels });
  return { extents, counts, pieces, count, dead: { flags, channels } };
}

export const blocksOf = ({ extents, counts, dead }: PlannedSpread<Block>): readonly Block[] =>
  dead ? [extents, counts, dead.flags] : [extents, counts];

export const placeSpread = (
  { extents, counts, dead, ...rest }: PlannedSpread<Block>,
  addressOf: (block: Block) => number,
): PlannedSpread<number> => ({
  ...rest,
  extents: addressOf(extents),
  counts: addressOf(counts),
  dead: dead && { flags: addressOf(dead.flags), channels: dead.channels },
});

function readSpread(machine: Machine, { extents, counts, pieces, count }: PlannedSpread<number>): Spread {
  let [squares, sum, least, most, finite] = [0, 0, Infinity, -Infinity, 0];
  const bins = machine.words(counts, pieces * HISTOGRAM_BINS);
  const histogram = new Array<number>(HISTOGRAM_BINS).fill(0);
  for (let piece = 0; piece < pieces; piece += 1) {
    const place = extents + piece * EXTENT_BYTES;
    const [pieceSquares = 0, pieceSum = 0] = machine.doubles(place, 2);
    const [pieceLeast = 0, pieceMost = 0] = machine.floats(place + 16, 2);
    squares += pieceSquares;
    sum += pieceSum;
    least = Math.min(least, pieceLeast);
    most = Math.max(most, pieceMost);
    finite += machine.words(place + 24, 1)[0] ?? 0;
    for (let bin = 0; bin < HISTOGRAM_BINS; bin += 1)
      histogram[bin] = (histogram[bin] ?? 0) + (bins[piece * HISTOGRAM_BINS + bin] ?? 0);
  }
  return {
    count,
    notFinite: count - finite,
    norm: Math.sqrt(squares),
    mean: finite > 0 ? sum / finite : 0,
    least: finite > 0 ? least : 0,
    most: finite > 0 ? most : 0,
    histogram,
  };
}

/** 0 to 1. */
function readDeadShare(machine: Machine, { dead }: PlannedSpread<number>): number {
  if (!dead) return 0;
  return machine.floats(dead.flags, dead.channels).reduce((sum, flag) => sum + flag, 0) / dead.channels;
}

/** By layer id, and by weight key. */
export type PlannedStatistics = Readonly<
  Record<'activations' | 'weights' | 'gradients', ReadonlyMap<string, PlannedSpread<number>>>
>;

export function readStatistics(
  machine: Machine,
  { activations, weights, gradients }: PlannedStatistics,
): Pick<Statistics, 'weights' | 'activations'> {
  return {
    weights: Object.fromEntries(
      [...weights].map(([key, found]) => {
        const gradient = gradients.get(key);
        const values = readSpread(machine, found);
        return [key, { values, gradient: gradient ? readSpread(machine, gradient) : null }];
      }),
    ),
    activations: Object.fromEntries(
      [...activations].map(([id, found]) => [
        id,
        { ...readSpread(machine, found), dead: readDeadShare(machine, found) },
      ]),
    ),
  };
}
