/** A block's own inputs and outputs, drawn inside it: above what they feed and below what they come from. */
import type { DefinitionPort } from '../../shared/graph/document';
import { bottomOf, type Card, CARD_WIDTH, cardsOf, type Drawn } from './cards';

export const PILL_WIDTH = 124;
export const PILL_HEIGHT = 28;
/** From a pill to the cards: room for a wire and its shape. */
const DISTANCE = 62;
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
  const cardOf = new Map(cards.flatMap((card) => card.nodes.map((node) => [node, card] as const)));
  const entries: readonly DefinitionPort[] = end === 'input' ? graph.inputs : graph.outputs;
  const y =
    end === 'input'
      ? Math.min(DISTANCE + PILL_HEIGHT, ...cards.map((card) => card.y)) - DISTANCE - PILL_HEIGHT
      : Math.max(0, ...cards.map(bottomOf)) + DISTANCE;
  const names = [...new Set(entries.map(({ name }) => name))];
  /** Above the middle of the cards that it feeds, or that it comes from. */
  const wanted = (name: string): number => {
    const its = entries.filter((entry) => entry.name === name).flatMap(({ node }) => cardOf.get(node) ?? []);
    const middle = its.reduce((sum, card) => sum + card.x + CARD_WIDTH / 2, 0) / Math.max(1, its.length);
    return middle - PILL_WIDTH / 2;
  };
  const pills: Pill[] = [];
  let free = -Infinity;
  for (const { name, x } of names
    .map((each) => ({ name: each, x: wanted(each) }))
    .sort((a, b) => a.x - b.x)) {
    const at = Math.max(free, x);
    pills.push({ id: pillId(end, name), end, name, x: Math.round(at), y });
    free = at + PILL_WIDTH + SPACE;
  }
  const start = cards.length > 0 ? Math.min(...cards.map(({ x }) => x)) + (CARD_WIDTH - PILL_WIDTH) / 2 : 0;
  const last = pills.at(-1);
  const x = last ? last.x + PILL_WIDTH + SPACE : Math.round(start);
  return [...pills, { id: pillId(end, null), end, name: null, x, y }];
}

/** As a card of the same middle, for those who find the way of a wire. */
export function pillAsCard(pill: Pill): Card {
  const x = pill.x + (PILL_WIDTH - CARD_WIDTH) / 2;
  return { id: pill.id, nodes: [], x, y: pill.y, height: PILL_HEIGHT };
}
