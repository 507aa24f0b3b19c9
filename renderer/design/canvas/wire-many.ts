/** Connecting several layers with one that takes several inputs, in one step. */
import { applyEdits } from '../../../shared/graph/apply';
import { connectionRefusal } from '../../../shared/graph/connect';
import type { Edge, NodeId } from '../../../shared/graph/document';
import type { Edit } from '../../../shared/graph/edit';
import { declaredInputs, inputPorts, outputPorts } from '../../../shared/graph/ports';
import { edgesInto } from '../../../shared/graph/wiring';
import { plural } from '../../format/numbers';
import type { DocumentStore } from '../../document/document-store';
import { cardsOf } from '../../../shared/drawing/cards';

/** Whether more can always be connected to it. */
function takesMany({ document, nodes }: DocumentStore, id: NodeId): boolean {
  const node = nodes.get(id);
  const inputs = node ? declaredInputs(document, node) : null;
  return inputs !== null && 'variadic' in inputs;
}

/** What of the selection would be connected: of each card the last selected layer. */
export function sourcesIn({ graph, selection }: DocumentStore, target: NodeId): readonly NodeId[] {
  return cardsOf(graph).flatMap(({ nodes }) => {
    const last = nodes.findLast((id) => selection.has(id));
    return last === undefined || last === target ? [] : [last];
  });
}

/** The layer of several inputs that was selected last. */
export function targetIn(documents: DocumentStore): NodeId | null {
  return [...documents.selection].findLast((id) => takesMany(documents, id)) ?? null;
}

/** A wire from one of several selected layers into a layer of many inputs is drawn from each of them. */
export function drawnForAll(documents: DocumentStore, { source, target }: Edge): boolean {
  const sources = sourcesIn(documents, target);
  if (sources.length < 2 || !sources.includes(source) || !takesMany(documents, target)) return false;
  return wireMany(documents, sources, target);
}

/** Those already connected are left as they are; what would close a circle is refused with all. */
export function wireMany(documents: DocumentStore, sources: readonly NodeId[], target: NodeId): boolean {
  const { document, scope, within, graph } = documents;
  const edits: Edit[] = [];
  let now = document;
  for (const source of sources) {
    const node = documents.node(source);
    const goal = documents.node(target);
    const known = edgesInto(graph.edges, target).some((edge) => edge.source === source);
    if (!node || !goal || known) continue;
    const [sourcePort] = outputPorts(now, node, { scope });
    const targetPort = freeInput(documents, now, target);
    if (sourcePort === undefined || targetPort === undefined) continue;
    const edge: Edge = { source, sourcePort, target, targetPort };
    const refusal = connectionRefusal(now, edge, { scope });
    if (refusal !== null) return documents.attempt('Connect', () => [{ edit: 'connect', ...within, edge }]);
    const edit: Edit = { edit: 'connect', ...within, edge };
    edits.push(edit);
    now = applyEdits(now, [edit]);
  }
  if (edits.length === 0) return false;
  const name = documents.node(target)?.name ?? target;
  return documents.transact(`Connect ${plural(edits.length, 'layer')} to ${name}`, edits);
}

function freeInput(
  documents: DocumentStore,
  now: DocumentStore['document'],
  target: NodeId,
): string | undefined {
  const { scope } = documents;
  const node = documents.node(target);
  if (!node) return undefined;
  const graph = scope === null ? now : now.definitions[scope];
  const taken = new Set([
    ...edgesInto(graph?.edges ?? [], target).map(({ targetPort }) => targetPort),
    ...(graph && 'inputs' in graph
      ? graph.inputs.filter((each) => each.node === target).map(({ port }) => port)
      : []),
  ]);
  return inputPorts(now, node, { scope }).find((port) => !taken.has(port));
}
