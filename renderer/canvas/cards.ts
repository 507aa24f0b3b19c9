/** Which cards a graph is drawn as, and where: a chain of layers is one, placed by its first layer. */
import type { ConvDocument, Definition, NodeId } from '../../shared/graph/document';
import { chainsOf } from '../../shared/graph/chains';
import { CARD_GAP, CARD_WIDTH, cardHeight, ROW_HEIGHT } from '../../shared/graph/card-size';
import { edgesInto } from '../../shared/graph/wiring';

export { CARD_GAP, CARD_WIDTH, ROW_HEIGHT };

/** The document's own graph or a definition's. */
export type Drawn = ConvDocument | Definition;

export interface Card {
  /** Its first layer's. */
  readonly id: NodeId;
  readonly nodes: readonly NodeId[];
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

export const bottomOf = ({ y, height }: Pick<Card, 'y' | 'height'>): number => y + height;

const known = new WeakMap<Drawn, readonly Card[]>();

/** Layers without a place get one below what feeds them, side by side where there are several. */
export function cardsOf(graph: Drawn): readonly Card[] {
  let cards = known.get(graph);
  if (!cards) {
    cards = placeCards(graph);
    known.set(graph, cards);
  }
  return cards;
}

function placeCards(graph: Drawn): readonly Card[] {
  const chains = chainsOf(graph);
  const cardOf = new Map<NodeId, number>();
  chains.forEach((nodes, index) => {
    for (const node of nodes) cardOf.set(node, index);
  });
  const cards: (Card | undefined)[] = chains.map((nodes) => {
    const [id = ''] = nodes;
    const place = graph.layout?.[id];
    return place && { id, nodes, x: place.x, y: place.y, height: cardHeight(graph, nodes) };
  });
  const resolving = new Set<number>();
  const place = (index: number): Card => {
    const known = cards[index];
    if (known) return known;
    const nodes = chains[index] ?? [];
    const [id = ''] = nodes;
    const height = cardHeight(graph, nodes);
    resolving.add(index);
    const sources = [...new Set(edgesInto(graph.edges, id).map(({ source }) => cardOf.get(source)))].flatMap(
      (source) => (source === undefined || resolving.has(source) ? [] : [place(source)]),
    );
    resolving.delete(index);
    const others = cards.filter((card) => card !== undefined);
    // What the block's inputs feed stands side by side at the top.
    const enters = 'inputs' in graph && graph.inputs.some(({ node }) => node === id);
    let x = sources.length > 0 ? sources.reduce((sum, card) => sum + card.x, 0) / sources.length : 0;
    const y =
      sources.length > 0
        ? Math.max(...sources.map(bottomOf)) + CARD_GAP
        : enters
          ? Math.min(0, ...others.map((card) => card.y))
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
