/** The ports that a node has, as they are now: variadic ones grow with what is connected. */
import type { ConvDocument, DefinitionId, GraphNode, NodeId } from './document';
import { isBlock } from './document';
import type { Layer, PortList } from '../layers/define';
import { findLayer } from '../layers/index';
import { parseParams } from '../schema/fields';
import { findDefinition, graphIn } from './scope';
import { edgesInto, edgesOutOf } from './wiring';

export type FindLayer = (type: string) => Layer | undefined;

/** Where a node stands and which layers exist; the document's own graph and the registry where left out. */
export interface PortOptions {
  readonly scope?: DefinitionId | null;
  readonly find?: FindLayer;
}

/** `in:3` is member 3 of `in`; null for any other name. */
export function variadicIndex(name: string, port: string): number | null {
  if (!port.startsWith(`${name}:`)) return null;
  const index = port.slice(name.length + 1);
  return /^(0|[1-9]\d{0,5})$/.test(index) ? Number(index) : null;
}

/** Input ports in order; a variadic list shows what is connected and one that is free. */
export function inputPorts(
  document: ConvDocument,
  node: GraphNode,
  { scope, find = findLayer }: PortOptions = {},
): readonly string[] {
  const used = usedInputs(document, node.id, scope);
  const declared = declaredInputs(document, node, find);
  if (declared === null) return [...new Set(used)].sort();
  if (!('variadic' in declared)) return declared;
  const taken = new Set<number>();
  for (const port of used) {
    const index = variadicIndex(declared.variadic, port);
    if (index !== null) taken.add(index);
  }
  let count = declared.min;
  for (const index of taken) count = Math.max(count, index + 1);
  const allTaken = taken.size >= count;
  return Array.from({ length: allTaken ? count + 1 : count }, (_, index) => `${declared.variadic}:${index}`);
}

export function outputPorts(
  document: ConvDocument,
  node: GraphNode,
  { scope, find = findLayer }: PortOptions = {},
): readonly string[] {
  if (isBlock(node)) {
    const definition = findDefinition(document, node.definition);
    if (definition) return definition.outputs.map((port) => port.name);
  }
  const layer = find(node.type);
  if (layer && !isBlock(node)) return layer.ports(literalParams(layer, node)).outputs;
  const edges = edgesOutOf(graphIn(document, scope).edges, node.id);
  return [...new Set(edges.map((edge) => edge.sourcePort))].sort();
}

/** Null where the type or the definition is unknown: then only what is connected can be told. */
export function declaredInputs(
  document: ConvDocument,
  node: GraphNode,
  find: FindLayer = findLayer,
): PortList | null {
  if (isBlock(node)) {
    const definition = findDefinition(document, node.definition);
    // One port of a block may feed several nodes inside: it is then listed once for each.
    return definition ? [...new Set(definition.inputs.map((port) => port.name))] : null;
  }
  const layer = find(node.type);
  return layer ? layer.ports(literalParams(layer, node)).inputs : null;
}

function literalParams(layer: Layer, node: GraphNode) {
  return parseParams(layer.params, node.params).params;
}

function usedInputs(document: ConvDocument, id: NodeId, scope?: DefinitionId | null): readonly string[] {
  const graph = graphIn(document, scope);
  const used = edgesInto(graph.edges, id).map((edge) => edge.targetPort);
  if (!('inputs' in graph)) return used;
  return used.concat(graph.inputs.filter((input) => input.node === id).map((input) => input.port));
}
