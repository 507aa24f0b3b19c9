/** New nodes, and the edits behind gestures: insert, append, take out, duplicate. */
import type { ConvDocument, DefinitionId, Edge, GraphNode, NodeId, Placement } from './document';
import { isBlock } from './document';
import type { Edit } from './edit';
import type { Layer } from '../layers/define';
import { defaultsOf } from '../layers/support/fields';
import { findLayer } from '../layers/index';
import { inputPorts, outputPorts } from './ports';
import { graphIn, layoutIn, nodesById } from './scope';
import { edgesInto, edgesOutOf, sameEdge } from './wiring';

type Scope = DefinitionId | null | undefined;

const within = (scope: Scope): { scope?: DefinitionId } => (scope == null ? {} : { scope });

/** With every parameter written down, so that a file does not depend on defaults. Id and name are the layer's stem and a number. */
export function newNode(
  document: ConvDocument,
  layer: Layer,
  params: Readonly<Record<string, unknown>> = {},
  scope?: Scope,
  alsoTaken: ReadonlySet<string> = new Set(),
): GraphNode {
  const { nodes } = graphIn(document, scope);
  const taken = new Set([...nodes.flatMap(({ id, name }) => [id, name]), ...alsoTaken]);
  let number = 1;
  while (taken.has(`${layer.stem}${number}`)) number += 1;
  const id = `${layer.stem}${number}`;
  return { id, type: layer.type, name: id, params: { ...defaultsOf(layer.params), ...params } };
}

/** Puts a node, new or already there, between the ends of an edge, by its first ports. */
export function insertOnEdge(
  document: ConvDocument,
  edge: Edge,
  node: GraphNode,
  at?: Placement,
  scope?: Scope,
): readonly Edit[] {
  const isNew = !nodesById(graphIn(document, scope)).has(node.id);
  const { input, output } = firstPorts(document, node, scope);
  const own = within(scope);
  return [
    ...(isNew ? [{ edit: 'addNode', ...own, node, ...(at && { at }) } as const] : []),
    { edit: 'disconnect', ...own, edge },
    ...(input === null
      ? []
      : [
          {
            edit: 'connect',
            ...own,
            edge: { source: edge.source, sourcePort: edge.sourcePort, target: node.id, targetPort: input },
          } as const,
        ]),
    ...(output === null
      ? []
      : [
          {
            edit: 'connect',
            ...own,
            edge: { source: node.id, sourcePort: output, target: edge.target, targetPort: edge.targetPort },
          } as const,
        ]),
  ];
}

/** Behind a node: on its way to the next one where it has one way, else as a new end. */
export function appendAfter(
  document: ConvDocument,
  after: NodeId,
  node: GraphNode,
  scope?: Scope,
): readonly Edit[] {
  const graph = graphIn(document, scope);
  const source = nodesById(graph).get(after);
  if (!source) return [{ edit: 'addNode', ...within(scope), node }];
  const place = layoutIn(document, scope)[after];
  const at = place && { x: place.x, y: place.y + 40 };
  const outgoing = edgesOutOf(graph.edges, after);
  const [edge] = outgoing;
  if (edge && outgoing.length === 1) return insertOnEdge(document, edge, node, at, scope);
  const { input } = firstPorts(document, node, scope);
  const sourcePort = firstPorts(document, source, scope).output;
  return [
    { edit: 'addNode', ...within(scope), node, ...(at && { at }) },
    ...(input === null || sourcePort === null
      ? []
      : [
          {
            edit: 'connect',
            ...within(scope),
            edge: { source: after, sourcePort, target: node.id, targetPort: input },
          } as const,
        ]),
  ];
}

/** Removes nodes; where one way led through them, its ends are joined. */
export function removeAndHeal(
  document: ConvDocument,
  ids: readonly NodeId[],
  scope?: Scope,
): readonly Edit[] {
  if (ids.length === 0) return [];
  return [{ edit: 'removeNodes', ...within(scope), ids }, ...healing(document, ids, scope)];
}

function healing(document: ConvDocument, ids: readonly NodeId[], scope: Scope): readonly Edit[] {
  const { edges } = graphIn(document, scope);
  const gone = new Set(ids);
  /** The end that stays, through nodes that go and have one input; null where it is lost. */
  const origin = (edge: Edge, seen: ReadonlySet<NodeId>): Edge | null => {
    if (!gone.has(edge.source)) return edge;
    if (seen.has(edge.source)) return null;
    const into = edgesInto(edges, edge.source);
    const [only] = into;
    return only && into.length === 1 ? origin(only, new Set([...seen, edge.source])) : null;
  };
  return edges.flatMap((edge): Edit[] => {
    if (!gone.has(edge.source) || gone.has(edge.target)) return [];
    const from = origin(edge, new Set());
    if (!from) return [];
    const { source, sourcePort } = from;
    return [{ edit: 'connect', ...within(scope), edge: { ...edge, source, sourcePort } }];
  });
}

/** Takes a layer out of where it is and puts it on another edge. Empty where that is where it is. */
export function moveOntoEdge(document: ConvDocument, id: NodeId, edge: Edge, scope?: Scope): readonly Edit[] {
  const { edges } = graphIn(document, scope);
  const node = nodesById(graphIn(document, scope)).get(id);
  if (!node || edge.source === id || edge.target === id || !edges.some((other) => sameEdge(other, edge)))
    return [];
  const own = [...edgesInto(edges, id), ...edgesOutOf(edges, id)];
  return [
    ...own.map((old): Edit => ({ edit: 'disconnect', ...within(scope), edge: old })),
    ...healing(document, [id], scope),
    ...insertOnEdge(document, edge, node, undefined, scope),
  ];
}

/** Copies with the edges between them. `ids` are those of the copies, in the order given. */
export function duplicateNodes(
  document: ConvDocument,
  ids: readonly NodeId[],
  offset: { readonly x: number; readonly y: number },
  scope?: Scope,
): { readonly edits: readonly Edit[]; readonly ids: readonly NodeId[] } {
  const graph = graphIn(document, scope);
  const nodes = nodesById(graph);
  const layout = layoutIn(document, scope);
  const copies = new Map<NodeId, NodeId>();
  const taken = new Set<string>();
  const edits: Edit[] = [];
  for (const id of ids) {
    const node = nodes.get(id);
    const layer = node && findLayer(node.type);
    if (!node || !layer) continue;
    const fresh = newNode(document, layer, {}, scope, taken);
    taken.add(fresh.id);
    copies.set(id, fresh.id);
    const place = layout[id];
    const copy: GraphNode = { ...node, id: fresh.id, name: isBlock(node) ? node.name : fresh.name };
    edits.push({
      edit: 'addNode',
      ...within(scope),
      node: copy,
      ...(place && { at: { ...place, x: place.x + offset.x, y: place.y + offset.y } }),
    });
  }
  for (const edge of graph.edges) {
    const [source, target] = [copies.get(edge.source), copies.get(edge.target)];
    if (source !== undefined && target !== undefined) {
      edits.push({ edit: 'connect', ...within(scope), edge: { ...edge, source, target } });
    }
  }
  return { edits, ids: [...copies.values()] };
}

function firstPorts(document: ConvDocument, node: GraphNode, scope: Scope) {
  const options = scope == null ? {} : { scope };
  return {
    input: inputPorts(document, node, options)[0] ?? null,
    output: outputPorts(document, node, options)[0] ?? null,
  };
}
