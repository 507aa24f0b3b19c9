/** Which connections are refused while wiring. What does not fit yet may be connected: mending it comes next. */
import type { ConvDocument, Definition, Edge, NodeId } from './document';
import { type PortOptions, declaredInputs, outputPorts, variadicIndex } from './ports';
import { graphIn, nodesById } from './scope';
import { edgesInto, reaches, sameEdge } from './wiring';
import { findLayer } from '../layers/index';

/**
 * Why this edge can't be drawn, in a sentence, or null where it can. Only unknown ends, a layer's own output,
 * occupied ports and cycles are refused.
 */
export function connectionRefusal(
  document: ConvDocument,
  edge: Edge,
  options: PortOptions = {},
): string | null {
  const graph = graphIn(document, options.scope);
  return (
    structuralRefusal(graph, edge) ??
    unknownPort(document, edge, options) ??
    (reaches(graph.edges, edge.target, edge.source) ? cycleSentence(graph, edge) : null)
  );
}

/** What `applyEdits` insists on too: everything but whether the layers know these ports. */
export function graphRefusal(graph: ConvDocument | Definition, edge: Edge): string | null {
  return (
    structuralRefusal(graph, edge) ??
    (reaches(graph.edges, edge.target, edge.source) ? cycleSentence(graph, edge) : null)
  );
}

function structuralRefusal(graph: ConvDocument | Definition, edge: Edge): string | null {
  const nodes = nodesById(graph);
  for (const id of [edge.source, edge.target]) {
    if (!nodes.has(id)) return `There is no layer "${id}" to connect.`;
  }
  if (edge.source === edge.target) {
    return `${nameOf(graph, edge.source)} can't be connected to itself.`;
  }
  const occupant = edgesInto(graph.edges, edge.target).find((other) => other.targetPort === edge.targetPort);
  if (occupant) {
    if (sameEdge(occupant, edge)) {
      return `${nameOf(graph, edge.source)} is already connected to ${nameOf(graph, edge.target)} there.`;
    }
    return `The input "${edge.targetPort}" of ${nameOf(graph, edge.target)} already takes ${nameOf(graph, occupant.source)}: disconnect that first.`;
  }
  if (
    'inputs' in graph &&
    graph.inputs.some((input) => input.node === edge.target && input.port === edge.targetPort)
  ) {
    return `The input "${edge.targetPort}" of ${nameOf(graph, edge.target)} is already an input of the block.`;
  }
  return null;
}

function unknownPort(document: ConvDocument, edge: Edge, options: PortOptions): string | null {
  const graph = graphIn(document, options.scope);
  const nodes = nodesById(graph);
  const source = nodes.get(edge.source);
  const target = nodes.get(edge.target);
  if (!source || !target) return null;
  const find = options.find ?? findLayer;
  const inputs = declaredInputs(document, target, find);
  if (inputs !== null) {
    const takes =
      'variadic' in inputs
        ? variadicIndex(inputs.variadic, edge.targetPort) !== null
        : inputs.includes(edge.targetPort);
    if (!takes) return `${target.name} has no input "${edge.targetPort}".`;
  }
  if (declaredInputs(document, source, find) !== null) {
    const outputs = outputPorts(document, source, options);
    if (!outputs.includes(edge.sourcePort)) return `${source.name} has no output "${edge.sourcePort}".`;
  }
  return null;
}

function cycleSentence(graph: ConvDocument | Definition, edge: Edge): string {
  const from = nameOf(graph, edge.source);
  const to = nameOf(graph, edge.target);
  return `${from} already depends on ${to}, so connecting ${from} to ${to} would close a cycle; a network's layers must run one after the other.`;
}

function nameOf(graph: ConvDocument | Definition, id: NodeId): string {
  return nodesById(graph).get(id)?.name ?? id;
}
