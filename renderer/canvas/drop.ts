/** Where a drop would land, told by what is under the pointer. */
import { detach, newNode } from '../../shared/graph/create';
import type { Edge, NodeId } from '../../shared/graph/document';
import { applyEdits } from '../../shared/graph/apply';
import { findLayer } from '../../shared/layers/index';
import type { AppStore } from '../stores/app-store';
import type { DocumentStore } from '../stores/document-store';
import { addBlock } from './add-block';
import { addLayer, edgesFor, type Where } from './add-layer';
import { CARD_WIDTH, type Drawn, ROW_HEIGHT } from './cards';
import type { Dragged } from './drag';
import { wireId, wiresOf } from './flow';

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

/** `point` is the pointer in the document's coordinates. */
export function drop(app: AppStore, dragged: Dragged, target: Target, point: { x: number; y: number }): void {
  const { documents } = app;
  const { document, graph, scope } = documents;
  const where = whereOf(graph, target, point);
  if (dragged.kind === 'layer') {
    addLayer(documents, dragged.type, where);
    return;
  }
  if (dragged.kind === 'block') {
    addBlock(app, dragged.key, where);
    return;
  }
  const node = documents.node(dragged.id);
  if (!node || ((where.kind === 'after' || where.kind === 'before') && where.id === node.id)) return;
  if (where.kind === 'edge' && (where.edge.source === node.id || where.edge.target === node.id)) return;
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

function whereOf(graph: Drawn, target: Target, { x, y }: { x: number; y: number }): Where {
  if (target.kind === 'row') return { kind: target.side, id: target.id };
  const wired =
    target.kind === 'wire' ? wiresOf(graph).find((wire) => wireId(wire) === target.id) : undefined;
  if (wired?.kind === 'edge') return { kind: 'edge', edge: wired.edge };
  if (wired) return { kind: wired.kind === 'input' ? 'before' : 'after', id: wired.port.node };
  return { kind: 'at', x: x - CARD_WIDTH / 2, y: y - ROW_HEIGHT / 2 };
}

/** Draws a wire into nothing and chooses what comes next: the new layer, connected, where the wire was let go. */
export function addConnected(
  documents: DocumentStore,
  type: string,
  from: { readonly node: NodeId; readonly port: string; readonly end: 'source' | 'target' },
  at: { readonly x: number; readonly y: number },
): void {
  const layer = findLayer(type);
  if (!layer) return;
  const node = newNode(documents.document, layer, {}, documents.scope);
  const { inputs, outputs } = layer.ports(node.params);
  const input = 'variadic' in inputs ? `${inputs.variadic}:0` : inputs[0];
  const [output] = outputs;
  const edge: Edge | null =
    from.end === 'source'
      ? input === undefined
        ? null
        : { source: from.node, sourcePort: from.port, target: node.id, targetPort: input }
      : output === undefined
        ? null
        : { source: node.id, sourcePort: output, target: from.node, targetPort: from.port };
  const done = documents.transact(`Add ${layer.type}`, [
    { edit: 'addNode', ...documents.within, node, at },
    ...(edge ? [{ edit: 'connect', ...documents.within, edge } as const] : []),
  ]);
  if (done) documents.select([node.id]);
}
