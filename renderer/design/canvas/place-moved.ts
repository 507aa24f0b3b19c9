/** Where things were dragged to, as one step. */
import type { Layout, Placement } from '../../../shared/graph/document';
import type { Edit } from '../../../shared/graph/edit';
import { changeNote } from '../../../shared/graph/notes';
import { plural } from '../../format/numbers';
import type { DocumentStore } from '../../document/document-store';
import { placements } from '../../../shared/drawing/cards';
import type { DrawnNode } from './drawn-node';
import { frameAround } from '../../../shared/drawing/frames';
import type { FrameNode } from './drawn-node';
import { cardsOfFrame } from './marks';

/** Of the cards among them, and of those in the groups among them. */
export function placesOf(documents: DocumentStore, moved: readonly DrawnNode[]): Layout {
  const cards = moved.filter(({ type }) => type === 'card' || type === 'folded');
  return {
    ...placements(documents.graph, new Map(cards.map(({ id, position }) => [id, rounded(position)]))),
    ...Object.fromEntries(moved.flatMap((node) => (node.type === 'frame' ? withFrame(documents, node) : []))),
  };
}

export function placeMoved(documents: DocumentStore, moved: readonly DrawnNode[]): void {
  const placed = placesOf(documents, moved);
  const notes = moved.flatMap((node): readonly Edit[] =>
    node.type === 'note' ? changeNote(documents.document, node.data.note.id, rounded(node.position)) : [],
  );
  const cards: readonly Edit[] =
    Object.keys(placed).length === 0 ? [] : [{ edit: 'place', ...documents.within, layout: placed }];
  documents.transact(labelOf(documents, moved), [...cards, ...notes]);
}

const rounded = ({ x, y }: { readonly x: number; readonly y: number }) => ({
  x: Math.round(x),
  y: Math.round(y),
});

function withFrame(documents: DocumentStore, node: FrameNode): readonly (readonly [string, Placement])[] {
  const cards = cardsOfFrame(documents.graph, node);
  const was = frameAround(cards);
  if (was === null) return [];
  const [byX, byY] = [Math.round(node.position.x - was.left), Math.round(node.position.y - was.top)];
  return cards.map(({ id, x, y }) => [id, { ...documents.graph.layout?.[id], x: x + byX, y: y + byY }]);
}

function labelOf(documents: DocumentStore, moved: readonly DrawnNode[]): string {
  const [first] = moved;
  if (moved.length > 1 || first === undefined) return `Move ${plural(moved.length, 'card')}`;
  switch (first.type) {
    case 'frame':
    case 'folded':
      return `Move ${first.data.group.title}`;
    case 'note':
      return 'Move a note';
    default:
      return `Move ${documents.node(first.id)?.name ?? 'card'}`;
  }
}
