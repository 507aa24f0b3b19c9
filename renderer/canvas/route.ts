/** How a wire finds its way: straight where nothing stands between, else around the cards in between. */
import { bottomOf, type Card, CARD_WIDTH } from './cards';

/** From a card's side to a wire that goes around it. */
const MARGIN = 46;
/** How far from the ports a wire turns aside. */
const TURN = 30;

/** Where a wire passes by, in the document's coordinates; null where it can go straight. */
export function detourOf(source: Card, target: Card, cards: readonly Card[]): number | null {
  const top = bottomOf(source);
  const bottom = target.y;
  const centre = (card: Pick<Card, 'x'>): number => card.x + CARD_WIDTH / 2;
  const between = cards.filter(
    (card) => card !== source && card !== target && card.y < bottom && bottomOf(card) > top,
  );
  const [low, high] = [Math.min(centre(source), centre(target)), Math.max(centre(source), centre(target))];
  const inTheWay = between.filter((card) => card.x < high && card.x + CARD_WIDTH > low);
  if (inTheWay.length === 0) return null;
  const right = Math.max(...inTheWay.map((card) => card.x + CARD_WIDTH)) + MARGIN;
  const left = Math.min(...inTheWay.map((card) => card.x)) - MARGIN;
  const middle = (low + high) / 2;
  const isFree = (x: number): boolean =>
    between.every((card) => x < card.x - MARGIN / 2 || x > card.x + CARD_WIDTH + MARGIN / 2);
  // The nearer side, unless only the other one is free.
  const near = right - middle <= middle - left ? [right, left] : [left, right];
  return near.find(isFree) ?? right;
}

interface Ends {
  readonly sourceX: number;
  readonly sourceY: number;
  readonly targetX: number;
  readonly targetY: number;
}

/** An SVG path down the side, and the place of its label. */
export function detourPath(
  { sourceX, sourceY, targetX, targetY }: Ends,
  x: number,
): readonly [string, number, number] {
  const [from, to] = [sourceY + TURN, targetY - TURN];
  const middle = (from + to) / 2;
  const path = [
    `M ${sourceX},${sourceY}`,
    `C ${sourceX},${from} ${x},${sourceY} ${x},${from + TURN}`,
    `L ${x},${Math.max(from + TURN, to - TURN)}`,
    `C ${x},${targetY} ${targetX},${to} ${targetX},${targetY}`,
  ].join(' ');
  return [path, x, middle];
}
