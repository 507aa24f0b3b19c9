/** Which way a graph is read: from top to bottom, or from left to right where its cards stand so. */
import { bottomOf, type Card, CARD_GAP, CARD_WIDTH, cardsByNode, cardsOf, type Drawn } from './cards';

export type Reading = 'down' | 'across';

const known = new WeakMap<Drawn, Reading>();

/** As most of its wires run: those that lead straight on. Ones that lead aside as well say nothing. */
export function readingOf(graph: Drawn): Reading {
  let reading = known.get(graph);
  if (reading === undefined) {
    reading = findReading(graph);
    known.set(graph, reading);
  }
  return reading;
}

function findReading(graph: Drawn): Reading {
  const cardOf = cardsByNode(cardsOf(graph));
  let [down, across] = [0, 0];
  for (const { source, target } of graph.edges) {
    const [from, to] = [cardOf.get(source), cardOf.get(target)];
    if (!from || !to || from === to) continue;
    const below = to.y >= bottomOf(from);
    const right = to.x >= from.x + CARD_WIDTH;
    if (below && !right) down += 1;
    if (right && !below) across += 1;
  }
  return across > down ? 'across' : 'down';
}

/** Between cards side by side: room for a wire, and for its shape on it. */
export const COLUMN_GAP = 110;

/** Where a card comes that follows another. */
export function placeBehind(reading: Reading, card: Card): { readonly x: number; readonly y: number } {
  return reading === 'down'
    ? { x: card.x, y: bottomOf(card) + CARD_GAP }
    : { x: card.x + CARD_WIDTH + COLUMN_GAP, y: card.y };
}
