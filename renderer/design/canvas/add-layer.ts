/** Adding a layer, from wherever: the palette, the keyboard, a drop on a row, a wire or nothing. */
import { applyEdits } from '../../../shared/graph/apply';
import { appendAfter, insertOnEdge, newNode, prependBefore } from '../../../shared/graph/create';
import type { ConvDocument, DefinitionId, Edge, GraphNode, NodeId } from '../../../shared/graph/document';
import type { Edit } from '../../../shared/graph/edit';
import { inputPorts, outputPorts } from '../../../shared/graph/ports';
import { graphIn, nodesById, within } from '../../../shared/graph/scope';
import { edgesInto, edgesOutOf } from '../../../shared/graph/wiring';
import { findLayer } from '../../../shared/layers/index';
import type { DocumentStore } from '../../document/document-store';
import {
  bottomOf,
  CARD_GAP,
  cardsByNode,
  cardsOf,
  chainCards,
  type Drawn,
} from '../../../shared/drawing/cards';
import { placeBehind, readingOf } from '../../../shared/drawing/reading';
import type { Where } from '../placing-store';

/** Selects the new layer. Without a place it goes behind the selected layer, else before the output, else to the end. */
export function addLayer(
  documents: DocumentStore,
  type: string,
  where?: Where,
  params: Readonly<Record<string, unknown>> = {},
): NodeId | null {
  const layer = findLayer(type);
  if (!layer) return null;
  const node = newNode(documents.document, layer, params, documents.scope);
  return addNode(documents, node, `Add ${layer.type}`, where);
}

/** A new node in the graph in view; `first` are edits that it needs, such as the definition of a block. */
export function addNode(
  documents: DocumentStore,
  node: GraphNode,
  label: string,
  where?: Where,
  first: readonly Edit[] = [],
): NodeId | null {
  const document = applyEdits(documents.document, first);
  const edits = edgesFor(document, node, where ?? usualPlace(documents, node.type), documents.scope);
  if (!documents.transact(label, [...first, ...edits])) return null;
  documents.select([node.id]);
  return node.id;
}

/** The edits that put a node, new or moved, somewhere. */
export function edgesFor(
  document: ConvDocument,
  node: GraphNode,
  where: Where,
  scope: DefinitionId | null = null,
): readonly Edit[] {
  const graph = graphIn(document, scope);
  switch (where.kind) {
    case 'at':
      return [{ edit: 'addNode', ...within(scope), node, at: { x: where.x, y: where.y } }];
    case 'edge':
      return insertOnEdge(document, where.edge, node, below(graph, where.edge.source), scope);
    case 'after':
      return appendAfter(document, where.id, node, below(graph, where.id), scope);
    case 'before':
      return prependBefore(document, where.id, node, above(graph, where.id), scope);
    case 'port':
      return branch(document, node, where, scope);
  }
}

/** Where the wire can't be drawn, the layer comes alone. */
function branch(
  document: ConvDocument,
  node: GraphNode,
  { from, at }: Extract<Where, { kind: 'port' }>,
  scope: DefinitionId | null,
): readonly Edit[] {
  const own = within(scope);
  const added: Edit = { edit: 'addNode', ...own, node, at };
  const [port] =
    from.end === 'source' ? inputPorts(document, node, { scope }) : outputPorts(document, node, { scope });
  if (port === undefined) return [added];
  const edge: Edge =
    from.end === 'source'
      ? { source: from.node, sourcePort: from.port, target: node.id, targetPort: port }
      : { source: node.id, sourcePort: port, target: from.node, targetPort: from.port };
  return [added, { edit: 'connect', ...own, edge }];
}

/** Behind the selected layer, else before the output, else at the end. */
export function usualPlace({ graph, selected: one }: DocumentStore, type: string): Where {
  const selected = one?.id ?? null;
  const role = findLayer(type)?.role;
  const isInput = role === 'input';
  if (selected !== null && roleOf(graph, selected) !== 'output' && !isInput)
    return { kind: 'after', id: selected };
  const output = graph.nodes.find(({ id }) => roleOf(graph, id) === 'output');
  const into = output && edgesInto(graph.edges, output.id)[0];
  if (into && role !== 'output' && !isInput) return { kind: 'edge', edge: into };
  const ends = graph.nodes.filter(
    ({ id }) => roleOf(graph, id) !== 'output' && edgesOutOf(graph.edges, id).length === 0,
  );
  const [end] = ends;
  if (end && ends.length === 1 && !isInput) return { kind: 'after', id: end.id };
  const cards = cardsOf(graph);
  const lowest = Math.max(-CARD_GAP, ...cards.map(bottomOf));
  return { kind: 'at', x: cards[0]?.x ?? 0, y: lowest + CARD_GAP };
}

function roleOf(graph: Drawn, id: NodeId) {
  const node = nodesById(graph).get(id);
  return node && findLayer(node.type)?.role;
}

/** Where a layer stands that comes behind another; within a card only the first one's place counts. */
function below(graph: Drawn, id: NodeId) {
  const card = cardsByNode(chainCards(graph)).get(id);
  return card ? placeBehind(readingOf(graph), card) : { x: 0, y: 0 };
}

/** In front of a card: it takes that place, and the card moves down. */
function above(graph: Drawn, id: NodeId) {
  const card = cardsByNode(chainCards(graph)).get(id);
  return card ? { x: card.x, y: card.y } : { x: 0, y: 0 };
}
