/**
 * Cards that grow or part push those below them along, and draw them up again when they shrink: part of the same step, so
 * that undo brings everything back. Nothing else on the canvas ever moves by itself.
 */
import type { ConvDocument, DefinitionId, Layout, NodeId } from '../graph/document';
import type { Edit } from '../graph/edit';
import { chainsOf } from '../graph/chains';
import { findDefinition } from '../graph/scope';
import { edgesInto } from '../graph/wiring';
import {
  besideOneAnother,
  bottomOf,
  type Card,
  CARD_GAP,
  CARD_WIDTH,
  cardsByNode,
  chainCards,
  type Drawn,
  overlaps,
} from './cards';
import { COLUMN_GAP, placeBehind, readingOf } from './reading';

/** The placements that follow from edits which led from `before` to `after`, in each graph that they changed. */
export function settle(before: ConvDocument, after: ConvDocument, edits: readonly Edit[]): readonly Edit[] {
  const scopes = new Set(edits.map((edit) => ('scope' in edit ? edit.scope : undefined)));
  return [...scopes].flatMap((scope): readonly Edit[] => {
    const [old, now] = [graphOf(before, scope), graphOf(after, scope)];
    if (!old || !now) return [];
    const layout = settleGraph(old, now, placedBy(edits, scope, old));
    return layout === null ? [] : [{ edit: 'place', ...(scope !== undefined && { scope }), layout }];
  });
}

const graphOf = (document: ConvDocument, scope: DefinitionId | undefined): Drawn | undefined =>
  scope === undefined ? document : findDefinition(document, scope);

/** What was put somewhere; other things may be said of a place. */
function placedBy(
  edits: readonly Edit[],
  scope: DefinitionId | undefined,
  { layout = {} }: Drawn,
): ReadonlySet<NodeId> {
  return new Set(
    edits.flatMap((edit): readonly NodeId[] => {
      if (edit.edit !== 'place' || edit.scope !== scope) return [];
      return Object.entries(edit.layout).flatMap(([id, { x, y }]) =>
        layout[id]?.x === x && layout[id].y === y ? [] : [id],
      );
    }),
  );
}

