/** The wires by which cards are laid out: those that say where a card belongs, few enough for elk. */
import { EditError } from '../graph/edit-error';
import { largest, smallest } from '../layers/support/extremes';
import { count } from '../layers/support/words';

export interface CardWire {
  readonly from: string;
  readonly to: string;
}

/**
 * Elk puts a place into every row that a wire passes, and its time grows with their square: 600 take it a second or two,
 * 13,000 (44 cards, each joined to all after it) six minutes.
 */
const MOST_PASSED = 600;

/**
 * One wire between two cards, and of those that pass many rows as many as elk can follow: a way of several wires from the
 * one card to the other puts them in the same order. The longest are left out first. Throws `EditError` where too many
 * are left that nothing else stands for.
 */
export function wiresToPlaceBy(given: readonly CardWire[]): readonly CardWire[] {
  const wires = [...new Map(given.map((wire) => [`${wire.from} ${wire.to}`, wire])).values()];
  const rows = rowsOf(wires);
  const passed = ({ from, to }: CardWire): number =>
    Math.max(0, Math.abs((rows.get(to) ?? 0) - (rows.get(from) ?? 0)) - 1);
  let total = wires.reduce((sum, wire) => sum + passed(wire), 0);
  if (total <= MOST_PASSED) return wires;
  const after = targetsOf(wires);
  const left = new Set(wires);
  for (const wire of wires.toSorted((a, b) => passed(b) - passed(a))) {
    if (total <= MOST_PASSED) break;
    if (!hasOtherWay(wire, after, rows)) continue;
    left.delete(wire);
    total -= passed(wire);
  }
  if (total > MOST_PASSED) {
    throw new EditError(
      `The connections pass ${count(total)} rows of others, which are too many to be tidied up at once: ` +
        'make blocks of what belongs together, or select a part of the network and tidy that up.',
    );
  }
  return wires.filter((wire) => left.has(wire));
}

/** How many cards stand side by side at most. */
export function widestRow(wires: readonly CardWire[]): number {
  const inRow = new Map<number, number>();
  for (const row of rowsOf(wires).values()) inRow.set(row, (inRow.get(row) ?? 0) + 1);
  return largest([...inRow.values()], 0);
}

function targetsOf(wires: readonly CardWire[]): ReadonlyMap<string, readonly string[]> {
  const after = new Map<string, string[]>();
  for (const { from, to } of wires) {
    const list = after.get(from);
    if (list) list.push(to);
    else after.set(from, [to]);
  }
  return after;
}

/** As elk does it, wires that close a circle are turned round: they lead up. */
function withoutCircles(wires: readonly CardWire[]): readonly CardWire[] {
  const after = targetsOf(wires);
  const state = new Map<string, 'open' | 'done'>();
  const up = new Set<string>();
  const fed = new Set(wires.map(({ to }) => to));
  const starts = [...after.keys()].toSorted((a, b) => Number(fed.has(a)) - Number(fed.has(b)));
  for (const start of starts) {
    if (state.has(start)) continue;
    const stack = [{ id: start, next: 0 }];
    state.set(start, 'open');
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const to = after.get(top.id)?.[top.next];
      top.next += 1;
      if (to === undefined) {
        state.set(top.id, 'done');
        stack.pop();
      } else if (state.get(to) === 'open') up.add(`${top.id} ${to}`);
      else if (!state.has(to)) {
        state.set(to, 'open');
        stack.push({ id: to, next: 0 });
      }
    }
  }
  return wires.map((wire) => (up.has(`${wire.from} ${wire.to}`) ? { from: wire.to, to: wire.from } : wire));
}

/** Each card below all that feeds it; what nothing feeds stands right above what it feeds. */
function rowsOf(given: readonly CardWire[]): ReadonlyMap<string, number> {
  const wires = withoutCircles(given);
  const after = targetsOf(wires);
  const waiting = new Map<string, number>();
  for (const { from, to } of wires) {
    waiting.set(from, waiting.get(from) ?? 0);
    waiting.set(to, (waiting.get(to) ?? 0) + 1);
  }
  const rows = new Map<string, number>();
  const first = [...waiting].flatMap(([id, feeds]) => (feeds === 0 ? [id] : []));
  const ready = [...first];
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    const row = rows.get(id) ?? 0;
    rows.set(id, row);
    for (const next of after.get(id) ?? []) {
      rows.set(next, Math.max(rows.get(next) ?? 0, row + 1));
      const feeds = (waiting.get(next) ?? 0) - 1;
      waiting.set(next, feeds);
      if (feeds === 0) ready.push(next);
    }
  }
  for (const id of first) {
    const below = (after.get(id) ?? []).map((next) => rows.get(next) ?? 0);
    if (below.length > 0) rows.set(id, smallest(below) - 1);
  }
  return rows;
}

/** Whether another way leads from the one card to the other: only cards in rows between the two can lie on it. */
function hasOtherWay(
  { from, to }: CardWire,
  after: ReadonlyMap<string, readonly string[]>,
  rows: ReadonlyMap<string, number>,
): boolean {
  const end = rows.get(to) ?? 0;
  // It leads up, and closes a circle: the way down puts the two in their order.
  if (end < (rows.get(from) ?? 0)) return true;
  const seen = new Set<string>();
  const waiting = (after.get(from) ?? []).filter((id) => id !== to);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (id === to) return true;
    if (seen.has(id) || (rows.get(id) ?? 0) >= end) continue;
    seen.add(id);
    for (const next of after.get(id) ?? []) waiting.push(next);
  }
  return false;
}
