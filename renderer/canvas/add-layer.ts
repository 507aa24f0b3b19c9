/** Adding a layer, from wherever: the palette, the keyboard, a drop on a row, a wire or nothing. */
import { appendAfter, insertOnEdge, newNode, prependBefore } from '../../shared/graph/create';
import type { ConvDocument, Edge, GraphNode, NodeId } from '../../shared/graph/document';
import type { Edit } from '../../shared/graph/edit';
import { edgesInto, edgesOutOf } from '../../shared/graph/wiring';
import type { Layer } from '../../shared/layers/define';
import { findLayer } from '../../shared/layers/index';
import type { DocumentStore } from '../stores/document-store';
import { bottomOf, CARD_GAP, cardsOf } from './cards';

export type Where =
  /** Alone, in the document's coordinates. */
  | { readonly kind: 'at'; readonly x: number; readonly y: number }
  | { readonly kind: 'edge'; readonly edge: Edge }
  | { readonly kind: 'after'; readonly id: NodeId }
  | { readonly kind: 'before'; readonly id: NodeId };

/** Selects the new layer. Without a place it goes behind the selected layer, else before the output, else to the end. */
export function addLayer(documents: DocumentStore, type: string, where?: Where): NodeId | null {
  const layer = findLayer(type);
  if (!layer) return null;
  const { document } = documents;
  const node = newNode(document, layer);
  const edits = edgesFor(
    document,
    node,
    where ?? usualPlace(document, layer, documents.selected?.id ?? null),
  );
  if (!documents.transact(`Add ${layer.type}`, edits)) return null;
  documents.select([node.id]);
  return node.id;
}

/** The edits that put a node, new or moved, somewhere. */
export function edgesFor(document: ConvDocument, node: GraphNode, where: Where): readonly Edit[] {
  switch (where.kind) {
    case 'at':
      return [{ edit: 'addNode', node, at: { x: where.x, y: where.y } }];
    case 'edge':
      return insertOnEdge(document, where.edge, node, below(document, where.edge.source));
    case 'after':
      return appendAfter(document, where.id, node, below(document, where.id));
    case 'before':
      return prependBefore(document, where.id, node, above(document, where.id));
  }
}

function usualPlace(document: ConvDocument, layer: Layer, selected: NodeId | null): Where {
  const isInput = layer.role === 'input';
  if (selected !== null && roleOf(document, selected) !== 'output' && !isInput)
    return { kind: 'after', id: selected };
  const output = document.nodes.find(({ id }) => roleOf(document, id) === 'output');
  const into = output && edgesInto(document.edges, output.id)[0];
  if (into && layer.role !== 'output' && !isInput) return { kind: 'edge', edge: into };
  const ends = document.nodes.filter(
    ({ id }) => roleOf(document, id) !== 'output' && edgesOutOf(document.edges, id).length === 0,
  );
  const [end] = ends;
  if (end && ends.length === 1 && !isInput) return { kind: 'after', id: end.id };
  const cards = cardsOf(document);
  const lowest = Math.max(-CARD_GAP, ...cards.map(bottomOf));
  return { kind: 'at', x: cards[0]?.x ?? 0, y: lowest + CARD_GAP };
}

function roleOf(document: ConvDocument, id: NodeId) {
  const node = document.nodes.find((entry) => entry.id === id);
  return node && findLayer(node.type)?.role;
}

/** Where a layer stands that comes behind another; within a card only the first one's place counts. */
function below(document: ConvDocument, id: NodeId) {
  const card = cardsOf(document).find(({ nodes }) => nodes.includes(id));
  return card ? { x: card.x, y: bottomOf(card) + CARD_GAP } : { x: 0, y: 0 };
}

/** In front of a card: it takes that place, and the card moves down. */
function above(document: ConvDocument, id: NodeId) {
  const card = cardsOf(document).find(({ nodes }) => nodes.includes(id));
  return card ? { x: card.x, y: card.y } : { x: 0, y: 0 };
}
