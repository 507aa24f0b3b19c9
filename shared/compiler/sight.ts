/**
 * What every position of a map sees of one axis of a network's input: a first and a last pixel. Most maps see alike
 * everywhere, moved on by so many pixels from one position to the next; behind layers that enlarge a picture a pattern of a
 * few positions repeats. So a map is a pattern and what repeats it, and is exact for every position, whatever its size.
 *
 * Padding counts as pixels of a picture that goes on, as it does where receptive fields are published: a map that repeats
 * goes on beyond its border. One that doesn't, within its own size, ends there.
 */
import type { Reading } from '../layers/define';
import { greatestCommonDivisor } from '../layers/support/common-divisor';
import type { Pair } from '../schema/fields';

/** Pixels, both ends included; those outside of the picture count on, from −1 down. */
export interface Interval {
  readonly first: number;
  readonly last: number;
}

export interface Sight {
  /** Flat id of the input layer, and which of its axes. */
  readonly input: string;
  readonly axis: 0 | 1;
  /** How many rows and columns of positions there are. */
  readonly places: Pair;
  /** After so many rows (or columns) of positions the pattern comes again; Infinity: never within the map. */
  readonly period: Pair;
  /** By so many pixels further on. */
  readonly advance: Pair;
  /** Pixels from one row (or column) to the next, on average. */
  readonly rate: Pair;
  /** Null where the position sees nothing. */
  at(row: number, column: number): Interval | null;
  /** Moves the ends apart until what the position sees lies between them. */
  widen(row: number, column: number, ends: Ends): void;
}

/** The first is beyond the last until something is seen. */
interface Ends {
  first: number;
  last: number;
}

type See = (row: number, column: number, ends: Ends) => void;
type Pattern = Omit<Sight, 'at' | 'widen'>;

function seenBy(see: See, row: number, column: number): Interval | null {
  const ends: Ends = { first: Infinity, last: -Infinity };
  see(row, column, ends);
  return ends.first > ends.last ? null : ends;
}

function widenTo(ends: Ends, first: number, last: number): void {
  if (first < ends.first) ends.first = first;
  if (last > ends.last) ends.last = last;
}

/** How many rows (or columns) differ; the others follow from them. */
const differing = ({ period, places }: Pattern, axis: 0 | 1): number => Math.min(period[axis], places[axis]);

/** How many positions `each` calls its function for. */
export const variety = (sight: Sight): number =>
  sight instanceof RegularSight ? 1 : differing(sight, 0) * differing(sight, 1);

/** Pixels that the position sees that sees most; 0 where none sees any. */
export function mostSeen(sight: Sight): number {
  if (sight instanceof RegularSight) return sight.last - sight.first + 1;
  let most = 0;
  each(sight, (first, last) => {
    most = Math.max(most, last - first + 1);
  });
  return most;
}

type Visit = (first: number, last: number, row: number, column: number) => void;

/** Calls the function for one of all positions that are alike, where it sees anything. */
export function each(sight: Sight, visit: Visit): void {
  const [rows, columns] = [differing(sight, 0), differing(sight, 1)];
  const ends: Ends = { first: Infinity, last: -Infinity };
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      sight.widen(row, column, ends);
      if (ends.first <= ends.last) visit(ends.first, ends.last, row, column);
      ends.first = Infinity;
      ends.last = -Infinity;
    }
}

/** Asks once for each position of the pattern. */
class PatternSight implements Sight {
  readonly input: string;
  readonly axis: 0 | 1;
  readonly places: Pair;
  readonly period: Pair;
  readonly advance: Pair;
  readonly rate: Pair;
  /** By row and column of the pattern. */
  private readonly known: (Interval | null)[] = [];
  private readonly see: See;

  constructor({ input, axis, places, period, advance, rate }: Pattern, see: See) {
    const [down, right] = [
      period[0] <= places[0] ? period[0] : Infinity,
      period[1] <= places[1] ? period[1] : Infinity,
    ];
    this.input = input;
    this.axis = axis;
    this.places = places;
    this.period = [down, right];
    this.advance = advance;
    this.rate = [
      down < Infinity ? advance[0] / down : rate[0],
      right < Infinity ? advance[1] / right : rate[1],
    ];
    this.see = see;
  }

  at(row: number, column: number): Interval | null {
    return seenBy((r, c, ends) => this.widen(r, c, ends), row, column);
  }

  widen(row: number, column: number, ends: Ends): void {
    const { places, period, advance } = this;
    const [down, right] = period;
    let [r, c, further] = [row, column, 0];
    if (down < Infinity) {
      const times = Math.floor(row / down);
      r -= times * down;
      further += times * advance[0];
    } else if (row < 0 || row >= places[0]) return;
    if (right < Infinity) {
      const times = Math.floor(column / right);
      c -= times * right;
      further += times * advance[1];
    } else if (column < 0 || column >= places[1]) return;
    const index = r * Math.min(right, places[1]) + c;
    let interval = this.known[index];
    if (interval === undefined) this.known[index] = interval = seenBy(this.see, r, c);
    if (interval !== null) widenTo(ends, interval.first + further, interval.last + further);
  }
}

