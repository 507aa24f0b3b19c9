/** Which layers share a card: runs in which each feeds only the next. */
import type {
  Definition,
  DefinitionId,
  DefinitionPort,
  Edge,
  Graph,
  GraphNode,
  Layout,
  NodeId,
  VisualGroup,
} from './document';
import { isBlock } from './document';
import { findLayer } from '../layers/index';
import { edgesInto, edgesOutOf } from './wiring';

export type Chain = readonly NodeId[];

/**
 * A definition's outputs end a chain: what leaves the block can be seen to leave. A block joins one where it is known to
 * have one way in and one out.
 */
type Drawn = Graph & {
  readonly outputs?: readonly DefinitionPort[];
  readonly definitions?: Readonly<Record<DefinitionId, Definition>>;
  readonly groups?: readonly VisualGroup[];
  readonly layout?: Layout;
};

const known = new WeakMap<
  readonly GraphNode[],
  {
    readonly edges: readonly Edge[];
    readonly outputs: Drawn['outputs'];
    readonly definitions: Drawn['definitions'];
    readonly groups: Drawn['groups'];
    readonly apart: string;
    readonly chains: readonly Chain[];
  }
>();
const alone = new Set(['input', 'output', 'merge']);

/** In the order of the document's nodes, by each chain's first. The same result for the same nodes and edges. */
export function chainsOf(graph: Drawn): readonly Chain[] {
  const remembered = known.get(graph.nodes);
  const { edges, outputs, definitions, groups } = graph;
  const apart = apartText(graph.layout);
  if (
    remembered?.edges === edges &&
    remembered.outputs === outputs &&
    remembered.definitions === definitions &&
    remembered.groups === groups &&
    remembered.apart === apart
  )
    return remembered.chains;
  const chains = findChains(graph);
  known.set(graph.nodes, { edges, outputs, definitions, groups, apart, chains });
  return chains;
}

const apartTexts = new WeakMap<Layout, string>();

/** Which layers begin a card of their own: moving cards does not change it. */
function apartText(layout: Layout | undefined): string {
  if (layout === undefined) return '';
  let text = apartTexts.get(layout);
  if (text === undefined) {
    text = Object.entries(layout)
      .flatMap(([id, { apart }]) => (apart === true ? [id] : []))
      .join(' ');
    apartTexts.set(layout, text);
  }
  return text;
}

function findChains(graph: Drawn): readonly Chain[] {
  const { nodes, edges, outputs = [], definitions = {}, groups = [], layout = {} } = graph;
  const leaves = new Set(outputs.map(({ node }) => node));
  const framed = framesOf(groups);
  const joins = new Set(nodes.filter((node) => joinsCards(node, definitions)).map(({ id }) => id));
  /** The next in the same card: the only one it feeds, which has no other input. */
  const next = (id: NodeId): NodeId | null => {
    const out = edgesOutOf(edges, id);
    const [edge] = out;
    if (!joins.has(id) || leaves.has(id) || !edge || out.length !== 1 || !joins.has(edge.target)) return null;
    if (framed.get(id) !== framed.get(edge.target) || layout[edge.target]?.apart === true) return null;
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

/** Whether it shares a card with what comes before and behind it, where it is the only one there. */
export function joinsCards(
  node: GraphNode,
  definitions: Readonly<Record<DefinitionId, Definition>>,
): boolean {
  if (isBlock(node)) {
    const definition = Object.hasOwn(definitions, node.definition) ? definitions[node.definition] : undefined;
    if (!definition) return false;
    return new Set(definition.inputs.map(({ name }) => name)).size === 1 && definition.outputs.length === 1;
  }
  const layer = findLayer(node.type);
  return layer !== undefined && !alone.has(layer.role);
}

/** Of each layer in a group: a number for all the groups that it is in, the same for the same groups. */
function framesOf(groups: readonly VisualGroup[]): ReadonlyMap<NodeId, number> {
  const frames = new Map<NodeId, number>();
  const numbers = new Map<string, number>();
  for (const [index, { nodes }] of groups.entries()) {
    for (const node of nodes) {
      const key = `${frames.get(node) ?? ''}/${index}`;
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      frames.set(node, number);
    }
  }
  return frames;
}
