/** The drawing as React Flow's nodes and edges: a card each, a block's own ports, and the wires between them. */
import type { Wired } from '../../../shared/drawing/wired';
import type { CardNode, DrawnNode, FoldedNode, PillNode, WireEdge } from './drawn-node';
import type { Edge, NodeId, VisualGroup } from '../../../shared/graph/document';
import { CARD_WIDTH, type Card, cardsByNode, cardsOf, type Drawn } from '../../../shared/drawing/cards';
import { frameNodes, noteNodes } from './marks';
import {
  type Pill,
  pillAsCard,
  pillId,
  PILL_HEIGHT,
  PILL_WIDTH,
  pillsOf,
} from '../../../shared/drawing/port-pills';
import { readingOf } from '../../../shared/drawing/reading';
import { detourOf } from '../../../shared/drawing/route';

const edgeId = ({ source, sourcePort, target, targetPort }: Edge): string =>
  `${source}:${sourcePort}>${target}:${targetPort}`;

export function wireId(wired: Wired): string {
  switch (wired.kind) {
    case 'edge':
      return edgeId(wired.edge);
    case 'input':
      return `${pillId('input', wired.port.name)}>${wired.port.node}:${wired.port.port}`;
    case 'output':
      return `${wired.port.node}:${wired.port.port}>${pillId('output', wired.port.name)}`;
  }
}

export function wiresOf(graph: Drawn): readonly Wired[] {
  const edges = graph.edges.map((edge): Wired => ({ kind: 'edge', edge }));
  if (!('inputs' in graph)) return edges;
  return [
    ...edges,
    ...graph.inputs.map((port): Wired => ({ kind: 'input', port })),
    ...graph.outputs.map((port): Wired => ({ kind: 'output', port })),
  ];
}

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((entry, i) => entry === b[i]);

/** Cards that did not change keep their objects, so that React Flow draws only what did. */
export function flowNodes(
  graph: Drawn,
  selection: ReadonlySet<NodeId>,
  before: readonly DrawnNode[],
): DrawnNode[] {
  const old = new Map(before.map((node) => [node.id, node]));
  const cards = cardsOf(graph).map((card): DrawnNode => {
    const selected = card.nodes.some((node) => selection.has(node));
    if (card.group !== undefined) return foldedNode(graph, card, card.group, selected, old.get(card.id));
    const found = old.get(card.id);
    const known = found?.type === 'card' ? found : undefined;
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
      // As large as it is told to be: nothing to be learnt by measuring, which would draw every card once more.
      measured: { width: CARD_WIDTH, height: card.height },
      selected,
      focusable: false,
    };
  });
  return [
    ...frameNodes(graph, old),
    ...cards,
    ...pillsOf(graph).map((pill) => pillNode(pill, old.get(pill.id))),
    ...noteNodes(graph, old),
  ];
}

function foldedNode(
  graph: Drawn,
  { id, nodes, x, y, height }: Card,
  group: VisualGroup,
  selected: boolean,
  found: DrawnNode | undefined,
): FoldedNode {
  const known = found?.type === 'folded' ? found : undefined;
  const data = { group, nodes, ...borderOf(graph, nodes) };
  if (known && known.selected === selected && known.position.x === x && known.position.y === y) {
    if (known.height === height && sameFolded(known.data, data)) return known;
  }
  return {
    ...known,
    id,
    type: 'folded',
    data,
    position: { x, y },
    width: CARD_WIDTH,
    height,
    selected,
    selectable: true,
    focusable: false,
  };
}

const sameFolded = (a: FoldedNode['data'], b: FoldedNode['data']): boolean =>
  a.group === b.group &&
  sameList(a.nodes, b.nodes) &&
  sameList(a.enters, b.enters) &&
  sameList(a.leaves, b.leaves);

/** The ports of a folded group: where wires cross its border. */
export function borderOf(
  graph: Drawn,
  nodes: readonly NodeId[],
): Pick<FoldedNode['data'], 'enters' | 'leaves'> {
  const own = new Set(nodes);
  const crossing = graph.edges.filter(({ source, target }) => own.has(source) !== own.has(target));
  return {
    enters: [...new Set(crossing.filter(({ target }) => own.has(target)).map(sourceKey))],
    leaves: [...new Set(crossing.filter(({ source }) => own.has(source)).map(sourceKey))],
  };
}

