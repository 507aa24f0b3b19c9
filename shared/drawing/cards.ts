/** Which cards a graph is drawn as, and where: a chain of layers is one, placed by its first layer. */
import type { ConvDocument, Definition, Layout, NodeId, Placement, VisualGroup } from '../graph/document';
import { chainsOf } from '../graph/chains';
import { CARD_GAP, CARD_WIDTH, cardHeight, ROW_HEIGHT } from '../graph/card-size';
import { inOrder } from '../graph/topological';
import { edgesInto } from '../graph/wiring';
import { createSheet } from './sheet';

export { CARD_GAP, CARD_WIDTH, ROW_HEIGHT };

/** The document's own graph or a definition's. */
export type Drawn = ConvDocument | Definition;

export interface Card {
  /** Its first layer's; a folded group's own. */
  readonly id: NodeId;
  readonly nodes: readonly NodeId[];
  readonly x: number;
  readonly y: number;
  readonly height: number;
  /** That it stands for, folded. */
  readonly group?: VisualGroup;
}

/** Of a group that is folded: its title, and what lies in it. */
const FOLDED_HEIGHT = 54;

export const bottomOf = ({ y, height }: Pick<Card, 'y' | 'height'>): number => y + height;

const known = new WeakMap<Drawn, readonly Card[]>();
const drawn = new WeakMap<Drawn, readonly Card[]>();

/** A card for each chain, whether or not a folded group hides it. */
export function chainCards(graph: Drawn): readonly Card[] {
  let cards = known.get(graph);
  if (!cards) {
    cards = placeCards(graph);
    known.set(graph, cards);
  }
  return cards;
}

/** What is drawn: a folded group is one card. */
export function cardsOf(graph: Drawn): readonly Card[] {
  let cards = drawn.get(graph);
  if (!cards) {
    cards = foldCards(graph);
    drawn.set(graph, cards);
  }
  return cards;
}

const holders = new WeakMap<readonly Card[], ReadonlyMap<NodeId, Card>>();

/** The card that holds each layer; kept for as long as the list of cards is the same. */
export function cardsByNode(cards: readonly Card[]): ReadonlyMap<NodeId, Card> {
  let map = holders.get(cards);
  if (!map) {
    map = new Map(cards.flatMap((card) => card.nodes.map((node) => [node, card] as const)));
    holders.set(cards, map);
  }
  return map;
}

/** The card that is drawn for a layer: a folded group's, where that hides it. */
export const cardWith = (graph: Drawn, id: NodeId): Card | undefined => cardsByNode(cardsOf(graph)).get(id);

/** No layer's id has a slash. */
export const groupCardId = (id: string): string => `frame/${id}`;

function foldCards(graph: Drawn): readonly Card[] {
  const cards = chainCards(graph);
  const folded = 'groups' in graph ? graph.groups.filter(({ collapsed }) => collapsed === true) : [];
  if (folded.length === 0) return cards;
  const groupOf = new Map(folded.flatMap((group) => group.nodes.map((node) => [node, group] as const)));
  const members = new Map<VisualGroup, Card[]>();
  const shown: Card[] = [];
  for (const card of cards) {
    const group = groupOf.get(card.id);
    if (group === undefined) shown.push(card);
    else {
      const list = members.get(group);
      if (list) list.push(card);
      else members.set(group, [card]);
    }
  }
  return [...shown, ...[...members].map(([group, hidden]) => foldedCard(group, hidden))];
}

/** At the top of its layers, in the middle between left and right. */
function foldedCard(group: VisualGroup, hidden: readonly Card[]): Card {
  let [left, right, top] = [Infinity, -Infinity, Infinity];
  for (const { x, y } of hidden) {
    [left, right, top] = [Math.min(left, x), Math.max(right, x), Math.min(top, y)];
  }
  return {
    id: groupCardId(group.id),
    nodes: hidden.flatMap(({ nodes }) => nodes),
    x: (left + right) / 2,
    y: top,
    height: FOLDED_HEIGHT,
    group,
  };
}

type Point = Pick<Placement, 'x' | 'y'>;

/** The placements that bring cards to these places; a folded group takes its layers along. */
export function placements(graph: Drawn, places: ReadonlyMap<string, Point>): Layout {
  const hidden = chainCards(graph);
  return Object.fromEntries(
    cardsOf(graph).flatMap((card): readonly (readonly [NodeId, Placement])[] => {
      const to = places.get(card.id);
      if (to === undefined) return [];
      if (card.group === undefined) return [[card.id, { ...graph.layout?.[card.id], x: to.x, y: to.y }]];
      const own = new Set(card.nodes);
      const [byX, byY] = [Math.round(to.x - card.x), Math.round(to.y - card.y)];
      return hidden
        .filter(({ id }) => own.has(id))
        .map(({ id, x, y }) => [id, { ...graph.layout?.[id], x: x + byX, y: y + byY }] as const);
    }),
  );
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
  const taken = createSheet();
  for (const card of cards) if (card) taken.add(card);
  // What the block's inputs feed stands side by side at the top.
  const entered = new Set('inputs' in graph ? graph.inputs.map(({ node }) => node) : []);
  // Each behind what feeds it, so that it can stand below; of a circle, whichever is met first.
  for (const head of cards.every((card) => card !== undefined) ? [] : inOrder(graph)) {
    const index = cardOf.get(head);
    if (index === undefined || cards[index]) continue;
    const nodes = chains[index] ?? [];
    const [id = ''] = nodes;
    const height = cardHeight(graph, nodes);
    const sources = [...new Set(edgesInto(graph.edges, id).map(({ source }) => cardOf.get(source)))].flatMap(
      (source) => (source === undefined ? [] : (cards[source] ?? [])),
    );
    const x = sources.length > 0 ? sources.reduce((sum, card) => sum + card.x, 0) / sources.length : 0;
    const y =
      sources.length > 0
        ? sources.reduce((most, card) => Math.max(most, bottomOf(card)), -Infinity) + CARD_GAP
        : entered.has(id)
          ? Math.min(0, taken.top())
          : Math.max(-CARD_GAP, taken.bottom()) + CARD_GAP;
    const card = { id, nodes, x: taken.freeFrom(x, y, height), y, height };
    cards[index] = card;
    taken.add(card);
  }
  return cards.filter((card) => card !== undefined);
}

type Box = Pick<Card, 'x' | 'y' | 'height'>;

export function besideOneAnother(a: Pick<Card, 'x'>, b: Pick<Card, 'x'>): boolean {
  return Math.abs(a.x - b.x) >= CARD_WIDTH;
}

export function overlaps(a: Box, b: Box): boolean {
  return !besideOneAnother(a, b) && a.y < bottomOf(b) && b.y < bottomOf(a);
}