/** Null where nothing moves. */
function settleGraph(before: Drawn, after: Drawn, placed: ReadonlySet<NodeId>): Layout | null {
  // Frames, and cards that begin by themselves, part the chains that they cut.
  const same = before.nodes === after.nodes && before.edges === after.edges && sameChains(before, after);
  if (same && placed.size === 0) return null;
  const reading = readingOf(before);
  const behind = (card: Card) => placeBehind(reading, card);
  const oldCards = chainCards(before);
  const oldCardOf = cardsByNode(oldCards);
  // What was never placed stands where it stood, whatever gets a place now.
  const cards = chainCards(after).map((card): Card => {
    const old = oldCardOf.get(card.id);
    return old?.id === card.id && after.layout?.[card.id] === undefined
      ? { ...card, x: old.x, y: old.y }
      : card;
  });
  if (same) return pins(after, cards);
  const byNode = cardsByNode(cards);
  const moved = new Map<NodeId, Card>();
  const now = (card: Card): Card => moved.get(card.id) ?? card;

  // Parts of a card that begin anew stand below the part (or the inserted layer) that comes before them.
  for (const card of cards) {
    const old = oldCardOf.get(card.id);
    if (!old || old.id === card.id || placed.has(card.id)) continue;
    const above = sourceCard(after, card, byNode) ?? lastAbove(old, card, byNode);
    if (above) moved.set(card.id, { ...card, ...behind(now(above)) });
  }
  // A layer that came between others stands below the one that feeds it.
  for (const card of cards) {
    if (card.nodes.some((node) => oldCardOf.has(node)) || placed.has(card.id)) continue;
    const above = sourceCard(after, card, byNode);
    const feedsOld = after.edges.some(
      ({ source, target }) => card.nodes.includes(source) && oldCardOf.has(target),
    );
    if (!above || !feedsOld) continue;
    const place = { ...card, ...behind(now(above)) };
    const standing = cards.filter(({ id }) => id !== card.id && !moved.has(id));
    // Another branch may already stand there: then it goes beside it.
    if (reading === 'down')
      while (standing.some((other) => overlaps(other, place))) place.x += CARD_WIDTH + CARD_GAP;
    moved.set(card.id, place);
  }
  // In their order, so that what was just moved counts for what stands behind it.
  const ahead = reading === 'down' ? 'y' : 'x';
  for (const card of [...moved.values()].sort((a, b) => a[ahead] - b[ahead])) {
    const above = sourceCard(after, card, byNode);
    const current = moved.get(card.id);
    if (above && current && moved.has(above.id))
      moved.set(card.id, { ...current, [ahead]: behind(now(above))[ahead] });
  }
  if (reading === 'across') {
    const came = [...moved.values()];
    const standing = cards.filter(({ id }) => !moved.has(id) && !placed.has(id));
    // Whatever stands to the right of what came makes room for it.
    for (const card of came.sort((a, b) => a.x - b.x)) {
      if (!standing.some((other) => overlaps(now(other), card))) continue;
      for (const other of standing)
        if (now(other).x > card.x - CARD_WIDTH)
          moved.set(other.id, { ...now(other), x: now(other).x + CARD_WIDTH + COLUMN_GAP });
    }
  }

  for (const old of oldCards) {
    const last = old.nodes.findLast((node) => byNode.has(node));
    const end = last === undefined ? undefined : byNode.get(last);
    if (!end || (last !== old.nodes.at(-1) && end.nodes.at(-1) !== last)) continue;
    const shift = bottomOf(now(end)) - bottomOf(old);
    if (shift === 0 || placed.has(end.id) || placed.has(old.id)) continue;
    // Two became one: what stands below the lower of them is told by its end.
    const lower = oldCardOf.get(end.nodes.at(-1) ?? '');
    if (lower && lower !== old && !placed.has(lower.id) && isBelow(lower, old)) continue;
    for (const card of cards) {
      const was = oldCardOf.get(card.id);
      if (card.id === end.id || was?.id !== card.id || placed.has(card.id)) continue;
      if (besideOneAnother(card, end) || was.y < bottomOf(old)) continue;
      const current = now(card);
      moved.set(card.id, { ...current, y: current.y + shift });
    }
  }

  const parted = cards.length !== oldCards.length || cards.some(({ id }) => oldCardOf.get(id)?.id !== id);
  if (moved.size === 0 && placed.size === 0 && !parted) return null;
  const layout = Object.fromEntries(
    [...moved.values()].map(({ id, x, y }) => [id, { ...after.layout?.[id], x, y }]),
  );
  const whole = { ...pins(after, cards), ...layout };
  return Object.keys(whole).length === 0 ? null : whole;
}

function sameChains(before: Drawn, after: Drawn): boolean {
  const [old, now] = [chainsOf(before), chainsOf(after)];
  return old === now || (old.length === now.length && old.every(([head], i) => head === now[i]?.[0]));
}

const isBelow = (card: Card, other: Card): boolean =>
  !besideOneAnother(card, other) && card.y >= bottomOf(other);

/** Places for the cards that have none; null where all have one. */
function pins(graph: Drawn, cards: readonly Card[]): Layout | null {
  const free = cards.filter(({ id }) => graph.layout?.[id] === undefined);
  return free.length === 0 ? null : Object.fromEntries(free.map(({ id, x, y }) => [id, { x, y }]));
}

function sourceCard(graph: Drawn, card: Card, byNode: ReadonlyMap<NodeId, Card>): Card | undefined {
  const [edge] = edgesInto(graph.edges, card.id);
  return edge && byNode.get(edge.source);
}

/** Where a chain was cut: the card that holds the layer before the cut. */
function lastAbove(old: Card, card: Card, byNode: ReadonlyMap<NodeId, Card>): Card | undefined {
  const index = old.nodes.indexOf(card.id);
  const previous = old.nodes.slice(0, index).findLast((node) => byNode.has(node));
  return previous === undefined ? undefined : byNode.get(previous);
}
