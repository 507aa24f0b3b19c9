/** Where the network ends without an output, and where nothing comes in. */
import { appendAfter, newNode, prependBefore, removeAndHeal } from '../graph/create';
import type { ConvDocument, GraphNode, NodeId } from '../graph/document';
import { isBlock } from '../graph/document';
import { outputPorts } from '../graph/ports';
import { findDefinition, graphIn, layoutIn, nodesById, within } from '../graph/scope';
import { reach } from '../graph/reach';
import { edgesInto, edgesOutOf } from '../graph/wiring';
import { layers as catalogue } from '../layers/index';
import type { Role } from '../layers/define';
import { plural } from '../layers/support/words';
import type { Compiled, CompiledLayer, Diagnostic, Fix, FlatEdge } from './compiled';
import { fix, inSequence } from './fix';
import { removing } from './fixes';
import { globalPooling } from './remedies';

type Scope = string | null;
interface Place {
  readonly scope: Scope;
  readonly node: NodeId;
}

/** Ends that are no outputs: what they compute is used by nothing. `ends`: the layers that feed no other. */
export function deadEndDiagnostics(
  document: ConvDocument,
  layers: readonly CompiledLayer[],
  ends: ReadonlySet<CompiledLayer>,
): Diagnostic[] {
  const hasOutput = layers.some(({ definition }) => definition.role === 'output');
  return [...ends]
    .filter(
      (layer) => layer.definition.role !== 'output' && layer.inputShapes.every((shape) => shape !== null),
    )
    .map((layer) => {
      const branch = hasOutput ? branchFixes(document, layer) : outputFixes(document, layer);
      return {
        severity: 'warning',
        code: 'dead-end',
        nodeId: layer.id,
        documentNode: layer.block ?? layer.origin.node,
        message: hasOutput
          ? `Nothing uses what ${layer.name} computes, so it is neither trained nor counted: connect it further, or remove it.`
          : `The network ends at ${layer.name} without an output: training needs one to compare with the truth.`,
        fixes: branch,
      };
    });
}

/** Where the loose end is drawn: on the block, where the layer is what the block gives out. Null inside of other blocks. */
function looseEnd(document: ConvDocument, layer: CompiledLayer): Place | null {
  const { scope, node } = layer.origin;
  const definition = scope === null ? undefined : findDefinition(document, scope);
  if (!definition) return { scope: null, node };
  if (edgesOutOf(definition.edges, node).length > 0) return null;
  if (!definition.outputs.some((output) => output.node === node)) return { scope, node };
  const block = layer.block === null ? undefined : nodesById(document).get(layer.block);
  return block && isBlock(block) && block.definition === scope ? { scope: null, node: block.id } : null;
}

/** The ends, and all that only leads to them. */
export function branchTo(
  document: ConvDocument,
  ends: readonly NodeId[],
  scope: Scope = null,
): readonly NodeId[] {
  const graph = graphIn(document, scope);
  const given = new Set('outputs' in graph ? graph.outputs.map(({ node }) => node) : []);
  const branch = new Set(ends);
  /** Of each that feeds the branch: its edges that lead into it. One of several branches is asked about for each. */
  const leading = new Map<NodeId, number>();
  // A set goes on to what is added while it is walked through.
  for (const id of branch)
    for (const { source } of edgesInto(graph.edges, id)) {
      const inside = (leading.get(source) ?? 0) + 1;
      leading.set(source, inside);
      if (inside === edgesOutOf(graph.edges, source).length && !given.has(source)) branch.add(source);
    }
  return [...branch];
}

function branchFixes(document: ConvDocument, layer: CompiledLayer): readonly Fix[] {
  const end = looseEnd(document, layer);
  if (end === null) return [];
  const graph = graphIn(document, end.scope);
  if (edgesOutOf(graph.edges, end.node).length > 0) return [];
  const branch = branchTo(document, [end.node], end.scope);
  const name = nodesById(graph).get(end.node)?.name ?? layer.name;
  const label =
    branch.length === 1 ? `Remove ${name}` : `Remove this branch of ${plural(branch.length, 'layer')}`;
  return [fix(label, () => [{ edit: 'removeNodes', ...within(end.scope), ids: branch }])];
}

