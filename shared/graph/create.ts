/** New nodes, and the edits behind gestures: insert, append, take out, duplicate. */
import type { ConvDocument, DefinitionId, Edge, GraphNode, NodeId, Placement } from './document';
import type { Edit } from './edit';
import type { Layer } from '../layers/define';
import { defaultsOf } from '../schema/fields';
import { healedPorts, movedInputs, movedOutputs, withPorts } from './move-ports';
import { inputPorts, outputPorts } from './ports';
import { graphIn, nodesById, within } from './scope';
import { edgesInto, edgesOutOf } from './wiring';

type Scope = DefinitionId | null | undefined;

/** Gives new nodes their ids: the layer's stem and the first number that is free, also of those that it gave before. */
export function freeIds(document: ConvDocument, scope?: Scope): (layer: Layer) => NodeId {
  const taken = new Set(graphIn(document, scope).nodes.flatMap(({ id, name }) => [id, name]));
  /** By stem: all before are taken. */
  const numbers = new Map<string, number>();
  return ({ stem }) => {
    let number = numbers.get(stem) ?? 1;
    while (taken.has(`${stem}${number}`)) number += 1;
    numbers.set(stem, number + 1);
    return `${stem}${number}`;
  };
}

/** With every parameter written down, so that a file does not depend on defaults. Id and name are the layer's stem and a number. */
export function newNode(
  document: ConvDocument,
  layer: Layer,
  params: Readonly<Record<string, unknown>> = {},
  scope?: Scope,
): GraphNode {
  const id = freeIds(document, scope)(layer);
  return { id, type: layer.type, name: id, params: { ...defaultsOf(layer.params), ...params } };
}

/**
 * Puts a node, new or already there, between the ends of an edge, by its first ports. What has no output (or no input)
 * can't stand between them: it is only connected to the edge's source (or target, where that has a free input).
 */
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
  const added: Edit[] = isNew ? [{ edit: 'addNode', ...own, node, ...(at && { at }) }] : [];
  const enter = (targetPort: string): Edit => {
    const { source, sourcePort } = edge;
    return { edit: 'connect', ...own, edge: { source, sourcePort, target: node.id, targetPort } };
  };
  const leave = (sourcePort: string): Edit => {
    const { target, targetPort } = edge;
    return { edit: 'connect', ...own, edge: { source: node.id, sourcePort, target, targetPort } };
  };
  if (input === null) return added;
  if (output === null) return [...added, enter(input)];
  return [...added, { edit: 'disconnect', ...own, edge }, enter(input), leave(output)];
}

/** Right behind a node: all that it fed is fed by the new one; behind an end, as the new end. */
export function appendAfter(
  document: ConvDocument,
  after: NodeId,
  node: GraphNode,
  at?: Placement,
  scope?: Scope,
): readonly Edit[] {
  const graph = graphIn(document, scope);
  const own = within(scope);
  const isNew = !nodesById(graph).has(node.id);
  const added: Edit[] = isNew ? [{ edit: 'addNode', ...own, node, ...(at && { at }) }] : [];
  const source = nodesById(graph).get(after);
  const { input, output } = firstPorts(document, node, scope);
  const sourcePort = source ? firstPorts(document, source, scope).output : null;
  if (input === null || sourcePort === null) return added;
  const fed =
    output === null ? [] : edgesOutOf(graph.edges, after).filter((edge) => edge.sourcePort === sourcePort);
  const edits: readonly Edit[] = [
    ...added,
    ...fed.map((edge): Edit => ({ edit: 'disconnect', ...own, edge })),
    { edit: 'connect', ...own, edge: { source: after, sourcePort, target: node.id, targetPort: input } },
    ...fed.map((edge): Edit => {
      return {
        edit: 'connect',
        ...own,
        edge: { ...edge, source: node.id, sourcePort: output ?? edge.sourcePort },
      };
    }),
  ];
  if (output === null) return edits;
  return withPorts(document, edits, scope, (ports) =>
    movedOutputs(ports, { node: after, port: sourcePort }, { node: node.id, port: output }),
  );
}

