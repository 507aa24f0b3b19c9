/**
 * The compiler's first step: nested and repeated blocks become one flat graph.
 *
 * A flat node's id is its path. A block that is repeated writes the copy's index behind its id (`stage2[3]/conv1`); one
 * whose `repeat` is 1 does not. The outputs of each copy feed the inputs of the next, by position. A node whose `when` is
 * false, and a block that is repeated 0 times, pass their first input through.
 */
import type { BlockNode, ConvDocument, DefinitionId, GraphNode, NodeId } from '../graph/document';
import { argumentsOf, defaultArguments, repeatOf } from '../graph/block-arguments';
import { isBlock } from '../graph/document';
import { findDefinition } from '../graph/scope';
import { findLayer } from '../layers/index';
import { defaultsOf } from '../layers/support/fields';
import type { ExpansionCode } from './codes';
import type { FlatEdge, FlatNode } from './compiled';
import { type Environment, evaluate, ExpressionError } from '../layers/support/expression';
import type { BlockEntry, Entry, ExpansionProblem, LayerEntry, Part, PartGraph, Source } from './expanded';
import { openParams, paramsOf, sameParams } from './expand-params';
import { blockOutputsOf, chain, firstInputOf, wire } from './wires';

/** Beyond this a document is a mistake, such as a repeat inside a repeat inside a repeat. */
export const MOST_LAYERS = 20_000;
const DEEPEST = 32;

export interface Expanded {
  readonly nodes: readonly FlatNode[];
  /** The same array as before where no connection and no path has changed. */
  readonly edges: readonly FlatEdge[];
  readonly problems: readonly ExpansionProblem[];
  /** Of every block, nested ones too, `path:port` (`stage[1]/block:out`): the flat layer and port that answers for it. */
  readonly blockOutputs: ReadonlyMap<string, Source>;
  /** The document's own graph, with every copy of every block below it. */
  readonly root: Part;
}

interface Expansion {
  readonly document: ConvDocument;
  readonly root: Part;
  readonly edges: readonly FlatEdge[];
}

/** What one expansion has in common. */
interface Run {
  readonly document: ConvDocument;
  /** Whether a definition, and all that it is made of, is as it was in the last document. */
  readonly isUnchanged: (id: DefinitionId) => boolean;
  placed: number;
}

/** Where a copy of a graph comes to lie. */
interface Place {
  readonly graph: PartGraph;
  readonly scope: DefinitionId | null;
  readonly prefix: string;
  readonly environment: Environment;
  /** The outermost block; null at top level. */
  readonly top: NodeId | null;
  /** The definitions around it and its own. */
  readonly within: readonly DefinitionId[];
}

/** Remembers the last expansion: what an edit does not touch is kept, and keeps its identity. */
export function createExpansion(): (document: ConvDocument) => Expanded {
  let last: Expansion | null = null;
  return (document) => {
    const [root, whole] = expandRoot(document, last);
    const edges =
      last && root.wires === last.root.wires
        ? last.edges
        : root.wires.links.filter((link): link is FlatEdge => 'source' in link);
    last = whole ? { document, root, edges } : null;
    let outputs: ReadonlyMap<string, Source> | null = null;
    return {
      nodes: root.nodes,
      edges,
      problems: root.problems,
      get blockOutputs() {
        outputs ??= blockOutputsOf(root, (id) => findDefinition(document, id));
        return outputs;
      },
      root,
    };
  };
}

/** Once, without remembering. */
export function expand(document: ConvDocument): Expanded {
  return createExpansion()(document);
}

/** One that was cut off is not whole: it can't be gone on from, nor can it be made from parts of another. */
function expandRoot(document: ConvDocument, last: Expansion | null): readonly [root: Part, whole: boolean] {
  const isUnchanged = last ? unchanged(document, last.document) : () => false;
  const run: Run = { document, isUnchanged, placed: 0 };
  const place: Place = { graph: document, scope: null, prefix: '', environment: {}, top: null, within: [] };
  const root = expandGraph(run, place, last?.root);
  const whole = run.placed < MOST_LAYERS;
  return whole || !last ? [root, whole] : expandRoot(document, null);
}