const one = (role: Role) => catalogue.find((each) => each.role === role);
function outputFixes(document: ConvDocument, layer: CompiledLayer): readonly Fix[] {
  const end = looseEnd(document, layer);
  const output = one('output');
  const rank = layer.outputShapes[0]?.length;
  if (end === null || end.scope !== null || !output || rank === undefined) return [];
  const { node: id } = end;
  const pooling = rank > 1 ? globalPooling : undefined;
  return [
    fix(pooling ? 'Add global average pooling and an output' : 'Add an output', () =>
      inSequence(
        document,
        (now) => (pooling ? appendAfter(now, id, newNode(now, pooling), below(now, id, 0)) : []),
        (now) => {
          const last = edgesOutOf(now.edges, id)[0]?.target ?? id;
          return appendAfter(now, last, newNode(now, output), below(now, id, pooling ? 1 : 0));
        },
      ),
    ),
  ];
}

function below(document: ConvDocument, id: NodeId, steps: number): { x: number; y: number } | undefined {
  const place = layoutIn(document)[id];
  return place && { x: place.x, y: place.y + 80 * (steps + 1) };
}

/** Where a missing input is drawn: at the block, where its own input is what is missing. */
function openInput(
  document: ConvDocument,
  layer: CompiledLayer,
  port: string,
): (Place & { port: string }) | null {
  const { scope, node } = layer.origin;
  const definition = scope === null ? undefined : findDefinition(document, scope);
  const input = definition?.inputs.find((entry) => entry.node === node && entry.port === port);
  if (!input) return { scope, node, port };
  const block = layer.block === null ? undefined : nodesById(document).get(layer.block);
  return block && isBlock(block) && block.definition === scope
    ? { scope: null, node: block.id, port: input.name }
    : null;
}

/** Connects the one loose end there is, gives the network its Input, or takes a merge with one branch away. */
function missingInputFixes(
  { document, byId, hasInput, looseIn }: Drawn,
  problem: Diagnostic,
): readonly Fix[] {
  const layer = byId.get(problem.nodeId ?? '');
  const place = layer && problem.port !== undefined ? openInput(document, layer, problem.port) : null;
  if (!layer || place === null) return [];
  const { scope, node, port } = place;
  const graph = graphIn(document, scope);
  const target = nodesById(graph).get(node);
  if (!target) return [];
  const fixes: Fix[] = [];
  // Where many are loose, none of them is meant.
  const ends = looseIn(scope).filter(({ before }) => !before().has(node));
  const [{ end: source } = {}] = ends;
  const sourcePort = source && looseOutput(document, source, scope);
  if (source && sourcePort != null && ends.length === 1) {
    const edge = { source: source.id, sourcePort, target: node, targetPort: port };
    fixes.push(
      fix(`Connect ${source.name} to ${target.name}`, () => [{ edit: 'connect', ...within(scope), edge }]),
    );
  }
  const input = one('input');
  if (scope === null && input && !hasInput) {
    const at = layoutIn(document)[node];
    fixes.push(
      fix(`Add an Input before ${target.name}`, () =>
        prependBefore(document, node, newNode(document, input), at && { x: at.x, y: at.y - 80 }),
      ),
    );
  }
  if (layer.definition.role === 'merge' && edgesInto(graph.edges, node).length === 1)
    fixes.push(fix(`Remove ${target.name}`, () => removeAndHeal(document, [node], scope)));
  return fixes;
}

interface LooseEnd {
  readonly end: GraphNode;
  /** All that leads to it, and itself. */
  readonly before: () => ReadonlySet<NodeId>;
}

const MOST_LOOSE = 8;

