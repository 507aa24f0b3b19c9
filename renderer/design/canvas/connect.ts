/** What a wire that is drawn from handle to handle means: a connection, or a port of the block itself. */
import type { PortPlace } from './port-edits';
import type { Connection } from '@xyflow/react';
import { connectionRefusal } from '../../../shared/graph/connect';
import type { Edge } from '../../../shared/graph/document';
import { edgesInto } from '../../../shared/graph/wiring';
import type { DocumentStore } from '../../document/document-store';
import { cardsOf } from '../../../shared/drawing/cards';
import { readSourceKey } from './flow';
import { connectPort } from './port-edits';
import { readPillId } from '../../../shared/drawing/port-pills';

export type Drawing =
  | { readonly kind: 'edge'; readonly edge: Edge }
  /** `name` is null for a port that is yet to be made. */
  | { readonly kind: 'input' | 'output'; readonly name: string | null; readonly at: PortPlace }
  | { readonly kind: 'through' };

type Ends = Pick<Connection, 'source' | 'target'> & {
  readonly sourceHandle?: string | null;
  readonly targetHandle?: string | null;
};

export function readConnection(documents: DocumentStore, ends: Ends): Drawing {
  const [from, to] = [readPillId(ends.source), readPillId(ends.target)];
  const source = sourcePlace(documents, ends.source, ends.sourceHandle ?? 'out');
  const target = { node: ends.target, port: ends.targetHandle ?? 'in' };
  if (from && to) return { kind: 'through' };
  if (from) return { kind: 'input', name: from.name, at: target };
  if (to) return { kind: 'output', name: to.name, at: source };
  return {
    kind: 'edge',
    edge: { source: source.node, sourcePort: source.port, target: target.node, targetPort: target.port },
  };
}

/** The layer's port behind a handle from which a wire leaves a card, or a folded group. */
export function sourcePlace({ graph }: DocumentStore, id: string, handle: string): PortPlace {
  const card = cardsOf(graph).find((each) => each.id === id);
  if (card?.group !== undefined) return readSourceKey(handle);
  return { node: card?.nodes.at(-1) ?? id, port: handle };
}

/** Why it can't be drawn, in a sentence; null where it can. */
export function drawingRefusal({ document, scope, graph }: DocumentStore, drawing: Drawing): string | null {
  if (drawing.kind === 'edge') return connectionRefusal(document, drawing.edge, { scope });
  if (drawing.kind === 'through' || !('inputs' in graph))
    return 'An input of the block can’t be its output: a layer must stand between.';
  const { at, name } = drawing;
  const layer = graph.nodes.find(({ id }) => id === at.node)?.name ?? at.node;
  if (drawing.kind === 'output') {
    const taken = graph.outputs.find((entry) => entry.name === name);
    if (taken) return `The output “${taken.name}” already comes from a layer: disconnect that first.`;
    const same = graph.outputs.find((entry) => entry.node === at.node && entry.port === at.port);
    return same ? `What ${layer} gives already leaves the block as “${same.name}”.` : null;
  }
  const fed = edgesInto(graph.edges, at.node).some(({ targetPort }) => targetPort === at.port);
  const known = graph.inputs.find((entry) => entry.node === at.node && entry.port === at.port);
  if (!fed && !known) return null;
  return `The input “${at.port}” of ${layer} is already taken: disconnect that first.`;
}

export function draw(documents: DocumentStore, drawing: Drawing): boolean {
  const { within } = documents;
  switch (drawing.kind) {
    case 'edge':
      return documents.transact('Connect', [{ edit: 'connect', ...within, edge: drawing.edge }]);
    case 'through':
      return false;
    case 'input':
    case 'output':
      return connectPort(documents, drawing.kind, drawing.name, drawing.at);
  }
}