function unchanged(document: ConvDocument, before: ConvDocument): Run['isUnchanged'] {
  if (document.definitions === before.definitions) return () => true;
  const known = new Map<DefinitionId, boolean>();
  const isSame = (id: DefinitionId, seen: Set<DefinitionId>): boolean => {
    if (seen.has(id)) return true;
    seen.add(id);
    const definition = findDefinition(document, id);
    return (
      definition === findDefinition(before, id) &&
      (definition?.nodes ?? []).every((node) => !isBlock(node) || isSame(node.definition, seen))
    );
  };
  return (id) => {
    const answer = known.get(id) ?? isSame(id, new Set());
    known.set(id, answer);
    return answer;
  };
}

/** `old`: what stood there before. `alike`: another copy, whose parameters may be the same. */
function expandGraph(run: Run, place: Place, old?: Part, alike?: Part): Part {
  const { graph, scope, prefix } = place;
  const environment =
    old && sameParams(old.environment, place.environment) ? old.environment : place.environment;
  const inPlace: Place = environment === place.environment ? place : { ...place, environment };
  const isKept = (entry: Entry | undefined, node: GraphNode): entry is Entry =>
    entry?.node === node &&
    old?.environment === environment &&
    (!isBlock(node) || run.isUnchanged(node.definition));
  let byNode: ReadonlyMap<NodeId, Entry> | null = null;
  const entries: Entry[] = [];
  for (const node of graph.nodes) {
    if (run.placed >= MOST_LAYERS) break;
    let before = old?.entries[entries.length];
    if (old && before?.node.id !== node.id) {
      byNode ??= new Map(old.entries.map((entry) => [entry.node.id, entry]));
      before = byNode.get(node.id);
    }
    if (isKept(before, node)) {
      run.placed += sizeOf(before);
      entries.push(before);
    } else {
      entries.push(expandNode(run, inPlace, node, before, alike?.entries[entries.length]));
    }
  }
  const same =
    old?.entries.length === entries.length && entries.every((entry, i) => entry === old.entries[i]);
  const wires = wire(graph, entries, old);
  if (same) return { ...old, graph, environment, wires };
  return {
    graph,
    scope,
    prefix,
    environment,
    entries,
    nodes: flatNodesOf(entries),
    problems: together(entries.map(({ problems }) => problems)),
    wires,
  };
}

function flatNodesOf(entries: readonly Entry[]): readonly FlatNode[] {
  const nodes: FlatNode[] = [];
  for (const entry of entries) {
    if (entry.kind === 'layer') nodes.push(entry.flat);
    else if (entry.kind === 'block') for (const node of entry.nodes) nodes.push(node);
  }
  return nodes;
}

const sizeOf = (entry: Entry): number =>
  entry.kind === 'block' ? entry.nodes.length : entry.kind === 'layer' ? 1 : 0;

function expandNode(run: Run, place: Place, node: GraphNode, before?: Entry, alike?: Entry): Entry {
  const { environment, prefix, scope, top } = place;
  const problems: ExpansionProblem[] = [];
  const id = prefix + node.id;
  const report: Report = (code, message, param = null) => {
    problems.push({ code, message, param, node: node.id, scope, flatId: id, top: top ?? node.id });
  };
  const attempt: Attempt = (read, otherwise) => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      report('expression', `In ${node.name}: ${error.message}`, error.param);
      return otherwise;
    }
  };
  const { when } = node;
  if (when && !attempt(() => evaluate(when.expr, environment), true))
    return alike?.kind === 'passThrough' && alike.node === node
      ? alike
      : { kind: 'passThrough', node, port: firstInput(run.document, node), problems };
  if (isBlock(node)) {
    const old = before?.kind === 'block' && before.node.definition === node.definition ? before : undefined;
    return expandBlock(run, place, node, { report, attempt, problems }, old);
  }
  // What came of the same node elsewhere: often the same.
  const akin = [before, alike].filter(
    (entry): entry is LayerEntry => entry?.kind === 'layer' && entry.node === node,
  );
  const open = akin[0]?.open ?? openParams(node.params);
  const flat: FlatNode = {
    id,
    name: node.name,
    type: node.type,
    params: attempt(() => paramsOf(node.params, open, environment, akin), {}),
    origin: { scope, node: node.id },
    block: top,
  };
  run.placed += 1;
  const old = before?.kind === 'layer' ? before.flat : undefined;
  return { kind: 'layer', node, open, flat: old && sameNode(old, flat) ? old : flat, problems };
}

