/** How a wire finds its way: straight where nothing stands between, else around the cards in between. */
import { bottomOf, type Card, CARD_WIDTH } from './cards';
import type { Reading } from './reading';

/** From a card's side to a wire that goes around it. */
const MARGIN = 46;
/** How far from the ports a wire turns aside. */
const TURN = 30;

/** A card by where it begins and ends, along the wires and across them. */
interface Box {
  readonly card: Card;
  readonly start: number;
  readonly end: number;
  readonly low: number;
  readonly high: number;
}

function boxOf(card: Card, reading: Reading): Box {
  const [left, right, top, bottom] = [card.x, card.x + CARD_WIDTH, card.y, bottomOf(card)];
  return reading === 'down'
    ? { card, start: top, end: bottom, low: left, high: right }
    : { card, start: left, end: right, low: top, high: bottom };
}

const known = new WeakMap<readonly Card[], { readonly reading: Reading; readonly boxes: readonly Box[] }>();

/** Kept for as long as the list of cards is the same. */
function boxesOf(cards: readonly Card[], reading: Reading): readonly Box[] {
  let found = known.get(cards);
  if (found?.reading !== reading)
    known.set(cards, (found = { reading, boxes: cards.map((card) => boxOf(card, reading)) }));
  return found.boxes;
}

const middleOf = ({ low, high }: Box): number => (low + high) / 2;

/**
 * Where a wire passes by, in the document's coordinates: an x where the network is read from top to bottom, a y where from
 * left to right. Null where it can go straight.
 */
export function detourOf(
  source: Card,
  target: Card,
  cards: readonly Card[],
  reading: Reading = 'down',
): number | null {
  const [from, to] = [boxOf(source, reading), boxOf(target, reading)];
  const boxes = boxesOf(cards, reading);
  // A wire back, as into a folded group from what lies behind it, has both ends in its way too.
  const back = to.end <= from.start;
  const between = boxes.filter(
    ({ card, start, end }) =>
      (back ? start < from.end && end > to.start : start < to.start && end > from.end) &&
      (back || (card !== source && card !== target)),
  );
  const [low, high] = [Math.min(middleOf(from), middleOf(to)), Math.max(middleOf(from), middleOf(to))];
  const inTheWay = between.filter((box) => box.low < high && box.high > low);
  if (inTheWay.length === 0) return null;
  const after = inTheWay.reduce((most, box) => Math.max(most, box.high), -Infinity) + MARGIN;
  const before = inTheWay.reduce((least, box) => Math.min(least, box.low), Infinity) - MARGIN;
  const middle = (low + high) / 2;
  const isFree = (at: number): boolean =>
    between.every((box) => at < box.low - MARGIN / 2 || at > box.high + MARGIN / 2);
  // The nearer side, unless only the other one is free; a wire back on the side that others leave alone.
  const near = !back && after - middle <= middle - before ? [after, before] : [before, after];
  return near.find(isFree) ?? after;
}

interface Ends {
  readonly sourceX: number;
  readonly sourceY: number;
  readonly targetX: number;
  readonly targetY: number;
}

/** An SVG path by the side, and the place of its label. */
export function detourPath(
  { sourceX, sourceY, targetX, targetY }: Ends,
  at: number,
  reading: Reading = 'down',
): readonly [string, number, number] {
  const down = reading === 'down';
  /** Along the wire, and across it. */
  const point = (along: number, aside: number): string => (down ? `${aside},${along}` : `${along},${aside}`);
  const [start, startAside] = down ? [sourceY, sourceX] : [sourceX, sourceY];
  const [end, endAside] = down ? [targetY, targetX] : [targetX, targetY];
  const [from, to] = [start + TURN, end - TURN];
  const middle = (from + to) / 2;
  const parts =
    end < start
      ? [
          `M ${point(start, startAside)}`,
          `C ${point(from, startAside)} ${point(from, at)} ${point(start, at)}`,
          `L ${point(end, at)}`,
          `C ${point(to, at)} ${point(to, endAside)} ${point(end, endAside)}`,
        ]
      : [
          `M ${point(start, startAside)}`,
          `C ${point(from, startAside)} ${point(start, at)} ${point(from + TURN, at)}`,
          `L ${point(Math.max(from + TURN, to - TURN), at)}`,
          `C ${point(end, at)} ${point(to, endAside)} ${point(end, endAside)}`,
        ];
  const path = parts.join(' ');
  return down ? [path, at, middle] : [path, middle, at];
}
