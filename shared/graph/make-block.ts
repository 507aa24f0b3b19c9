/** A selection becomes a block: a definition of its own, and a node that stands for it where the selection stood. */
import { findLayer } from '../layers/index';
import { renameIn, namesIn } from '../layers/support/expression-names';
import { cornerOf, rowPlaces, shifted } from './arrange';
import type { Moving } from './change';
import { newNode } from './create';
import { definitionNames } from './definitions';
import {
  type BlockNode,
  type ConvDocument,
  type Definition,
  type DefinitionId,
  type DefinitionParam,
  type DefinitionPort,
  type Edge,
  type Expression,
  type GraphNode,
  type Layout,
  type NodeId,
  type VisualGroup,
} from './document';
import { EditError } from './edit-error';
import { editsTo } from './edits-to';
import { freeName, idFrom } from './free-name';
import { instancePaths } from './instances';
import { expressionsOf, mapExpressions } from './node-expressions';
import { declaredInputs, outputPorts } from './ports';
import { findDefinition, graphIn, nodesById, withGraph } from './scope';
import { inOrder } from './topological';
import { edgesInto, edgesOutOf } from './wiring';

export interface MadeBlock extends Moving {
  readonly block: NodeId;
  readonly definition: DefinitionId;
}

interface MakeBlockOptions {
  /** Of the block and of what it stands for. */
  readonly name?: string;
  readonly scope?: DefinitionId | null;
}

/** Why these layers can't be made a block, in a sentence that says what to do; null where they can. */
export function makeBlockRefusal(
  document: ConvDocument,
  ids: readonly NodeId[],
  scope?: DefinitionId | null,
): string | null {
  const graph = graphIn(document, scope);
  if (ids.length === 0) return 'Select the layers that the block should hold.';
  const nodes = nodesById(graph);
  for (const id of ids) {
    const node = nodes.get(id);
    if (!node) return `There is no layer “${id}” here any more.`;
    const role = findLayer(node.type)?.role;
    if (role === 'input' || role === 'output') {
      return `${node.name} is an ${role} of the network, and a block is a part between its inputs and outputs: leave ${node.name} out.`;
    }
  }
  const between = wayBack(graph.edges, new Set(ids));
  if (between === null) return null;
  const name = nodes.get(between)?.name ?? between;
  return `A way leads out of the selection through ${name} and back into it, so the block would wait for itself: select ${name} too.`;
}

/** Throws `EditError` with the sentence of `makeBlockRefusal`. */
export function makeBlock(
  document: ConvDocument,
  ids: readonly NodeId[],
  { name, scope = null }: MakeBlockOptions = {},
): MadeBlock {
  const refusal = makeBlockRefusal(document, ids, scope);
  if (refusal !== null) throw new EditError(refusal);
  const graph = graphIn(document, scope);
  const chosen = new Set(ids);
  const inside = graph.nodes.filter(({ id }) => chosen.has(id));
  const order = inOrder(graph).filter((id) => chosen.has(id));
  const ends = endsOf(document, scope, chosen, order);
  const handed = parametersFor(document, scope, inside);
  const places = Object.fromEntries(Object.entries(rowPlaces(graph)).filter(([id]) => chosen.has(id)));
  const corner = cornerOf(places);
  const called = name?.trim() ?? '';
  const title = freeTitle(document, called === '' ? 'Block' : called);
  const definition: Definition = {
    name: title,
    params: handed.params,
    nodes: inside.map(handed.rewrite),
    edges: graph.edges.filter(({ source, target }) => chosen.has(source) && chosen.has(target)),
    inputs: ends.inputs.flatMap(({ name: port, targets }) =>
      targets.map((target) => ({ name: port, ...target })),
    ),
    outputs: ends.outputs.map(({ name: port, source }) => ({ name: port, ...source })),
    ...(Object.keys(places).length > 0 && { layout: shifted(places, -corner.x, -corner.y) }),
  };
  const definitionId = freeName(idFrom(title, 'block'), (id) => findDefinition(document, id) !== undefined);
  const block = blockNode(document, scope, called, definitionId, handed.args);
  const at = Object.keys(places).length > 0 ? corner : undefined;
  const after = standIn(document, scope, chosen, block, at, ends);
  // What was dismissed of a layer goes with it into the block.
  const dismissed = document.dismissed?.map((each) =>
    (each.scope ?? null) === scope && each.node !== undefined && chosen.has(each.node)
      ? { ...each, scope: definitionId }
      : each,
  );
  const holding = {
    ...after,
    ...(dismissed && { dismissed }),
    definitions: { ...after.definitions, [definitionId]: definition },
  };
  return {
    edits: editsTo(document, holding),
    block: block.id,
    definition: definitionId,
    moved: new Map(
      instancePaths(document, scope).flatMap((path) =>
        order.map((id) => [`${path}${id}`, `${path}${block.id}/${id}`] as const),
      ),
    ),
  };
}

