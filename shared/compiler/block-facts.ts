/** What the compiler says of blocks as a whole, and of a layer inside a definition across all its copies. */
import { isBlock, type BlockNode, type Definition, type DefinitionId, type NodeId } from '../graph/document';
import { instancePaths } from '../graph/instances';
import { inputPorts } from '../graph/ports';
import { findDefinition, nodesById } from '../graph/scope';
import { edgesInto, edgesOutOf } from '../graph/wiring';
import type { Shape } from '../layers/shape';
import type { Compiled, CompiledLayer, FlatEdge, Totals } from './compiled';

export interface PortShape {
  readonly name: string;
  /** Null: unknown, or nothing feeds it. */
  readonly shape: Shape | null;
}

export interface BlockFacts extends Totals {
  /** `stage2`, or `stage1[2]/inner`. */
  readonly path: string;
  /** The block node's. */
  readonly name: string;
  /** The definition's. */
  readonly title: string;
  readonly definition: DefinitionId;
  /** Inside all copies. */
  readonly layers: number;
  readonly copies: number;
  /** What enters the first copy. */
  readonly inputs: readonly PortShape[];
  /** What leaves the last. */
  readonly outputs: readonly PortShape[];
  /** At its first output. */
  readonly receptiveField: CompiledLayer['receptiveField'];
}

/** Which node, and the graph where it stands; null is the document's own. */
export interface InScope {
  readonly scope: DefinitionId | null;
  readonly node: NodeId;
}

/**
 * Of a block, nested ones too, by its path (`stage2` for all its copies, `stage2[1]` for one of them). Null where no block
 * of this path has layers.
 */
export function blockFacts(compiled: Compiled, path: string): BlockFacts | null {
  const { byBlock } = indexOf(compiled);
  const layers = byBlock.get(path);
  const found = find(compiled, path);
  if (!layers || !found) return null;
  const { node, definition, first, last } = found;
  const sum = (key: keyof Totals): number => layers.reduce((total, layer) => total + layer[key], 0);
  const [port] = definition.outputs;
  const end = port && endOf(compiled, definition, last, port.node, port.port);
  return {
    path,
    name: node.name,
    title: definition.name,
    definition: node.definition,
    trainable: sum('trainable'),
    nonTrainable: sum('nonTrainable'),
    macs: sum('macs'),
    activations: sum('activations'),
    layers: layers.length,
    copies: found.copies,
    inputs: [...new Set(definition.inputs.map(({ name }) => name))].map((name) => ({
      name,
      shape: entering(compiled, definition, first, name),
    })),
    outputs: definition.outputs.map((output) => ({
      name: output.name,
      shape: path.endsWith(']')
        ? leaving(compiled, definition, last, output)
        : compiled.shapeAt(path, output.name),
    })),
    receptiveField: (end && compiled.byId.get(end.id)?.receptiveField) ?? null,
  };
}

/** All blocks, in the order in which their first layers are executed; what is inside a block follows it, by copy. */
export function blocksOf(compiled: Compiled): readonly BlockFacts[] {
  const { blockPaths } = indexOf(compiled);
  return [...blockPaths].flatMap((path) => blockFacts(compiled, path) ?? []);
}

/** The flat layers that come from a node, in execution order; `within`: of those, what lies in this block. */
export function copiesOf(compiled: Compiled, at: InScope, within?: string): readonly CompiledLayer[] {
  const all = indexOf(compiled).byOrigin.get(originKey(at.scope, at.node)) ?? [];
  return within === undefined ? all : all.filter(({ id }) => liesIn(id, within));
}

/** The blocks that come from a block node, one for each copy of what it stands in. */
export function blockCopiesOf(compiled: Compiled, at: InScope, within?: string): readonly BlockFacts[] {
  return instancePaths(compiled.document, at.scope)
    .map((prefix) => prefix + at.node)
    .filter((path) => within === undefined || liesIn(path, within))
    .flatMap((path) => blockFacts(compiled, path) ?? []);
}

const liesIn = (id: string, block: string): boolean =>
  id.startsWith(block) && (id[block.length] === '/' || id[block.length] === '[');

// ---- Looked up once for each compiled network.

interface Index {
  /** By the path of every block, and of every copy of one that is repeated. */
  readonly byBlock: ReadonlyMap<string, readonly CompiledLayer[]>;
  /** Without the copies' own. */
  readonly blockPaths: ReadonlySet<string>;
  readonly byOrigin: ReadonlyMap<string, readonly CompiledLayer[]>;
  readonly edgeInto: ReadonlyMap<string, FlatEdge>;
}

const indices = new WeakMap<Compiled, Index>();
const originKey = (scope: DefinitionId | null, node: NodeId): string => JSON.stringify([scope, node]);
const portKey = (id: string, port: string): string => `${id} ${port}`;

function indexOf(compiled: Compiled): Index {
  let index = indices.get(compiled);
  if (!index) {
    index = build(compiled);
    indices.set(compiled, index);
  }
  return index;
}

function build({ layers, edges }: Compiled): Index {
  const byBlock = new Map<string, CompiledLayer[]>();
  const byOrigin = new Map<string, CompiledLayer[]>();
  const blockPaths = new Set<string>();
  for (const layer of layers) {
    append(byOrigin, originKey(layer.origin.scope, layer.origin.node), layer);
    for (let end = layer.id.indexOf('/'); end >= 0; end = layer.id.indexOf('/', end + 1)) {
      const copy = layer.id.slice(0, end);
      const block = copy.replace(/\[\d+\]$/, '');
      blockPaths.add(block);
      append(byBlock, block, layer);
      if (copy !== block) append(byBlock, copy, layer);
    }
  }
  const edgeInto = new Map(edges.map((edge) => [portKey(edge.target, edge.targetPort), edge]));
  return { byBlock, blockPaths, byOrigin, edgeInto };
}