const EVERY: Pair = [1, 1];

/** All positions see alike; `first` and `last`: of the first one. Nearly all maps are so, and this is fast. */
class RegularSight implements Sight {
  readonly period = EVERY;

  constructor(
    readonly input: string,
    readonly axis: 0 | 1,
    readonly places: Pair,
    readonly advance: Pair,
    readonly first: number,
    readonly last: number,
  ) {}

  get rate(): Pair {
    return this.advance;
  }

  at(row: number, column: number): Interval {
    const further = row * this.advance[0] + column * this.advance[1];
    return { first: this.first + further, last: this.last + further };
  }

  widen(row: number, column: number, ends: Ends): void {
    const further = row * this.advance[0] + column * this.advance[1];
    widenTo(ends, this.first + further, this.last + further);
  }
}

export const samePair = (a: Pair, b: Pair): boolean => a[0] === b[0] && a[1] === b[1];

/** What its first position sees, where all positions see alike; else null. */
function startOf(sight: Sight): Interval | null {
  if (sight instanceof RegularSight) return sight;
  return isRegular(sight) ? sight.at(0, 0) : null;
}

/** A network's input: each position sees itself. The end of a vector is its end. */
export function inputSight(input: string, axis: 0 | 1, shape: readonly number[]): Sight {
  const moves: Pair = axis === 0 ? [1, 0] : [0, 1];
  const places = placesOf(shape);
  if (shape.length === 3) return new RegularSight(input, axis, places, moves, 0, 0);
  return new PatternSight(
    { input, axis, places, period: [axis === 1 ? 1 : Infinity, 1], advance: moves, rate: moves },
    (row, column, ends) => {
      const at = axis === 0 ? row : column;
      widenTo(ends, at, at);
    },
  );
}

/** A vector is a column of positions. */
export const placesOf = (shape: readonly number[]): Pair => [
  shape[0] ?? 1,
  shape.length === 3 ? (shape[1] ?? 1) : 1,
];

/** Rows or columns that are read: so many, from the first on, each a step further. */
interface Taps {
  readonly first: number;
  readonly step: number;
  readonly count: number;
}

/** Null where the stretched input has only gaps there. */
export function tapsAt({ size, stride, dilation, stretch, start }: Reading, place: number): Taps | null {
  const from = stride * place + start;
  if (stretch === 1) return { first: from, step: dilation, count: size };
  const common = greatestCommonDivisor(dilation, stretch);
  // Between two taps that meet a pixel.
  const apart = stretch / common;
  let tap = 0;
  while (tap < apart && (from + dilation * tap) % stretch !== 0) tap += 1;
  if (tap === apart || tap >= size) return null;
  return {
    first: (from + dilation * tap) / stretch,
    step: dilation / common,
    count: Math.floor((size - 1 - tap) / apart) + 1,
  };
}

const hasGaps = (reading: Reading): boolean =>
  !(reading.dilation === 1 && reading.size >= reading.stretch) &&
  Array.from({ length: reading.stretch }, (_, place) => tapsAt(reading, place)).includes(null);

const isStill = ({ period, advance }: Sight, axis: 0 | 1): boolean =>
  period[axis] === 1 && advance[axis] === 0;
/** Whether all positions see alike, and move on alike. */
export const isRegular = ({ period }: Sight): boolean => period[0] === 1 && period[1] === 1;
const commonMultiple = (a: number, b: number): number => (a / greatestCommonDivisor(a, b)) * b;

/** After how many places along the reading's axis all is as before, but for so many pixels. */
function repetition(sight: Sight, axis: 0 | 1, reading: Reading): Pair {
  const { stride, stretch } = reading;
  const period = sight.period[axis];
  if (stride === 0 || (isStill(sight, axis) && !hasGaps(reading))) return [1, 0];
  if (period === Infinity) return [Infinity, 0];
  const places = (stretch * period) / greatestCommonDivisor(stride, stretch * period);
  return [places, ((stride * places) / (stretch * period)) * sight.advance[axis]];
}