/** A node outside of the selection that lies on a way from it to it; null where there is none. */
function wayBack(edges: readonly Edge[], chosen: ReadonlySet<NodeId>): NodeId | null {
  const open = [...chosen].flatMap((id) => edgesOutOf(edges, id).map(({ target }) => target));
  const seen = new Set<NodeId>();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (chosen.has(id) || seen.has(id)) continue;
    seen.add(id);
    for (const { target } of edgesOutOf(edges, id)) {
      if (chosen.has(target)) return id;
      open.push(target);
    }
  }
  return null;
}

// ---- Ends

interface Port {
  readonly node: NodeId;
  readonly port: string;
}

interface BlockInput {
  readonly name: string;
  /** What feeds it: a layer's output, an input of the definition around it, or nothing yet. */
  readonly from:
    { readonly source: NodeId; readonly sourcePort: string } | { readonly around: string } | null;
  readonly targets: readonly Port[];
}

interface Ends {
  readonly inputs: readonly BlockInput[];
  readonly outputs: readonly { readonly name: string; readonly source: Port }[];
}

/** One input for each thing that feeds the selection, one for each port that is open; the last layer's output comes first. */
function endsOf(
  document: ConvDocument,
  scope: DefinitionId | null,
  chosen: ReadonlySet<NodeId>,
  order: readonly NodeId[],
): Ends {
  const graph = graphIn(document, scope);
  const around = 'inputs' in graph ? graph : null;
  const inputs = new Map<string, { readonly from: BlockInput['from']; readonly targets: Port[] }>();
  const feed = (key: string, from: BlockInput['from'], target: Port): void => {
    const known = inputs.get(key);
    if (known) known.targets.push(target);
    else inputs.set(key, { from, targets: [target] });
  };
  for (const node of order) {
    const edges = edgesInto(graph.edges, node);
    const ports = portsOf(document, node, graph, edges);
    for (const port of ports) {
      const edge = edges.find(({ targetPort }) => targetPort === port);
      const outer = around?.inputs.find((input) => input.node === node && input.port === port);
      if (edge) {
        const { source, sourcePort } = edge;
        if (!chosen.has(source))
          feed(JSON.stringify([source, sourcePort]), { source, sourcePort }, { node, port });
      } else if (outer) feed(`around ${outer.name}`, { around: outer.name }, { node, port });
      else feed(JSON.stringify(['open', node, port]), null, { node, port });
    }
  }
  const sources = [...order].reverse().flatMap((node): Port[] => {
    const edges = edgesOutOf(graph.edges, node);
    const leaving = new Set(
      edges.filter(({ target }) => !chosen.has(target)).map(({ sourcePort }) => sourcePort),
    );
    for (const output of around?.outputs ?? []) if (output.node === node) leaving.add(output.port);
    const own = nodesById(graph).get(node);
    const declared = own ? outputPorts(document, own, { scope }) : [];
    const isEnd = edges.length === 0 && leaving.size === 0;
    const ports = [...new Set([...declared, ...leaving])];
    return ports.filter((port) => isEnd || leaving.has(port)).map((port) => ({ node, port }));
  });
  const numbered = (stem: string, index: number): string => (index === 0 ? stem : `${stem}${index + 1}`);
  return {
    inputs: [...inputs.values()].map((input, i) => ({ name: numbered('in', i), ...input })),
    outputs: sources.map((source, i) => ({ name: numbered('out', i), source })),
  };
}

