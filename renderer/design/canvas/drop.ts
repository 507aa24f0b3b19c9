/** Where a drop would land, told by what is under the pointer. */
import { detach } from '../../../shared/graph/create';
import type { GraphNode, NodeId } from '../../../shared/graph/document';
import { applyEdits } from '../../../shared/graph/apply';
import type { AppStore } from '../../document/app-store';
import { addBlock } from './add-block';
import type { Where } from '../placing-store';
import { addLayer, edgesFor } from './add-layer';
import { CARD_WIDTH, cardsOf, type Drawn, ROW_HEIGHT } from '../../../shared/drawing/cards';
import type { Dragged } from './drag';
import { wireId, wiresOf } from './flow';
import { partCard } from './join';

export type Target =
  | { readonly kind: 'row'; readonly id: NodeId; readonly side: 'before' | 'after' }
  | { readonly kind: 'wire'; readonly id: string }
  | { readonly kind: 'void' };

export const sameTarget = (a: Target | null, b: Target | null): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** Looks a little around the pointer for wires, which are thin. */
const REACH = 14;

/** `x` and `y` are the window's. */
export function targetAt(x: number, y: number): Target {
  const element = document.elementFromPoint(x, y);
  const row = element?.closest<HTMLElement>('[data-node-id]');
  const id = row?.dataset['nodeId'];
  if (row && id !== undefined) {
    const { top, height } = row.getBoundingClientRect();
    return { kind: 'row', id, side: y < top + height / 2 ? 'before' : 'after' };
  }
  for (const [dx, dy] of [
    [0, 0],
    [-REACH, 0],
    [REACH, 0],
    [-REACH / 2, 0],
    [REACH / 2, 0],
  ] as const) {
    const wire = document
      .elementFromPoint(x + dx, y + dy)
      ?.closest<HTMLElement>('[data-wire], .react-flow__edge');
    const wireName = wire?.dataset['wire'] ?? wire?.dataset['id'];
    if (wireName !== undefined) return { kind: 'wire', id: wireName };
  }
  return { kind: 'void' };
}

/** `point` is the pointer in the document's coordinates; `alone`: of a row, without what follows it in its card. */
export function drop(
  app: AppStore,
  dragged: Dragged,
  target: Target,
  point: { x: number; y: number },
  alone = false,
): void {
  const { documents } = app;
  const { document, graph, scope } = documents;
  const where = whereOf(graph, target, point);
  if (dragged.kind === 'layer') {
    addLayer(documents, dragged.type, where, dragged.params);
    return;
  }
  if (dragged.kind === 'block') {
    addBlock(app, dragged.key, where);
    return;
  }
  const node = documents.node(dragged.id);
  if (!node || ((where.kind === 'after' || where.kind === 'before') && where.id === node.id)) return;
  if (where.kind === 'edge' && (where.edge.source === node.id || where.edge.target === node.id)) return;
  if (where.kind === 'at' && !alone) {
    moveFrom(app, node, where);
    return;
  }
  const away = detach(document, node.id, scope);
  const { x, y } = point;
  const label = `Move ${node.name}`;
  if (where.kind === 'at') {
    documents.transact(label, [
      ...away,
      { edit: 'place', ...documents.within, layout: { [node.id]: { x: x - CARD_WIDTH / 2, y } } },
    ]);
  } else {
    const taken = applyEdits(document, away);
    documents.transact(label, [...away, ...edgesFor(taken, node, where, scope)]);
  }
  documents.select([node.id]);
}

/** The card comes apart where the row was, and stays wired; by its first row all of it is moved. */
function moveFrom(
  { documents }: AppStore,
  { id, name }: GraphNode,
  { x, y }: { readonly x: number; readonly y: number },
): void {
  const { graph, within } = documents;
  const isFirst = cardsOf(graph).some((card) => card.id === id);
  if (isFirst) {
    const place = { ...graph.layout?.[id], x: Math.round(x), y: Math.round(y) };
    documents.transact(`Move ${name}`, [{ edit: 'place', ...within, layout: { [id]: place } }]);
  } else partCard(documents, id, { x, y });
  documents.select([id]);
}

function whereOf(graph: Drawn, target: Target, { x, y }: { x: number; y: number }): Where {
  if (target.kind === 'row') return { kind: target.side, id: target.id };
  const wired =
    target.kind === 'wire' ? wiresOf(graph).find((wire) => wireId(wire) === target.id) : undefined;
  if (wired?.kind === 'edge') return { kind: 'edge', edge: wired.edge };
  if (wired) return { kind: wired.kind === 'input' ? 'before' : 'after', id: wired.port.node };
  return { kind: 'at', x: x - CARD_WIDTH / 2, y: y - ROW_HEIGHT / 2 };
}