/** What comes from one port is one wire, wherever behind the border it leads. */
export const sourceKey = ({ source, sourcePort }: Pick<Edge, 'source' | 'sourcePort'>): string =>
  `${source}:${sourcePort}`;

/** Ports have no colon in their names. */
export function readSourceKey(key: string): { readonly node: NodeId; readonly port: string } {
  const end = key.lastIndexOf(':');
  return { node: key.slice(0, end), port: key.slice(end + 1) };
}

function isCard(node: CardNode, card: Card): boolean {
  const { x, y } = node.position;
  return x === card.x && y === card.y && node.height === card.height && sameList(node.data.nodes, card.nodes);
}

function pillNode(pill: Pill, known: DrawnNode | undefined): PillNode {
  if (known?.type === 'pill' && known.position.x === pill.x && known.position.y === pill.y) return known;
  return {
    id: pill.id,
    type: 'pill',
    data: { pill },
    position: { x: pill.x, y: pill.y },
    width: PILL_WIDTH,
    height: PILL_HEIGHT,
    draggable: false,
    selectable: false,
    focusable: false,
  };
}

/** Wires times cards. Beyond it there is no way around, nor an eye that could follow one: wires go straight. */
const MOST_LOOKS = 50_000_000;
const none: readonly Card[] = [];

export function flowEdges(graph: Drawn, before: readonly WireEdge[]): WireEdge[] {
  const old = new Map(before.map((edge) => [edge.id, edge]));
  const cards = cardsOf(graph);
  const cardOf = cardsByNode(cards);
  const pills = new Map(pillsOf(graph).map((pill) => [pill.id, pillAsCard(pill)]));
  const reading = readingOf(graph);
  /** Ports at the border of a folded group that have their wire. */
  const drawn = new Set<string>();
  const wires = wiresOf(graph);
  const inTheWay = wires.length * cards.length > MOST_LOOKS ? none : cards;
  return wires.flatMap((wired): WireEdge[] => {
    const { from, fromPort, to, toPort } = endsOf(wired, cardOf, pills);
    if (from === undefined || to === undefined || from === to) return [];
    if (to.group !== undefined) {
      const border = `${to.id} ${toPort}`;
      if (drawn.has(border)) return [];
      drawn.add(border);
    }
    const detour = detourOf(from, to, inTheWay, reading);
    const id = wireId(wired);
    const known = old.get(id);
    const same = known?.source === from.id && known.target === to.id && known.data?.detour === detour;
    if (same && known.sourceHandle === fromPort && known.targetHandle === toPort) return [known];
    return [
      {
        id,
        type: 'wire',
        source: from.id,
        target: to.id,
        sourceHandle: fromPort,
        targetHandle: toPort,
        data: { wired, detour },
        ...(known?.selected !== undefined && { selected: known.selected }),
      },
    ];
  });
}

/** A pill has one handle. */
export const PILL_HANDLE = 'port';

function endsOf(
  wired: Wired,
  cardOf: ReadonlyMap<NodeId, Card>,
  pills: ReadonlyMap<string, Card>,
): { from?: Card | undefined; fromPort: string; to?: Card | undefined; toPort: string } {
  if (wired.kind === 'edge') {
    const { source, sourcePort, target, targetPort } = wired.edge;
    const [from, to] = [cardOf.get(source), cardOf.get(target)];
    return {
      from,
      fromPort: from?.group === undefined ? sourcePort : sourceKey(wired.edge),
      to,
      toPort: to?.group === undefined ? targetPort : sourceKey(wired.edge),
    };
  }
  const { name, node, port } = wired.port;
  const pill = pills.get(pillId(wired.kind, name));
  return wired.kind === 'input'
    ? { from: pill, fromPort: PILL_HANDLE, to: cardOf.get(node), toPort: port }
    : { from: cardOf.get(node), fromPort: port, to: pill, toPort: PILL_HANDLE };
}