/** Right before a node, by its first input: on its way in, or as the new beginning. */
export function prependBefore(
  document: ConvDocument,
  before: NodeId,
  node: GraphNode,
  at?: Placement,
  scope?: Scope,
): readonly Edit[] {
  const graph = graphIn(document, scope);
  const target = nodesById(graph).get(before);
  const targetPort = target ? firstPorts(document, target, scope).input : null;
  const edge = edgesInto(graph.edges, before).find((entry) => entry.targetPort === targetPort);
  if (edge) return insertOnEdge(document, edge, node, at, scope);
  const own = within(scope);
  const added: Edit[] = nodesById(graph).has(node.id)
    ? []
    : [{ edit: 'addNode', ...own, node, ...(at && { at }) }];
  const { input, output } = firstPorts(document, node, scope);
  if (targetPort === null || output === null) return added;
  // The block's input goes first: the port must be free for what is put before it.
  const entered = withPorts(document, added, scope, (ports) =>
    input === null
      ? ports
      : movedInputs(ports, { node: before, port: targetPort }, { node: node.id, port: input }),
  );
  return [
    ...entered,
    { edit: 'connect', ...own, edge: { source: node.id, sourcePort: output, target: before, targetPort } },
  ];
}

/** Takes a node out of its connections and joins what it stood between; it stays as it is. */
export const detach = (document: ConvDocument, id: NodeId, scope?: Scope): readonly Edit[] =>
  detachAll(document, [id], scope);

/** The same for several together: what connects them with one another stays. */
export function detachAll(document: ConvDocument, ids: readonly NodeId[], scope?: Scope): readonly Edit[] {
  const { edges } = graphIn(document, scope);
  const gone = new Set(ids);
  const cut = edges
    .filter(({ source, target }) => gone.has(source) !== gone.has(target))
    .map((edge): Edit => ({ edit: 'disconnect', ...within(scope), edge }));
  return withPorts(document, [...cut, ...healing(document, gone, scope)], scope, (ports) =>
    healedPorts(ports, edges, gone),
  );
}

/** Removes nodes; where one way led through them, its ends are joined. */
export function removeAndHeal(
  document: ConvDocument,
  ids: readonly NodeId[],
  scope?: Scope,
): readonly Edit[] {
  if (ids.length === 0) return [];
  const gone = new Set(ids);
  const edits: readonly Edit[] = [
    { edit: 'removeNodes', ...within(scope), ids },
    ...healing(document, gone, scope),
  ];
  const { edges } = graphIn(document, scope);
  return withPorts(document, edits, scope, (ports) => healedPorts(ports, edges, gone));
}

function healing(document: ConvDocument, gone: ReadonlySet<NodeId>, scope: Scope): readonly Edit[] {
  const { edges } = graphIn(document, scope);
  /** The end that stays, through nodes that go and have one input; null where it is lost. */
  const origin = (edge: Edge): Edge | null => {
    const seen = new Set<NodeId>();
    for (let at = edge; ;) {
      if (!gone.has(at.source)) return at;
      const [only, ...others] = edgesInto(edges, at.source);
      if (seen.has(at.source) || only === undefined || others.length > 0) return null;
      seen.add(at.source);
      at = only;
    }
  };
  return edges.flatMap((edge): Edit[] => {
    if (!gone.has(edge.source) || gone.has(edge.target)) return [];
    const from = origin(edge);
    if (!from) return [];
    const { source, sourcePort } = from;
    return [{ edit: 'connect', ...within(scope), edge: { ...edge, source, sourcePort } }];
  });
}

function firstPorts(document: ConvDocument, node: GraphNode, scope: Scope) {
  const options = scope == null ? {} : { scope };
  return {
    input: inputPorts(document, node, options)[0] ?? null,
    output: outputPorts(document, node, options)[0] ?? null,
  };
}
