/** Which cards the canvas shows, and where: a chain of layers is one, placed by its first layer. */
import type { ConvDocument, NodeId } from '../../shared/graph/document';
import { chainsOf } from '../../shared/graph/chains';
import { CARD_GAP, CARD_WIDTH, cardHeight, ROW_HEIGHT } from '../../shared/graph/card-size';
import { edgesInto } from '../../shared/graph/wiring';

export { CARD_GAP, CARD_WIDTH, cardHeight, ROW_HEIGHT };

export interface Card {
  /** Its first layer's. */
  readonly id: NodeId;
  readonly nodes: readonly NodeId[];
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

export const bottomOf = ({ y, height }: Pick<Card, 'y' | 'height'>): number => y + height;

/** Layers without a place get one below what feeds them, side by side where there are several. */
export function cardsOf(document: ConvDocument): readonly Card[] {
  const chains = chainsOf(document);
  const cardOf = new Map<NodeId, number>();
  chains.forEach((nodes, index) => {
    for (const node of nodes) cardOf.set(node, index);
  });
  const cards: (Card | undefined)[] = chains.map((nodes) => {
    const [id = ''] = nodes;
    const place = document.layout[id];
    return place && { id, nodes, x: place.x, y: place.y, height: cardHeight(nodes.length) };
  });
  const resolving = new Set<number>();
  const place = (index: number): Card => {
    const known = cards[index];
    if (known) return known;
    const nodes = chains[index] ?? [];
    const [id = ''] = nodes;
    const height = cardHeight(nodes.length);
    resolving.add(index);
    const sources = [
      ...new Set(edgesInto(document.edges, id).map(({ source }) => cardOf.get(source))),
    ].flatMap((source) => (source === undefined || resolving.has(source) ? [] : [place(source)]));
    resolving.delete(index);
    const others = cards.filter((card) => card !== undefined);
    let x = sources.length > 0 ? sources.reduce((sum, card) => sum + card.x, 0) / sources.length : 0;
    const y =
      sources.length > 0
        ? Math.max(...sources.map(bottomOf)) + CARD_GAP
        : Math.max(-CARD_GAP, ...others.map(bottomOf)) + CARD_GAP;
    while (others.some((other) => overlaps(other, { x, y, height }))) x += CARD_WIDTH + CARD_GAP;
    const card = { id, nodes, x, y, height };
    cards[index] = card;
    return card;
  };
  return chains.map((_, index) => place(index));
}

type Box = Pick<Card, 'x' | 'y' | 'height'>;

export function besideOneAnother(a: Pick<Card, 'x'>, b: Pick<Card, 'x'>): boolean {
  return Math.abs(a.x - b.x) >= CARD_WIDTH;
}

export function overlaps(a: Box, b: Box): boolean {
  return !besideOneAnother(a, b) && a.y < bottomOf(b) && b.y < bottomOf(a);
}