function append<T>(map: Map<string, T[]>, key: string, entry: T): void {
  const list = map.get(key);
  if (list) list.push(entry);
  else map.set(key, [entry]);
}

// ---- From the path to the drawing

interface Found {
  readonly node: BlockNode;
  readonly definition: Definition;
  readonly copies: number;
  /** What stands before the ids of the layers in its first and its last copy. */
  readonly first: string;
  readonly last: string;
}

function find(compiled: Compiled, path: string): Found | null {
  const { document } = compiled;
  let graph: Pick<Definition, 'nodes' | 'edges'> = document;
  let found: Found | null = null;
  let prefix = '';
  for (const part of path.split('/')) {
    const [, id = '', copy] = /^([^[]+)(?:\[(\d+)\])?$/.exec(part) ?? [];
    const node = nodesById(graph).get(id);
    const definition = node && isBlock(node) ? findDefinition(document, node.definition) : undefined;
    if (!node || !isBlock(node) || !definition) return null;
    const own = prefix + id;
    const copies = copy === undefined ? countCopies(compiled, node, own) : 1;
    const at = (index: number): string => (node.repeat === 1 ? `${own}/` : `${own}[${index}]/`);
    const [from, to] = copy === undefined ? [0, copies - 1] : [Number(copy), Number(copy)];
    found = { node, definition, copies, first: at(from), last: at(to) };
    prefix = `${prefix}${part}/`;
    graph = definition;
  }
  return found;
}

/** Of a block that has layers every copy has some, but for conditions: so the last one that has is counted. */
function countCopies(compiled: Compiled, node: BlockNode, path: string): number {
  if (typeof node.repeat === 'number') return node.repeat;
  const layers = indexOf(compiled).byBlock.get(path) ?? [];
  const copies = layers.map(({ id }) => Number(/^\[(\d+)\]/.exec(id.slice(path.length))?.[1] ?? 0));
  return copies.reduce((most, copy) => Math.max(most, copy + 1), 0);
}

/** The layer and port behind a node's port; what is not there in this copy passes its first input through. */
function endOf(
  compiled: Compiled,
  graph: Definition,
  prefix: string,
  node: NodeId,
  port: string,
): { readonly id: string; readonly port: string } | null {
  const { document } = compiled;
  const seen = new Set<NodeId>();
  for (let [id, from] = [node, port]; !seen.has(id);) {
    if (compiled.byId.has(prefix + id)) return { id: prefix + id, port: from };
    const drawn = nodesById(graph).get(id);
    if (!drawn) return null;
    if (isBlock(drawn)) {
      const inner = find(compiled, prefix + id);
      const output = inner?.definition.outputs.find(({ name }) => name === from);
      if (inner && output && indexOf(compiled).byBlock.has(prefix + id)) {
        return endOf(compiled, inner.definition, inner.last, output.node, output.port);
      }
    }
    seen.add(id);
    const [first] = inputPorts(document, drawn, { scope: null });
    const edge = edgesInto(graph.edges, id).find(({ targetPort }) => targetPort === first);
    if (!edge) return null;
    [id, from] = [edge.source, edge.sourcePort];
  }
  return null;
}

function leaving(
  compiled: Compiled,
  graph: Definition,
  prefix: string,
  { node, port }: Definition['outputs'][number],
): Shape | null {
  const end = endOf(compiled, graph, prefix, node, port);
  return end && compiled.shapeAt(end.id, end.port);
}

/** What enters a copy at an input: what feeds the layers there. */
function entering(compiled: Compiled, definition: Definition, prefix: string, name: string): Shape | null {
  for (const input of definition.inputs) {
    if (input.name !== name) continue;
    const shape = shapeInto(compiled, definition, prefix, input.node, input.port);
    if (shape !== null) return shape;
  }
  return null;
}

/** A graph may hold thousands that only pass on, so they are walked through by hand, and each once. */
function shapeInto(
  compiled: Compiled,
  graph: Definition,
  prefix: string,
  node: NodeId,
  port: string,
): Shape | null {
  const seen = new Set<NodeId>();
  const open = [{ id: node, port }];
  for (let at = open.pop(); at; at = open.pop()) {
    const { id } = at;
    const path = prefix + id;
    if (compiled.byId.has(path)) {
      const edge = indexOf(compiled).edgeInto.get(portKey(path, at.port));
      const shape = edge ? compiled.shapeAt(edge.source, edge.sourcePort) : null;
      if (shape !== null) return shape;
      continue;
    }
    const drawn = nodesById(graph).get(id);
    if (!drawn || seen.has(id)) continue;
    if (isBlock(drawn) && indexOf(compiled).byBlock.has(path)) {
      const inner = find(compiled, path);
      const shape = inner && entering(compiled, inner.definition, inner.first, at.port);
      if (shape !== null) return shape;
      continue;
    }
    // It is not there in this copy: what enters it by its first input goes on to those behind it.
    if (inputPorts(compiled.document, drawn, { scope: null })[0] !== at.port) continue;
    seen.add(id);
    for (const { target, targetPort } of edgesOutOf(graph.edges, id).toReversed())
      open.push({ id: target, port: targetPort });
  }
  return null;
}
