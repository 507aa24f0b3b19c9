/**
 * The compiler's first step: nested and repeated blocks become one flat graph.
 *
 * A flat node's id is its path. A block that is repeated writes the copy's index behind its id (`stage2[3]/conv1`); one
 * whose `repeat` is 1 does not. The outputs of each copy feed the inputs of the next, by position. A node whose `when` is
 * false, and a block that is repeated 0 times, pass their first input through.
 */
import type { BlockNode, ConvDocument, DefinitionId, GraphNode, NodeId } from '../graph/document';
import { argumentsOf, defaultArguments, repeatOf } from '../graph/block-arguments';
import {
  argumentSteps,
  blockSteps,
  copySteps,
  MOST_LAYERS,
  MOST_STEPS,
  nodeSteps,
  PROBLEM_STEPS,
  valuesSteps,
} from '../graph/expansion-cost';
import { isBlock } from '../graph/document';
import { findDefinition } from '../graph/scope';
import { findLayer } from '../layers/index';
import { defaultsOf } from '../schema/fields';
import type { ExpansionCode } from './codes';
import type { FlatEdge, FlatNode } from './compiled';
import { type Environment, evaluate, ExpressionError } from '../layers/support/expression';
import { shortened } from '../layers/support/words';
import type { BlockEntry, Entry, ExpansionProblem, LayerEntry, Part, PartGraph, Source } from './expanded';
import { openParams, paramsOf, sameParams } from './expand-params';
import { blockOutputsOf, chain, firstInputOf, wire } from './wires';

const DEEPEST = 32;
/** Of the names that a block's definition does not know. */
const MOST_UNKNOWN = 100;

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
  /** What was entered, and what that has cost. */
  steps: number;
  /** Whether it would have cost too much. */
  isCutOff: boolean;
}

/** Counts what is about to be entered. False where it is not to be. */
function enter(run: Run, steps: number): boolean {
  if (run.steps + steps > MOST_STEPS) run.isCutOff = true;
  if (run.isCutOff) return false;
  run.steps += steps;
  return true;
}

const isFull = (run: Run): boolean => run.placed >= MOST_LAYERS || run.isCutOff;

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
  const run: Run = { document, isUnchanged, placed: 0, steps: 0, isCutOff: false };
  const place: Place = { graph: document, scope: null, prefix: '', environment: {}, top: null, within: [] };
  const root = expandGraph(run, place, last?.root);
  const whole = !isFull(run);
  return whole || !last ? [root, whole] : expandRoot(document, null);
}

function unchanged(document: ConvDocument, before: ConvDocument): Run['isUnchanged'] {
  if (document.definitions === before.definitions) return () => true;
  const changed = new Set<DefinitionId>();
  const users = new Map<DefinitionId, DefinitionId[]>();
  for (const [id, definition] of Object.entries(document.definitions)) {
    if (definition !== findDefinition(before, id)) changed.add(id);
    for (const node of definition.nodes) {
      if (!isBlock(node)) continue;
      if (!findDefinition(document, node.definition)) changed.add(id);
      const list = users.get(node.definition);
      if (list) list.push(id);
      else users.set(node.definition, [id]);
    }
  }
  // A set goes on to what is added while it is walked through.
  for (const id of changed) for (const user of users.get(id) ?? []) changed.add(user);
  return (id) => !changed.has(id) && findDefinition(document, id) === findDefinition(before, id);
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
    if (isFull(run)) break;
    let before = old?.entries[entries.length];
    if (old && before?.node.id !== node.id) {
      byNode ??= new Map(old.entries.map((entry) => [entry.node.id, entry]));
      before = byNode.get(node.id);
    }
    if (isKept(before, node)) {
      if (!enter(run, before.steps)) break;
      run.placed += sizeOf(before);
      entries.push(before);
    } else if (enter(run, nodeSteps(prefix, node.when))) {
      entries.push(expandNode(run, inPlace, node, before, alike?.entries[entries.length]));
    }
  }
  const same =
    old?.entries.length === entries.length && entries.every((entry, i) => entry === old.entries[i]);
  const cut = run.isCutOff && place.top === null ? cutOffAt(graph, entries) : [];
  const wires = wire(graph, entries, old);
  if (same) return { ...old, graph, environment, wires };
  return {
    graph,
    scope,
    prefix,
    environment,
    entries,
    nodes: flatNodesOf(entries),
    problems: together([...entries.map(({ problems }) => problems), cut]),
    wires,
  };
}

const TOO_MUCH =
  `To work this network out takes more than ${MOST_STEPS.toLocaleString('en-US')} steps: ` +
  'repeat blocks less often, or shorten their expressions and lists.';

