/** From what is suggested to edits of the document, each list one undoable step. */
import type { ConvDocument, Definition, DefinitionId, Edge, GraphNode, NodeId } from '../graph/document';
import type { Edit } from '../graph/edit';
import { insertOnEdge, newNode, removeAndHeal } from '../graph/create';
import { inputPorts, outputPorts } from '../graph/ports';
import { findDefinition, graphIn, within } from '../graph/scope';
import { edgeAt, edgesInto } from '../graph/wiring';
import type { Finding, Suggestion } from '../layers/define';
import { findLayer } from '../layers/index';
import type { Fix, FlatNode } from './compiled';
import { fix } from './fix';
import { inputsInto } from './port-index';

type Scope = DefinitionId | null;

export function fixesOf(document: ConvDocument, node: FlatNode, finding: Finding): readonly Fix[] {
  return (finding.suggestions ?? []).flatMap((suggestion) => {
    if (suggestion.kind === 'insert' && !hasWayIn(document, node.origin, suggestion.port)) return [];
    const label = inEvery(document, node.origin.scope, suggestion.label);
    return [fix(label, () => editsOf(document, node, suggestion) ?? [])];
  });
}

export const inScope = ({ origin }: FlatNode): { readonly scope?: DefinitionId } => within(origin.scope);

/** What is changed inside a block is changed wherever the block is used. */
export function inEvery(document: ConvDocument, scope: Scope, label: string): string {
  const name = scope === null ? undefined : findDefinition(document, scope)?.name;
  return name === undefined ? label : `${label}, in every ${name}`;
}

function editsOf(document: ConvDocument, node: FlatNode, suggestion: Suggestion): readonly Edit[] | null {
  const { scope, node: id } = node.origin;
  if (suggestion.kind === 'setParams') {
    return [{ edit: 'setParams', ...inScope(node), id, params: suggestion.params }];
  }
  const layer = findLayer(suggestion.type);
  if (!layer) return null;
  return insertInto(document, scope, id, suggestion.port, newNode(document, layer, suggestion.params, scope));
}

/**
 * A new node on the way into a port. Where that way comes from outside of a block, the node becomes the first one inside,
 * and the block's input leads to it. Null where nothing comes in.
 */
export function insertInto(
  document: ConvDocument,
  scope: Scope,
  target: NodeId,
  port: string,
  node: GraphNode,
): readonly Edit[] | null {
  const edge = edgeAt(graphIn(document, scope).edges, target, port);
  if (edge) return insertOnEdge(document, edge, node, undefined, scope);
  const definition = scope === null ? undefined : findDefinition(document, scope);
  if (scope === null || !definition?.inputs.some((entry) => entry.node === target && entry.port === port))
    return null;
  const [into] = inputPorts(document, node, { scope });
  const [outOf] = outputPorts(document, node, { scope });
  if (into === undefined || outOf === undefined) return null;
  const changed: Definition = {
    ...definition,
    nodes: [...definition.nodes, node],
    edges: [...definition.edges, { source: node.id, sourcePort: outOf, target, targetPort: port }],
    inputs: definition.inputs.map((entry) =>
      entry.node === target && entry.port === port ? { ...entry, node: node.id, port: into } : entry,
    ),
  };
  return [{ edit: 'setDefinition', id: scope, definition: changed }];
}

/** Whether an edge enters the port, from inside or from outside of its block. */
export function hasWayIn(document: ConvDocument, origin: FlatNode['origin'], port: string): boolean {
  const { scope, node } = origin;
  const graph = graphIn(document, scope);
  return edgeAt(graph.edges, node, port) !== undefined || inputsInto(graph, node)?.has(port) === true;
}

/** Whether a block gives out what the node computes: then what is put behind it would have to be given out instead. */
export function isGivenOut(document: ConvDocument, { scope, node }: FlatNode['origin']): boolean {
  const outputs = scope === null ? [] : (findDefinition(document, scope)?.outputs ?? []);
  return outputs.some((entry) => entry.node === node);
}

/** Takes a node out and joins what it stood between, a block's own inputs and outputs included. */
export function removing(document: ConvDocument, scope: Scope, id: NodeId): readonly Edit[] {
  const healed = removeAndHeal(document, [id], scope);
  const definition = scope === null ? undefined : findDefinition(document, scope);
  if (scope === null || !definition) return healed;
  const input = definition.inputs.find(({ node }) => node === id);
  const [edge] = edgesInto(definition.edges, id);
  const touched = [...definition.inputs, ...definition.outputs].some(({ node }) => node === id);
  if (!touched) return healed;
  const next = definition.edges.filter(({ source }) => source === id);
  const changed: Definition = {
    ...definition,
    nodes: definition.nodes.filter((node) => node.id !== id),
    edges: definition.edges.flatMap((each) => {
      if (each.target === id) return [];
      if (each.source !== id) return [each];
      return edge ? [{ ...each, source: edge.source, sourcePort: edge.sourcePort }] : [];
    }),
    inputs: definition.inputs.flatMap((entry) => {
      if (entry.node !== id) return [entry];
      return entry === input
        ? next.map(({ target, targetPort }) => ({ ...entry, node: target, port: targetPort }))
        : [];
    }),
    outputs: definition.outputs.flatMap((entry) => {
      if (entry.node !== id) return [entry];
      return edge ? [{ ...entry, node: edge.source, port: edge.sourcePort }] : [];
    }),
  };
  return [{ edit: 'setDefinition', id: scope, definition: changed }];
}

/** The edge of the document that enters a port of the node's origin. */
export function edgeInto(document: ConvDocument, { origin }: FlatNode, port: string): Edge | undefined {
  return edgeAt(graphIn(document, origin.scope).edges, origin.node, port);
}
