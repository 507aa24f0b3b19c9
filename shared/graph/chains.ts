/** Which layers share a card: runs in which each feeds only the next. */
import type { DefinitionPort, Edge, Graph, GraphNode, NodeId } from './document';
import { isBlock } from './document';
import { findLayer } from '../layers/index';
import { edgesInto, edgesOutOf } from './wiring';

export type Chain = readonly NodeId[];

/** A definition's outputs end a chain: what leaves the block can be seen to leave. */
type Drawn = Graph & { readonly outputs?: readonly DefinitionPort[] };

const known = new WeakMap<
  readonly GraphNode[],
  {
    readonly edges: readonly Edge[];
    readonly outputs: readonly DefinitionPort[] | undefined;
    readonly chains: readonly Chain[];
  }
>();
const alone = new Set(['input', 'output', 'merge', 'block']);

/** In the order of the document's nodes, by each chain's first. The same result for the same nodes and edges. */
export function chainsOf(graph: Drawn): readonly Chain[] {
  const remembered = known.get(graph.nodes);
  if (remembered?.edges === graph.edges && remembered.outputs === graph.outputs) return remembered.chains;
  const chains = findChains(graph);
  known.set(graph.nodes, { edges: graph.edges, outputs: graph.outputs, chains });
  return chains;
}

function findChains({ nodes, edges, outputs = [] }: Drawn): readonly Chain[] {
  const leaves = new Set(outputs.map(({ node }) => node));
  const joins = new Set(nodes.filter(canJoin).map(({ id }) => id));
  /** The next in the same card: the only one it feeds, which has no other input. */
  const next = (id: NodeId): NodeId | null => {
    const out = edgesOutOf(edges, id);
    const [edge] = out;
    if (!joins.has(id) || leaves.has(id) || !edge || out.length !== 1 || !joins.has(edge.target)) return null;
    return edgesInto(edges, edge.target).length === 1 ? edge.target : null;
  };
  const heads = new Set(nodes.map(({ id }) => id));
  for (const { id } of nodes) {
    const after = next(id);
    if (after !== null) heads.delete(after);
  }
  const placed = new Set<NodeId>();
  const walk = (start: NodeId): Chain => {
    const chain: NodeId[] = [];
    for (let id: NodeId | null = start; id !== null && !placed.has(id); id = next(id)) {
      chain.push(id);
      placed.add(id);
    }
    return chain;
  };
  const chains = nodes.filter(({ id }) => heads.has(id)).map(({ id }) => walk(id));
  // What is left runs in circles.
  return [
    ...chains,
    ...nodes
      .filter(({ id }) => !placed.has(id))
      .map(({ id }) => walk(id))
      .filter((chain) => chain.length > 0),
  ];
}

function canJoin(node: GraphNode): boolean {
  const layer = findLayer(node.type);
  return layer !== undefined && !isBlock(node) && !alone.has(layer.role);
}