/** In the document's own graph, where no block says so. */
function cutOffAt({ nodes }: PartGraph, entries: readonly Entry[]): readonly ExpansionProblem[] {
  const node = nodes[entries.length] ?? nodes.at(-1);
  const isSaid = entries.at(-1)?.problems.some(({ code }) => code === 'too-much-work');
  if (!node || isSaid === true) return [];
  const { id } = node;
  return [
    { code: 'too-much-work', message: TOO_MUCH, param: null, node: id, scope: null, flatId: id, top: id },
  ];
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
  const entered = run.steps - nodeSteps(prefix, node.when);
  const problems: ExpansionProblem[] = [];
  const id = prefix + node.id;
  const report: Report = (code, message, param = null) => {
    problems.push({ code, message, param, node: node.id, scope, flatId: id, top: top ?? node.id });
    run.steps += PROBLEM_STEPS;
  };
  const attempt: Attempt = (read, otherwise) => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      report('expression', `In ${shortened(node.name)}: ${error.message}`, error.param);
      return otherwise;
    }
  };
  const { when } = node;
  if (when && !attempt(() => evaluate(when.expr, environment), true))
    return alike?.kind === 'passThrough' && alike.node === node && alike.steps === run.steps - entered
      ? alike
      : {
          kind: 'passThrough',
          node,
          port: firstInput(run.document, node),
          problems,
          steps: run.steps - entered,
        };
  if (isBlock(node)) {
    const old = before?.kind === 'block' && before.node.definition === node.definition ? before : undefined;
    const block = expandBlock(run, place, node, { report, attempt, problems }, old);
    return { ...block, steps: run.steps - entered };
  }
  // What came of the same node elsewhere: often the same.
  const akin = [before, alike].filter(
    (entry): entry is LayerEntry => entry?.kind === 'layer' && entry.node === node,
  );
  const open = akin[0]?.open ?? openParams(node.params);
  const affordable = open.length === 0 || enter(run, valuesSteps(node.params));
  const flat: FlatNode = {
    id,
    name: node.name,
    type: node.type,
    params: affordable ? attempt(() => paramsOf(node.params, open, environment, akin), {}) : {},
    origin: { scope, node: node.id },
    block: top,
  };
  run.placed += 1;
  const old = before?.kind === 'layer' ? before.flat : undefined;
  return {
    kind: 'layer',
    node,
    open,
    flat: old && sameNode(old, flat) ? old : flat,
    problems,
    steps: run.steps - entered,
  };
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
): Omit<BlockEntry, 'steps'> {
  const { environment, within } = place;
  const id = place.prefix + node.id;
  const definition = findDefinition(run.document, node.definition);
  const copies: Part[] = [];
  if (!definition) {
    report(
      'unknown-definition',
      `${shortened(node.name)} stands for the block “${node.definition}”, which is not in this document.`,
    );
  } else if (within.length >= DEEPEST || within.includes(node.definition)) {
    report(
      'recursive-block',
      `The block “${shortened(definition.name)}” contains itself, so it would never end.`,
    );
  } else if (!enter(run, blockSteps(node, definition))) {
    report('too-much-work', TOO_MUCH);
  } else {
    const repeat = attempt(() => repeatOf(node, environment), 1);
    const known = new Set(definition.params.map(({ name }) => name));
    const unknown = Object.keys(node.args).filter((arg) => !known.has(arg));
    for (const name of unknown.slice(0, MOST_UNKNOWN)) {
      report(
        'unknown-argument',
        `${shortened(node.name)} sets “${shortened(name)}”, but the block “${shortened(definition.name)}” has no such parameter.`,
        name,
      );
    }
    const affordable = enter(run, repeat * argumentSteps(node, definition));
    const byCopy = affordable ? attempt(() => argumentsOf(definition, node, environment, repeat), []) : [];
    for (let copy = 0; copy < repeat && enter(run, copySteps(definition)); copy += 1) {
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
      for (const problem of part.problems) problems.push(problem);
      // What leads through all copies is carried on once more for each graph around them.
      if (!enter(run, part.wires.links.length) || run.placed >= MOST_LAYERS) break;
    }
    if (run.isCutOff) report('too-much-work', TOO_MUCH);
    else if (run.placed >= MOST_LAYERS)
      report(
        'too-many-layers',
        `The network has more than ${MOST_LAYERS.toLocaleString('en-US')} layers: repeat a block less often.`,
      );
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
  let input = firstInputs.get(node.type);
  if (input === undefined) firstInputs.set(node.type, (input = firstInputOfType(node.type)));
  return input;
}

const firstInputs = new Map<string, string>();

function firstInputOfType(type: string): string {
  const layer = findLayer(type);
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
