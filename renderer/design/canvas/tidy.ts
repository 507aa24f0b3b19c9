/** Lays cards out in layers with elk, from top to bottom or from left to right; only when asked. */
import type { ElkNode } from 'elkjs/lib/elk-api';
import type { Layout, NodeId } from '../../../shared/graph/document';
import { EditError } from '../../../shared/graph/edit-error';
import { count } from '../../../shared/layers/support/words';
import type { AppStore } from '../../document/app-store';
import {
  CARD_GAP,
  CARD_WIDTH,
  type Card,
  cardsByNode,
  cardsOf,
  type Drawn,
  groupCardId,
  placements,
} from '../../../shared/drawing/cards';
import { around, cardsIn, rectOf } from '../../../shared/drawing/frames';
import { COLUMN_GAP, type Reading } from '../../../shared/drawing/reading';
import { type CardWire, widestRow, wiresToPlaceBy } from '../../../shared/drawing/wires-to-place-by';

/**
 * All cards, or those given, which stay where their corner was. One step, or a part of that of its `gesture`, and the cards
 * glide there.
 */
export async function tidy(
  { documents, ui }: AppStore,
  reading: Reading = 'down',
  only: ReadonlySet<NodeId> | null = null,
  gesture?: string,
): Promise<void> {
  const { graph, within } = documents;
  let layout: Layout;
  try {
    layout = await tidyLayout(graph, reading, only);
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    ui.notify({ kind: 'error', message: error.message });
    return;
  }
  // Whatever was drawn meanwhile is not to be moved by an answer to an older question.
  if (documents.graph !== graph) {
    ui.notify({ kind: 'info', message: 'The network changed while it was tidied up, so nothing was moved.' });
    return;
  }
  const before = cardsOf(graph);
  const label = only === null ? 'Tidy up' : 'Tidy up the selection';
  documents.transact(label, [{ edit: 'place', ...within, layout }], gesture);
  ui.drawing?.glide(before);
  if (only === null) ui.canvas?.fit();
}

/** What elk lays out in some seconds: it computes in the window. */
const MOST_CARDS = 400;
const MOST_WIRES = 1_000;

/** Elk keeps cards side by side in the order of the document, which takes it seconds where there are hundreds. */
const MOST_IN_ORDER = 120;

/** Throws `EditError` where there is too much. */
export async function tidyLayout(
  graph: Drawn,
  reading: Reading = 'down',
  only: ReadonlySet<NodeId> | null = null,
): Promise<Layout> {
  const { default: Elk } = await import('elkjs/lib/elk.bundled.js');
  const all = cardsOf(graph);
  const cards = only === null ? all : all.filter(({ nodes }) => nodes.some((id) => only.has(id)));
  if (cards.length > MOST_CARDS || graph.edges.length > MOST_WIRES) {
    throw new EditError(
      `${count(cards.length)} cards with ${count(graph.edges.length)} connections are too many to be tidied up at once: ` +
        'make blocks of what belongs together, or select a part of the network and tidy that up.',
    );
  }
  const wires = wiresToPlaceBy(cardWires(graph, cards));
  const laid = await new Elk().layout(elkGraph(graph, cards, wires, reading, only === null));
  const places = placesOf(laid, 0, 0);
  const shift = only === null ? { x: 0, y: 0 } : shiftBack(cards, places);
  return placements(
    graph,
    new Map(
      [...places].map(([id, { x, y }]) => [id, { x: Math.round(x + shift.x), y: Math.round(y + shift.y) }]),
    ),
  );
}

/** Room for a frame's title above its cards, and around them; elk takes text. */
const FRAME_PADDING = '[top=32,left=14,bottom=10,right=14]';

/** With frames, the cards of each stay together. */
function elkGraph(
  graph: Drawn,
  cards: readonly Card[],
  wires: readonly CardWire[],
  reading: Reading,
  framed: boolean,
): ElkNode {
  const options = {
    'elk.algorithm': 'layered',
    'elk.direction': reading === 'down' ? 'DOWN' : 'RIGHT',
    'elk.layered.spacing.nodeNodeBetweenLayers': String(reading === 'down' ? CARD_GAP : COLUMN_GAP),
    'elk.spacing.nodeNode': String(CARD_GAP),
    'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
    ...(widestRow(wires) <= MOST_IN_ORDER && {
      'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
    }),
  };
  const left = new Set(cards);
  const groups = framed && 'groups' in graph ? graph.groups.filter((group) => group.collapsed !== true) : [];
  const frames = groups.flatMap((group): readonly ElkNode[] => {
    const members = cardsIn(group, [...left]);
    for (const card of members) left.delete(card);
    if (members.length === 0) return [];
    const layoutOptions = { ...options, 'elk.padding': FRAME_PADDING };
    return [{ id: groupCardId(group.id), layoutOptions, children: members.map(elkCard) }];
  });
  return {
    id: 'network',
    layoutOptions: {
      ...options,
      ...(frames.length > 0 && { 'elk.hierarchyHandling': 'INCLUDE_CHILDREN' }),
    },
    children: [...frames, ...[...left].map(elkCard)],
    edges: wires.map(({ from, to }, index) => ({ id: `wire${index}`, sources: [from], targets: [to] })),
  };
}

/** From card to card, in the order of the connections. */
function cardWires(graph: Drawn, cards: readonly Card[]): readonly CardWire[] {
  const cardOf = cardsByNode(cards);
  return graph.edges.flatMap(({ source, target }) => {
    const [from, to] = [cardOf.get(source)?.id, cardOf.get(target)?.id];
    return from === undefined || to === undefined || from === to ? [] : [{ from, to }];
  });
}

const elkCard = ({ id, height }: Card): ElkNode => ({ id, width: CARD_WIDTH, height });

/** Children are placed within what holds them. */
function placesOf(
  node: ElkNode,
  left: number,
  top: number,
): ReadonlyMap<NodeId, { readonly x: number; readonly y: number }> {
  return new Map(
    (node.children ?? []).flatMap((child) => {
      const [x, y] = [left + (child.x ?? 0), top + (child.y ?? 0)];
      return child.children === undefined ? [[child.id, { x, y }] as const] : [...placesOf(child, x, y)];
    }),
  );
}

function shiftBack(
  cards: readonly Card[],
  places: ReadonlyMap<NodeId, { readonly x: number; readonly y: number }>,
): { readonly x: number; readonly y: number } {
  const was = around(cards.map(rectOf));
  const now = around(cards.map((card) => rectOf({ ...card, ...places.get(card.id) })));
  return was && now ? { x: was.left - now.left, y: was.top - now.top } : { x: 0, y: 0 };
}
