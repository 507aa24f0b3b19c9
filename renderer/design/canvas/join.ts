/** Cards that become one: dragged close above or below another, or by a command. */
import { fitOf } from '../../../shared/compiler/fit';
import { CARD_FRAME, cardHeight } from '../../../shared/graph/card-size';
import { isBlock, type NodeId } from '../../../shared/graph/document';
import type { Edit } from '../../../shared/graph/edit';
import { joinCards, joinRefusal, type Joint, takeApart } from '../../../shared/graph/join-cards';
import { outputPorts } from '../../../shared/graph/ports';
import { edgesInto, edgesOutOf } from '../../../shared/graph/wiring';
import { findLayer } from '../../../shared/layers/index';
import type { DocumentStore } from '../../document/document-store';
import {
  besideOneAnother,
  bottomOf,
  type Card,
  CARD_GAP,
  cardsOf,
  cardWith,
  placements,
} from '../../../shared/drawing/cards';
import { shapeAfter } from './shapes';

export interface Joining {
  readonly joint: Joint;
  /** What stays where it is. */
  readonly other: Card;
  /** Where the dragged card lies against it. */
  readonly at: { readonly x: number; readonly y: number };
  /** Of the line between the two. */
  readonly seam: number;
}

/** How close counts, in the document's coordinates; cards that were tidied up stand farther apart. */
const REACH_DOWN = 18;
const REACH_ASIDE = 60;

/** What the dragged card would join where it is now; null where nothing is close, or where it does not fit. */
export function joiningAt(
  documents: DocumentStore,
  id: string,
  at: { readonly x: number; readonly y: number },
): Joining | null {
  const cards = cardsOf(documents.graph);
  const dragged = cards.find((card) => card.id === id && card.group === undefined);
  if (!dragged) return null;
  const [top, bottom] = [at.y, at.y + dragged.height];
  for (const other of cards) {
    if (other === dragged || other.group !== undefined || Math.abs(other.x - at.x) > REACH_ASIDE) continue;
    const under = Math.abs(top - bottomOf(other)) <= REACH_DOWN;
    const over = !under && Math.abs(bottom - other.y) <= REACH_DOWN;
    if (!under && !over) continue;
    const joint = jointOf(under ? other : dragged, under ? dragged : other, under ? 'below' : 'above');
    if (!joint || joinRefusal(documents.document, joint, documents.scope) !== null) continue;
    if (!fits(documents, joint)) continue;
    return under
      ? { joint, other, at: { x: other.x, y: bottomOf(other) }, seam: bottomOf(other) }
      : { joint, other, at: { x: other.x, y: other.y - dragged.height }, seam: other.y };
  }
  return null;
}

function jointOf(above: Card, below: Card, coming: Joint['coming']): Joint | null {
  const last = above.nodes.at(-1);
  return last === undefined ? null : { above: last, below: below.id, coming };
}

/** Whether the lower one takes what the upper one gives, as far as that is known. */
function fits(documents: DocumentStore, { above, below }: Joint): boolean {
  const { document, scope } = documents;
  const [from, to] = [documents.node(above), documents.node(below)];
  if (!from || !to || isBlock(to)) return from !== undefined && to !== undefined;
  const [port] = outputPorts(document, from, { scope });
  const layer = findLayer(to.type);
  if (port === undefined || !layer) return false;
  return fitOf({ layer, params: to.params }, shapeAfter(documents, above, port)).kind === 'fits';
}

/** One step. The card that stayed stays where it is. */
export function joinDropped(documents: DocumentStore, { joint, other }: Joining): boolean {
  const { graph, within } = documents;
  const dragged = joint.coming === 'below' ? joint.below : firstOf(documents, joint.above);
  const rows = cardWith(graph, dragged);
  const top =
    joint.coming === 'below' ? bottomOf(other) : other.y - ((rows?.height ?? CARD_FRAME) - CARD_FRAME);
  return join(documents, joint, [
    { edit: 'place', ...within, layout: { [dragged]: { ...graph.layout?.[dragged], x: other.x, y: top } } },
  ]);
}

const firstOf = ({ graph }: DocumentStore, id: NodeId): NodeId => cardWith(graph, id)?.id ?? id;

function join(documents: DocumentStore, joint: Joint, places: readonly Edit[]): boolean {
  const [above, below] = [joint.above, joint.below].map((id) => documents.node(id)?.name ?? id);
  const label = joint.coming === 'below' ? `Join ${below} to ${above}` : `Join ${above} to ${below}`;
  // Last what is said of wires and places, since a card may be placed that begins with what is joined.
  return documents.attempt(label, (document) => [...places, ...joinCards(document, joint, documents.scope)]);
}

