/** Where frames and notes lie, in the document's coordinates. */
import type { Note, VisualGroup } from '../graph/document';
import { bottomOf, CARD_WIDTH, type Card, type Drawn } from './cards';

export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Whether they share more than a border. */
export const meet = (a: Rect, b: Rect): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Around the cards; above and below together less than the gap between two, so that frames don't touch. */
const ROOM = { side: 14, top: 22, bottom: 10 } as const;
export const NOTE_WIDTH = 200;
export const NOTE_HEIGHT = 40;

export const rectOf = (card: Pick<Card, 'x' | 'y' | 'height'>): Rect => ({
  left: card.x,
  top: card.y,
  right: card.x + CARD_WIDTH,
  bottom: bottomOf(card),
});

export function around(rects: readonly Rect[]): Rect | null {
  if (rects.length === 0) return null;
  return rects.reduce((all, { left, top, right, bottom }) => ({
    left: Math.min(all.left, left),
    top: Math.min(all.top, top),
    right: Math.max(all.right, right),
    bottom: Math.max(all.bottom, bottom),
  }));
}

/** Around the cards of a group; null where it holds none. */
export function frameAround(cards: readonly Pick<Card, 'x' | 'y' | 'height'>[]): Rect | null {
  const rect = around(cards.map(rectOf));
  return (
    rect && {
      left: rect.left - ROOM.side,
      top: rect.top - ROOM.top,
      right: rect.right + ROOM.side,
      bottom: rect.bottom + ROOM.bottom,
    }
  );
}

interface Holding {
  readonly nodes: readonly string[];
}

const places = new WeakMap<readonly Holding[], ReadonlyMap<string, number>>();

/** The place of the card that holds each layer; kept for as long as the list of cards is the same. */
function placesIn(cards: readonly Holding[]): ReadonlyMap<string, number> {
  let found = places.get(cards);
  if (!found) {
    found = new Map(cards.flatMap(({ nodes }, place) => nodes.map((node) => [node, place] as const)));
    places.set(cards, found);
  }
  return found;
}

export function cardsIn<C extends Holding>({ nodes }: VisualGroup, cards: readonly C[]): readonly C[] {
  const placeOf = placesIn(cards);
  const found = new Set(nodes.flatMap((node) => placeOf.get(node) ?? []));
  // In the order of the cards, whatever that of the group is.
  return [...found].sort((a, b) => a - b).flatMap((place) => cards[place] ?? []);
}

export const noteRect = ({ x, y, width = NOTE_WIDTH, height = NOTE_HEIGHT }: Note): Rect => ({
  left: x,
  top: y,
  right: x + width,
  bottom: y + height,
});

/** What lies on the sheet besides cards. */
export function markRects(graph: Drawn, cards: readonly Card[]): readonly Rect[] {
  if (!('groups' in graph)) return [];
  return [
    ...graph.groups.flatMap((group) =>
      group.collapsed === true ? [] : (frameAround(cardsIn(group, cards)) ?? []),
    ),
    ...graph.notes.map(noteRect),
  ];
}