/** Those that it declares, and those that something feeds; of a variadic list as many as it must have. */
function portsOf(
  document: ConvDocument,
  id: NodeId,
  graph: ConvDocument | Definition,
  edges: readonly Edge[],
): readonly string[] {
  const node = nodesById(graph).get(id);
  const declared = node ? declaredInputs(document, node) : null;
  const outer = 'inputs' in graph ? graph.inputs.filter((input) => input.node === id) : [];
  const used = [...edges.map(({ targetPort }) => targetPort), ...outer.map(({ port }) => port)];
  if (declared === null) return [...new Set(used)];
  if (!('variadic' in declared)) return [...new Set([...declared, ...used])];
  const ports = [...new Set(used)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  for (let index = 0; ports.length < declared.min; index += 1) {
    const port = `${declared.variadic}:${index}`;
    if (!ports.includes(port)) ports.push(port);
  }
  return ports;
}

// ---- Parameters of the definition around it

interface Handed {
  readonly params: readonly DefinitionParam[];
  readonly args: Readonly<Record<string, Expression>>;
  readonly rewrite: (node: GraphNode) => GraphNode;
}

/** Inside a definition the layers may speak of its parameters and of `i`: the block takes them as its own. */
function parametersFor(
  document: ConvDocument,
  scope: DefinitionId | null,
  nodes: readonly GraphNode[],
): Handed {
  const around = scope === null ? [] : (findDefinition(document, scope)?.params ?? []);
  const used = new Set(
    nodes
      .flatMap(expressionsOf)
      .flatMap(({ source, ownIndex }) => namesIn(source).filter((name) => name !== 'i' || !ownIndex)),
  );
  const params = around.filter(({ name }) => used.has(name));
  const args = Object.fromEntries(params.map(({ name }) => [name, { expr: name }]));
  if (scope === null || !used.has('i')) return { params, args, rewrite: (node) => node };
  const index = freeName('copy', (name) => around.some((param) => param.name === name) || used.has(name));
  return {
    params: [...params, { name: index, default: 0, label: 'Copy' }],
    args: { ...args, [index]: { expr: 'i' } },
    rewrite: (node) =>
      mapExpressions(node, (expression, { ownIndex }) => {
        const expr = ownIndex ? expression.expr : renameIn(expression.expr, 'i', index);
        return expr === expression.expr ? expression : { ...expression, expr };
      }),
  };
}

// ---- The node

function freeTitle(document: ConvDocument, wanted: string): string {
  const taken = definitionNames(document);
  return freeName(wanted, (name) => taken.has(name), ' ');
}

function blockNode(
  document: ConvDocument,
  scope: DefinitionId | null,
  name: string,
  definition: DefinitionId,
  args: BlockNode['args'],
): BlockNode {
  const layer = findLayer('Block');
  if (!layer) throw new Error('There is no layer for blocks.');
  const node = newNode(document, layer, {}, scope);
  return {
    ...node,
    type: 'Block',
    params: {},
    name: name === '' ? node.name : name,
    definition,
    args,
    repeat: 1,
  };
}

/** The graph with the block in place of what it holds. */
function standIn(
  document: ConvDocument,
  scope: DefinitionId | null,
  chosen: ReadonlySet<NodeId>,
  block: BlockNode,
  at: Layout[string] | undefined,
  { inputs, outputs }: Ends,
): ConvDocument {
  const graph = graphIn(document, scope);
  const entering = inputs.flatMap(({ name, from }): Edge[] =>
    from !== null && 'source' in from ? [{ ...from, target: block.id, targetPort: name }] : [],
  );
  const outputOf = (node: NodeId, port: string): string =>
    outputs.find(({ source }) => source.node === node && source.port === port)?.name ?? 'out';
  const kept = graph.edges.flatMap((edge): Edge[] => {
    if (chosen.has(edge.target)) return [];
    if (!chosen.has(edge.source)) return [edge];
    return [{ ...edge, source: block.id, sourcePort: outputOf(edge.source, edge.sourcePort) }];
  });
  const layout = Object.fromEntries(Object.entries(graph.layout ?? {}).filter(([id]) => !chosen.has(id)));
  const after = withGraph(document, scope, {
    nodes: [...graph.nodes.filter(({ id }) => !chosen.has(id)), block],
    edges: [...kept, ...entering],
    ...((graph.layout !== undefined || at) && { layout: { ...layout, ...(at && { [block.id]: at }) } }),
    ...('inputs' in graph && {
      inputs: around(graph.inputs, chosen, (port) => {
        const input = inputs.find(
          ({ from }) => from !== null && 'around' in from && from.around === port.name,
        );
        return { name: port.name, node: block.id, port: input?.name ?? 'in' };
      }),
      outputs: graph.outputs.map((port) =>
        chosen.has(port.node)
          ? { name: port.name, node: block.id, port: outputOf(port.node, port.port) }
          : port,
      ),
    }),
  });
  return scope === null ? { ...after, groups: regrouped(document.groups, chosen, block.id) } : after;
}

/** Entries for chosen nodes, replaced; the same replacement only once. */
function around(
  ports: readonly DefinitionPort[],
  chosen: ReadonlySet<NodeId>,
  replace: (port: DefinitionPort) => DefinitionPort,
): readonly DefinitionPort[] {
  const seen = new Set<string>();
  return ports.flatMap((port) => {
    if (!chosen.has(port.node)) return [port];
    if (seen.has(port.name)) return [];
    seen.add(port.name);
    return [replace(port)];
  });
}

/** A frame around more than the selection holds the block in its place; one that the block replaces goes. */
function regrouped(
  groups: readonly VisualGroup[],
  chosen: ReadonlySet<NodeId>,
  block: NodeId,
): readonly VisualGroup[] {
  if (!groups.some(({ nodes }) => nodes.some((id) => chosen.has(id)))) return groups;
  return groups.flatMap((group) => {
    const left = group.nodes.filter((id) => !chosen.has(id));
    if (left.length === group.nodes.length) return [group];
    if (left.length === 0) return [];
    const framed = [...chosen].every((id) => group.nodes.includes(id));
    return [{ ...group, nodes: framed ? [...left, block] : left }];
  });
}
