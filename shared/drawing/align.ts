/** Cards brought into line, and spread with equal gaps. */
import type { Layout } from '../graph/document';
import { bottomOf, CARD_WIDTH, type Card } from './cards';
import { largest, smallest } from '../layers/support/extremes';

export type Side = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom';
export type Axis = 'across' | 'down';

/** To the outermost of their edges, or the middle between these. Cards are of one width. */
export function aligned(cards: readonly Card[], side: Side): Layout {
  const left = smallest(cards.map(({ x }) => x));
  const right = largest(cards.map(({ x }) => x));
  const top = smallest(cards.map(({ y }) => y));
  const bottom = largest(cards.map(bottomOf));
  const place = ({ x, y, height }: Card) => {
    switch (side) {
      case 'left':
        return { x: left, y };
      case 'centre':
        return { x: Math.round((left + right) / 2), y };
      case 'right':
        return { x: right, y };
      case 'top':
        return { x, y: top };
      case 'middle':
        return { x, y: Math.round((top + bottom - height) / 2) };
      case 'bottom':
        return { x, y: bottom - height };
    }
  };
  return Object.fromEntries(cards.map((card) => [card.id, place(card)]));
}

/** The first and the last stay where they are; the gaps between become equal, to a pixel. */
export function distributed(cards: readonly Card[], axis: Axis): Layout {
  const start = (card: Card): number => (axis === 'across' ? card.x : card.y);
  const size = (card: Card): number => (axis === 'across' ? CARD_WIDTH : card.height);
  const ordered = [...cards].sort((a, b) => start(a) - start(b));
  const [first, last] = [ordered[0], ordered.at(-1)];
  if (!first || !last) return {};
  const taken = ordered.reduce((sum, card) => sum + size(card), 0);
  const gap = (start(last) + size(last) - start(first) - taken) / (ordered.length - 1);
  let at = start(first);
  return Object.fromEntries(
    ordered.map((card) => {
      const to = Math.round(at);
      at += size(card) + gap;
      return [card.id, axis === 'across' ? { x: to, y: card.y } : { x: card.x, y: to }];
    }),
  );
}
