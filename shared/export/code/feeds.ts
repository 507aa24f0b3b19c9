/** What feeds what within one graph of the document: the inputs of a node, and the order in which its code is written. */
import type { Compiled } from '../../compiler/compiled';
import type { Instance } from '../../compiler/instance';
import { type GraphNode, isBlock, type NodeId } from '../../graph/document';
import { variadicIndex } from '../../graph/ports';
import { findDefinition, nodesById } from '../../graph/scope';
import { edgesInto } from '../../graph/wiring';
import { findLayer } from '../../layers/index';
import { parseParams } from '../../schema/fields';
import type { Ref } from './ref';

/** In the order of the ports, variadic ones by number. */
export function inputsOf(compiled: Compiled, graph: Instance['graph'], id: NodeId): readonly (Ref | null)[] {
  const node = nodesById(graph).get(id);
  if (!node) return [];
  const fed = new Map<string, Ref>();
  for (const { name, node: inner, port } of graph.inputs ?? [])
    if (inner === id) fed.set(port, { node: null, port: name });
  for (const { source, sourcePort, targetPort } of edgesInto(graph.edges, id))
    fed.set(targetPort, { node: source, port: sourcePort });
  if (isBlock(node)) {
    const definition = findDefinition(compiled.document, node.definition);
    const names = [...new Set((definition?.inputs ?? []).map(({ name }) => name))];
    return names.map((name) => fed.get(name) ?? null);
  }
  const layer = findLayer(node.type);
  if (!layer) return [];
  const { inputs } = layer.ports(parseParams(layer.params, node.params).params);
  if (!('variadic' in inputs)) return inputs.map((name) => fed.get(name) ?? null);
  return [...fed]
    .flatMap(([port, ref]) => {
      const index = variadicIndex(inputs.variadic, port);
      return index === null ? [] : [{ index, ref }];
    })
    .sort((a, b) => a.index - b.index)
    .map(({ ref }) => ref);
}

/**
 * Each node after all that feed it, one branch after the other, as a person would write them down. Only what an output
 * needs; everything while there is no output yet.
 */
export function ordered(compiled: Compiled, graph: Instance['graph']): readonly GraphNode[] {
  const byId = nodesById(graph);
  const ends =
    graph.outputs !== undefined
      ? graph.outputs.map(({ node }) => node)
      : graph.nodes.filter(({ type }) => findLayer(type)?.role === 'output').map(({ id }) => id);
  const sources = new Set(graph.edges.map(({ source }) => source));
  const open = graph.nodes.filter(({ id }) => !sources.has(id)).map(({ id }) => id);
  const order: GraphNode[] = [];
  const state = new Map<NodeId, 'open' | 'done'>();
  // A stack of its own: thousands of layers in a row are legal.
  const walk = (start: NodeId): void => {
    const stack: { readonly id: NodeId; readonly left: NodeId[] }[] = [];
    const enter = (id: NodeId): void => {
      if (state.has(id)) return;
      state.set(id, 'open');
      const feeds = inputsOf(compiled, graph, id).flatMap((ref) => (ref?.node == null ? [] : [ref.node]));
      stack.push({ id, left: feeds.reverse() });
    };
    enter(start);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const next = top.left.pop();
      if (next !== undefined) {
        enter(next);
        continue;
      }
      stack.pop();
      state.set(top.id, 'done');
      const node = byId.get(top.id);
      if (node) order.push(node);
    }
  };
  const inputs = graph.nodes.filter(({ type }) => findLayer(type)?.role === 'input').map(({ id }) => id);
  if (graph.outputs === undefined) inputs.forEach(walk);
  for (const end of ends.length > 0 ? ends : open) walk(end);
  // Drawn in a circle, nothing is an end.
  if (ends.length === 0) graph.nodes.forEach(({ id }) => walk(id));
  return order;
}