/** What the output of a layer sees that reads its input so; `places`: of the output. */
export function through(sight: Sight, readings: readonly [Reading, Reading], places: Pair): Sight {
  const { input, axis: ofInput } = sight;
  const rows = readings[0];
  const columns = readings[1];
  const start = rows.stretch === 1 && columns.stretch === 1 ? startOf(sight) : null;
  if (start) {
    const down = sight.advance[0];
    const right = sight.advance[1];
    const further: [number, number] = [0, 0];
    further[rows.along] += rows.stride * down;
    further[columns.along] += columns.stride * right;
    const first = start.first + rows.start * down + columns.start * right;
    const beyond = rows.dilation * (rows.size - 1) * down + columns.dilation * (columns.size - 1) * right;
    const last = first + start.last - start.first + beyond;
    // Nearly all layers move on as what they read does, and memory counts where there are ten thousand of them.
    const advance = samePair(further, sight.advance) ? sight.advance : further;
    return new RegularSight(input, ofInput, places, advance, first, last);
  }
  const period: [number, number] = [1, 1];
  const advance: [number, number] = [0, 0];
  const rate: [number, number] = [0, 0];
  for (const axis of [0, 1] as const) {
    const reading = readings[axis];
    const { along } = reading;
    const [own, further] = repetition(sight, axis, reading);
    const both = period[along] + own === Infinity ? Infinity : commonMultiple(period[along], own);
    advance[along] = both === Infinity ? 0 : (advance[along] * both) / period[along] + (further * both) / own;
    period[along] = both;
    rate[along] += (sight.rate[axis] * reading.stride) / reading.stretch;
  }
  const [alikeRows, alikeColumns] = [tapsAlike(sight, 0), tapsAlike(sight, 1)];
  return new PatternSight({ input, axis: ofInput, places, period, advance, rate }, (row, column, ends) => {
    const above = tapsAt(rows, rows.along === 0 ? row : column);
    const beside = tapsAt(columns, columns.along === 0 ? row : column);
    if (above === null || beside === null) return;
    for (let r = 0; r < above.count; r = tapAfter(r, above.count, alikeRows))
      for (let c = 0; c < beside.count; c = tapAfter(c, beside.count, alikeColumns))
        sight.widen(above.first + above.step * r, beside.first + beside.step * c, ends);
  });
}

/** After how many taps they see as those before, moved on; 0: all see the same. */
const tapsAlike = (sight: Sight, axis: 0 | 1): number => (isStill(sight, axis) ? 0 : sight.period[axis]);

/** Of taps that see alike the first sees the first pixel and the last the last: no others need to be asked. */
function tapAfter(tap: number, count: number, alike: number): number {
  if (alike === 0) return count;
  return tap + 1 === alike && count > 2 * alike ? count - alike : tap + 1;
}

/** Of paths that all see alike everywhere, and move on alike: the one that sees what the others see, too, or a new one. */
function hullOfRegular(paths: readonly [Sight, ...Sight[]]): Sight | null {
  const { advance } = paths[0];
  const ends: Ends = { first: Infinity, last: -Infinity };
  for (const sight of paths) {
    const start = samePair(sight.advance, advance) ? startOf(sight) : null;
    if (start === null) return null;
    widenTo(ends, start.first, start.last);
  }
  for (const sight of paths)
    if (sight instanceof RegularSight && sight.first === ends.first && sight.last === ends.last) return sight;
  const { input, axis, places } = paths[0];
  return new RegularSight(input, axis, places, advance, ends.first, ends.last);
}

/** What is seen by several paths, one at least, from the same axis of the same input. */
export function joined(paths: readonly [Sight, ...Sight[]]): Sight {
  const hullOfAll = hullOfRegular(paths);
  if (hullOfAll) return hullOfAll;
  const [first, ...others] = new Set(paths);
  if (!first || others.length === 0) return paths[0];
  const hull: See = (row, column, ends) => {
    first.widen(row, column, ends);
    for (const sight of others) sight.widen(row, column, ends);
  };
  const period: [number, number] = [...first.period];
  const advance: [number, number] = [...first.advance];
  const rate: [number, number] = [...first.rate];
  for (const sight of others)
    for (const axis of [0, 1] as const) {
      rate[axis] = Math.max(rate[axis], sight.rate[axis]);
      const evenly = advance[axis] * sight.period[axis] === sight.advance[axis] * period[axis];
      const multiple =
        evenly && period[axis] + sight.period[axis] < Infinity
          ? commonMultiple(period[axis], sight.period[axis])
          : Infinity;
      const both = multiple <= first.places[axis] ? multiple : Infinity;
      advance[axis] = both === Infinity ? 0 : (advance[axis] * both) / period[axis];
      period[axis] = both;
    }
  const { input, axis, places } = first;
  return new PatternSight({ input, axis, places, period, advance, rate }, hull);
}

/** What the numbers of a map see that come in the same order in another shape, each made from the run that it lies in. */
export function regrouped(sight: Sight, run: number, from: readonly number[], to: readonly number[]): Sight {
  const [width, within] = [placesOf(from)[1], from[2] ?? 1];
  const [newWidth, newWithin] = [placesOf(to)[1], to[2] ?? 1];
  const { input, axis, rate } = sight;
  const places = placesOf(to);
  const period = [Infinity, Infinity] as const;
  const byFirst = new Map<number, Ends>();
  return new PatternSight({ input, axis, places, period, advance: [0, 0], rate }, (row, column, ends) => {
    const number = (row * newWidth + column) * newWithin;
    const first = Math.floor(number / run) * run;
    const last = Math.floor((number + newWithin - 1) / run) * run + run - 1;
    let hull = byFirst.get(first);
    if (hull === undefined) {
      hull = { first: Infinity, last: -Infinity };
      for (let place = Math.floor(first / within); place <= Math.floor(last / within); place += 1)
        sight.widen(Math.floor(place / width), place % width, hull);
      byFirst.set(first, hull);
    }
    widenTo(ends, hull.first, hull.last);
  });
}
