/** The drawing as React Flow's nodes and edges: a card each, and the wires between cards. */
import type { Edge as FlowEdge, Node as FlowNode } from '@xyflow/react';
import type { ConvDocument, Edge, NodeId } from '../../shared/graph/document';
import { CARD_WIDTH, type Card, cardsOf } from './cards';
import { detourOf } from './route';

export type CardNode = FlowNode<{ readonly nodes: readonly NodeId[] }, 'card'>;
export type WireEdge = FlowEdge<{ readonly edge: Edge; readonly detour: number | null }, 'wire'>;

export const wireId = ({ source, sourcePort, target, targetPort }: Edge): string =>
  `${source}:${sourcePort}>${target}:${targetPort}`;

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((entry, i) => entry === b[i]);

/** Cards that did not change keep their objects, so that React Flow draws only what did. */
export function flowNodes(
  document: ConvDocument,
  selection: ReadonlySet<NodeId>,
  before: readonly CardNode[],
): CardNode[] {
  const old = new Map(before.map((node) => [node.id, node]));
  return cardsOf(document).map((card) => {
    const selected = card.nodes.some((node) => selection.has(node));
    const known = old.get(card.id);
    if (known && known.selected === selected && isCard(known, card)) return known;
    const data = known && sameList(known.data.nodes, card.nodes) ? known.data : { nodes: card.nodes };
    return {
      ...known,
      id: card.id,
      type: 'card',
      data,
      position: { x: card.x, y: card.y },
      width: CARD_WIDTH,
      height: card.height,
      selected,
      focusable: false,
    };
  });
}

function isCard(node: CardNode, card: Card): boolean {
  const { x, y } = node.position;
  return x === card.x && y === card.y && node.height === card.height && sameList(node.data.nodes, card.nodes);
}

export function flowEdges(document: ConvDocument, before: readonly WireEdge[]): WireEdge[] {
  const old = new Map(before.map((edge) => [edge.id, edge]));
  const cards = cardsOf(document);
  const cardOf = new Map(cards.flatMap((card) => card.nodes.map((node) => [node, card] as const)));
  return document.edges.flatMap((edge) => {
    const [from, to] = [cardOf.get(edge.source), cardOf.get(edge.target)];
    if (from === undefined || to === undefined || from === to) return [];
    const [source, target, detour] = [from.id, to.id, detourOf(from, to, cards)];
    const id = wireId(edge);
    const known = old.get(id);
    if (known?.source === source && known.target === target && known.data?.detour === detour) return [known];
    return [
      {
        id,
        type: 'wire',
        source,
        target,
        sourceHandle: edge.sourcePort,
        targetHandle: edge.targetPort,
        data: { edge, detour },
        ...(known?.selected !== undefined && { selected: known.selected }),
      },
    ];
  });
}
