/** A block's own inputs and outputs, drawn inside it: before what they feed and behind what they come from. */
import type { DefinitionPort } from '../graph/document';
import { bottomOf, type Card, CARD_WIDTH, cardsByNode, cardsOf, type Drawn } from './cards';
import { readingOf } from './reading';
import { largest, smallest } from '../layers/support/extremes';

export const PILL_WIDTH = 124;
export const PILL_HEIGHT = 28;
/** From a pill to the cards: room for a wire and its shape. */
const DISTANCE = 62;
const DISTANCE_ACROSS = 120;
const SPACE = 18;

export type PortEnd = 'input' | 'output';

export interface Pill {
  /** No node's id holds a slash. */
  readonly id: string;
  readonly end: PortEnd;
  /** Null: there is none yet, and a wire to it makes one. */
  readonly name: string | null;
  readonly x: number;
  readonly y: number;
}

export const pillId = (end: PortEnd, name: string | null): string => `${end}/${name ?? ''}`;

/** What a pill's id says; null for a card's. */
export function readPillId(id: string): Pick<Pill, 'end' | 'name'> | null {
  const [, end, name] = /^(input|output)\/(.*)$/.exec(id) ?? [];
  if (end !== 'input' && end !== 'output') return null;
  return { end, name: name === undefined || name === '' ? null : name };
}

const known = new WeakMap<Drawn, readonly Pill[]>();

/** None in the document's own graph: its ends are layers. */
export function pillsOf(graph: Drawn): readonly Pill[] {
  let pills = known.get(graph);
  if (!pills) {
    pills = 'inputs' in graph ? [...inRow(graph, 'input'), ...inRow(graph, 'output')] : [];
    known.set(graph, pills);
  }
  return pills;
}

function inRow(graph: Extract<Drawn, { readonly inputs: unknown }>, end: PortEnd): readonly Pill[] {
  const cards = cardsOf(graph);
  const cardOf = cardsByNode(cards);
  const entries: readonly DefinitionPort[] = end === 'input' ? graph.inputs : graph.outputs;
  const names = [...new Set(entries.map(({ name }) => name))];
  const across = readingOf(graph) === 'across';
  const size = across ? PILL_HEIGHT : PILL_WIDTH;
  const middleOf = (card: Card): number => (across ? card.y + card.height / 2 : card.x + CARD_WIDTH / 2);
  const row = across ? columnAt(cards, end) : rowAt(cards, end);
  const pill = (name: string | null, at: number): Pill => {
    const place = across ? { x: row, y: Math.round(at) } : { x: Math.round(at), y: row };
    return { id: pillId(end, name), end, name, ...place };
  };
  /** Before the middle of the cards that it feeds, or behind that of those it comes from. */
  const byName = new Map<string, Card[]>(names.map((name) => [name, []]));
  for (const { name, node } of entries) {
    const card = cardOf.get(node);
    if (card) byName.get(name)?.push(card);
  }
  const wanted = (name: string): number => {
    const its = byName.get(name) ?? [];
    return its.reduce((sum, card) => sum + middleOf(card), 0) / Math.max(1, its.length) - size / 2;
  };
  const pills: Pill[] = [];
  let free = -Infinity;
  for (const { name, at } of names
    .map((each) => ({ name: each, at: wanted(each) }))
    .sort((a, b) => a.at - b.at)) {
    const start = Math.max(free, at);
    pills.push(pill(name, start));
    free = start + size + SPACE;
  }
  const first = cards.length > 0 ? smallest(cards.map(middleOf)) - size / 2 : 0;
  return [...pills, pill(null, pills.length > 0 ? free : first)];
}

const rowAt = (cards: readonly Card[], end: PortEnd): number =>
  end === 'input'
    ? smallest(
        cards.map(({ y }) => y),
        DISTANCE + PILL_HEIGHT,
      ) -
      DISTANCE -
      PILL_HEIGHT
    : largest(cards.map(bottomOf), 0) + DISTANCE;

const columnAt = (cards: readonly Card[], end: PortEnd): number =>
  end === 'input'
    ? smallest(
        cards.map(({ x }) => x),
        DISTANCE_ACROSS + PILL_WIDTH,
      ) -
      DISTANCE_ACROSS -
      PILL_WIDTH
    : largest(
        cards.map(({ x }) => x + CARD_WIDTH),
        0,
      ) + DISTANCE_ACROSS;

/** As a card of the same middle, for those who find the way of a wire. */
export function pillAsCard(pill: Pill): Card {
  const x = pill.x + (PILL_WIDTH - CARD_WIDTH) / 2;
  return { id: pill.id, nodes: [], x, y: pill.y, height: PILL_HEIGHT };
}