type Report = (code: ExpansionCode, message: string, param?: string | null) => void;
type Attempt = <T>(read: () => T, otherwise: T) => T;

interface Reports {
  readonly report: Report;
  readonly attempt: Attempt;
  readonly problems: ExpansionProblem[];
}

function expandBlock(
  run: Run,
  place: Place,
  node: BlockNode,
  { report, attempt, problems }: Reports,
  old: BlockEntry | undefined,
): BlockEntry {
  const { environment, within } = place;
  const id = place.prefix + node.id;
  const definition = findDefinition(run.document, node.definition);
  const copies: Part[] = [];
  if (!definition) {
    report(
      'unknown-definition',
      `${node.name} stands for the block “${node.definition}”, which is not in this document.`,
    );
  } else if (within.length >= DEEPEST || within.includes(node.definition)) {
    report('recursive-block', `The block “${definition.name}” contains itself, so it would never end.`);
  } else {
    const repeat = attempt(() => repeatOf(node, environment), 1);
    const known = new Set(definition.params.map(({ name }) => name));
    for (const name of Object.keys(node.args).filter((arg) => !known.has(arg))) {
      report(
        'unknown-argument',
        `${node.name} sets “${name}”, but the block “${definition.name}” has no such parameter.`,
        name,
      );
    }
    const byCopy = attempt(() => argumentsOf(definition, node, environment, repeat), []);
    for (let copy = 0; copy < repeat; copy += 1) {
      const prefix = `${id}${node.repeat === 1 ? '' : `[${copy}]`}/`;
      const inner: Place = {
        graph: definition,
        scope: node.definition,
        prefix,
        environment: { ...(byCopy[copy] ?? defaultArguments(definition)), i: copy },
        top: place.top ?? node.id,
        within: [...within, node.definition],
      };
      const before = old?.copies[copy];
      const part = expandGraph(run, inner, before?.prefix === prefix ? before : undefined, copies.at(-1));
      copies.push(part);
      problems.push(...part.problems);
      if (run.placed >= MOST_LAYERS) {
        report(
          'too-many-layers',
          `The network has more than ${MOST_LAYERS.toLocaleString('en-US')} layers: repeat a block less often.`,
        );
        break;
      }
    }
  }
  const nodes = together(copies.map((part) => part.nodes));
  return { kind: 'block', node, definition, copies, nodes, problems, wires: chain(definition, copies, old) };
}

function together<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const all: T[] = [];
  for (const list of lists) for (const each of list) all.push(each);
  return all;
}

function firstInput(document: ConvDocument, node: GraphNode): string {
  if (isBlock(node)) return firstInputOf(findDefinition(document, node.definition));
  const layer = findLayer(node.type);
  if (!layer) return 'in';
  const { inputs } = layer.ports(defaultsOf(layer.params));
  return 'variadic' in inputs ? `${inputs.variadic}:0` : (inputs[0] ?? 'in');
}

const sameNode = (a: FlatNode, b: FlatNode): boolean =>
  a.id === b.id &&
  a.name === b.name &&
  a.type === b.type &&
  a.block === b.block &&
  a.origin.scope === b.origin.scope &&
  a.origin.node === b.origin.node &&
  sameParams(a.params, b.params);