/** The loose ends of a graph; none where there are many. */
function looseEnds(document: ConvDocument, scope: Scope): readonly LooseEnd[] {
  const graph = graphIn(document, scope);
  const ends: LooseEnd[] = [];
  for (const end of graph.nodes) {
    if (looseOutput(document, end, scope) === null) continue;
    if (ends.length >= MOST_LOOSE) return [];
    let known: ReadonlySet<NodeId> | null = null;
    ends.push({ end, before: () => (known ??= reach(graph, [end.id], 'upstream')) });
  }
  return ends;
}

/** An output port that nothing uses, of a layer that has but such. */
function looseOutput(document: ConvDocument, node: GraphNode, scope: Scope): string | null {
  const graph = graphIn(document, scope);
  if (edgesOutOf(graph.edges, node.id).length > 0) return null;
  if ('outputs' in graph && graph.outputs.some((output) => output.node === node.id)) return null;
  return outputPorts(document, node, { scope })[0] ?? null;
}

/** Layers that are looked through. */
const FARTHEST = 100;
/** Roles that leave a vector a vector. */
const keeping: readonly Role[] = ['activation', 'norm', 'regularizer'];

/** A layer that wants a picture, after one that made a vector of it. */
function needsPictureFixes({ document, byId, wiring }: Drawn, problem: Diagnostic): readonly Fix[] {
  const { into: allInto, outOf } = wiring();
  let layer = byId.get(problem.nodeId ?? '');
  let steps = 0;
  do {
    const into: readonly FlatEdge[] = allInto.get(layer?.id ?? '') ?? [];
    const before: CompiledLayer | undefined = byId.get(into[0]?.source ?? '');
    if (!before || into.length !== 1 || outOf.get(before.id) !== 1) return [];
    steps += 1;
    if (steps > FARTHEST) return [];
    layer = before;
  } while (keeping.includes(layer.definition.role));
  const { definition, inputShapes, origin, name } = layer;
  const flattens = ['reshape', 'pooling'].includes(definition.role) && inputShapes[0]?.length === 3;
  return flattens ? [fix(`Remove ${name}`, () => removing(document, origin.scope, origin.node))] : [];
}

/** What there is to know of the whole network, worked out where it is asked for, once for all problems. */
interface Drawn extends Pick<Compiled, 'document' | 'byId'> {
  readonly hasInput: boolean;
  readonly looseIn: (scope: Scope) => readonly LooseEnd[];
  readonly wiring: () => {
    readonly into: ReadonlyMap<string, readonly FlatEdge[]>;
    readonly outOf: ReadonlyMap<string, number>;
  };
}

function wiringOf(edges: readonly FlatEdge[]): ReturnType<Drawn['wiring']> {
  const into = new Map<string, FlatEdge[]>();
  const outOf = new Map<string, number>();
  for (const edge of edges) {
    const list = into.get(edge.target);
    if (list) list.push(edge);
    else into.set(edge.target, [edge]);
    outOf.set(edge.source, (outOf.get(edge.source) ?? 0) + 1);
  }
  return { into, outOf };
}

/** What a fix must know of the whole network to be offered, added where a layer alone could offer none. */
export function withDrawingFixes(
  document: ConvDocument,
  layers: readonly CompiledLayer[],
  byId: ReadonlyMap<string, CompiledLayer>,
  edges: readonly FlatEdge[],
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  const loose = new Map<Scope, readonly LooseEnd[]>();
  let wiring: ReturnType<Drawn['wiring']> | null = null;
  const drawn: Drawn = {
    document,
    byId,
    hasInput: layers.some(({ definition }) => definition.role === 'input'),
    looseIn(scope) {
      const known = loose.get(scope) ?? looseEnds(document, scope);
      loose.set(scope, known);
      return known;
    },
    wiring: () => (wiring ??= wiringOf(edges)),
  };
  return diagnostics.map((problem) => {
    if (problem.fixes.length > 0) return problem;
    const fixes =
      problem.code === 'missing-input'
        ? missingInputFixes(drawn, problem)
        : problem.code === 'needs-picture'
          ? needsPictureFixes(drawn, problem)
          : [];
    return fixes.length === 0 ? problem : { ...problem, fixes };
  });
}