/** What the card of the selected layer would be joined with by a command, or why there is nothing. */
export function jointBeside(documents: DocumentStore, way: 'above' | 'below'): Joint | string {
  const { graph, selected, document, scope } = documents;
  const card = selected === null ? undefined : cardWith(graph, selected.id);
  if (!card) return 'Select a layer of the card.';
  const other = neighbour(documents, card, way);
  if (!other) return `No card stands ${way} this one.`;
  const joint = way === 'above' ? jointOf(other, card, 'below') : jointOf(card, other, 'above');
  if (!joint) return `No card stands ${way} this one.`;
  const refusal = joinRefusal(document, joint, scope);
  if (refusal !== null) return refusal;
  const [a, b] = [documents.node(joint.above)?.name, documents.node(joint.below)?.name];
  return fits(documents, joint) ? joint : `${b} does not take what ${a} gives.`;
}

/** The one that it is wired to, if it is one; else the nearest that stands there. */
function neighbour({ graph }: DocumentStore, card: Card, way: 'above' | 'below'): Card | undefined {
  const cards = cardsOf(graph).filter(({ group, id }) => group === undefined && id !== card.id);
  const wires =
    way === 'above'
      ? edgesInto(graph.edges, card.id).map(({ source }) => source)
      : edgesOutOf(graph.edges, card.nodes.at(-1) ?? card.id).map(({ target }) => target);
  const [wired] = wires;
  const found = wired === undefined ? undefined : cards.find(({ nodes }) => nodes.includes(wired));
  if (found && wires.length === 1) return found;
  const distance = (other: Card): number =>
    way === 'above' ? card.y - bottomOf(other) : other.y - bottomOf(card);
  return cards
    .filter((other) => !besideOneAnother(card, other) && distance(other) >= -CARD_FRAME)
    .sort((a, b) => distance(a) - distance(b))[0];
}

export function joinBeside(documents: DocumentStore, way: 'above' | 'below'): boolean {
  const joint = jointBeside(documents, way);
  if (typeof joint === 'string') return false;
  const keep = documents.selected?.id;
  const { graph, within } = documents;
  const place = graph.layout?.[joint.below];
  const above = cardWith(graph, joint.above);
  const wired = graph.edges.some(({ source, target }) => source === joint.above && target === joint.below);
  // What was not wired may come from anywhere: it is put there as if it were dragged.
  const places: readonly Edit[] =
    wired || !above
      ? []
      : [
          {
            edit: 'place',
            ...within,
            layout: { [joint.below]: { ...place, x: above.x, y: bottomOf(above) } },
          },
        ];
  const done = join(documents, joint, places);
  if (done && keep !== undefined) documents.select([keep]);
  return done;
}

/** Why no card of its own can begin at the selected layer; null where one can. */
export function apartRefusal(documents: DocumentStore): string | null {
  const { selected, graph } = documents;
  if (selected === null) return 'Select the layer at which a card of its own is to begin.';
  const card = cardWith(graph, selected.id);
  if (!card || card.group !== undefined) return 'It lies in a collapsed group.';
  return card.id === selected.id ? `${selected.name} is the first in its card already.` : null;
}

/** The layer and those below it become a card of their own, still wired: where it was dropped, or below the rest. */
export function partCard(
  documents: DocumentStore,
  id: NodeId,
  dropped?: { readonly x: number; readonly y: number },
): boolean {
  const { graph, scope, within } = documents;
  const card = cardWith(graph, id);
  if (!card) return false;
  const label = `Take ${documents.node(id)?.name ?? id} apart`;
  if (dropped) {
    const at = { x: Math.round(dropped.x), y: Math.round(dropped.y) };
    return documents.attempt(label, (document) => takeApart(document, id, at, scope));
  }
  const rest = card.nodes.slice(0, card.nodes.indexOf(id));
  const at = { x: card.x, y: card.y + cardHeight(graph, rest) + CARD_GAP };
  const by = CARD_GAP + CARD_FRAME;
  const below = cardsOf(graph).filter(
    (other) => other !== card && !besideOneAnother(other, card) && other.y >= bottomOf(card),
  );
  const layout = placements(
    graph,
    new Map(below.map((other) => [other.id, { x: other.x, y: other.y + by }])),
  );
  return documents.attempt(label, (document) => [
    ...takeApart(document, id, at, scope),
    ...(below.length === 0 ? [] : [{ edit: 'place' as const, ...within, layout }]),
  ]);
}
