/** A block gives way to its layers: those of all its copies, one after the other, with its parameters filled in. */
import { evaluate } from '../layers/support/expression';
import { namesIn } from '../layers/support/expression-names';
import { arranged, shifted } from './arrange';
import { type Bindings, bindingsOf, bound, boundValues, explained } from './bindings';
import { copyPath, instancePaths, usersOf } from './instances';
import { countsItself, entryFor, repeatOf } from './block-arguments';
import { CARD_GAP, cardHeight } from './card-size';
import type { Moving } from './change';
import {
  isBlock,
  isExpression,
  type BlockNode,
  type ConvDocument,
  type Definition,
  type DefinitionId,
  type DefinitionPort,
  type Edge,
  type GraphNode,
  type Layout,
  type NodeId,
  type ParamValue,
} from './document';
import { EditError } from './edit-error';
import { editsTo } from './edits-to';
import { freeName } from './free-name';
import { type Moved, thenMoved } from './moved';
import { inputPorts } from './ports';
import { findDefinition, graphIn, nodesById, withGraph } from './scope';
import { edgesInto } from './wiring';

export interface Dissolved extends Moving {
  /** The layers in the block's place. */
  readonly nodes: readonly NodeId[];
}

/** Throws `EditError` with a sentence where the layers alone could not say what the block says. */
export function dissolveBlock(
  document: ConvDocument,
  id: NodeId,
  scope: DefinitionId | null = null,
): Dissolved {
  const { after, nodes, moved } = withoutBlock(document, id, scope);
  return { edits: editsTo(document, after), nodes, moved };
}

/** Why `dissolveBlock` would refuse, in a sentence; null where it would not. */
export function dissolveBlockRefusal(
  document: ConvDocument,
  id: NodeId,
  scope: DefinitionId | null = null,
): string | null {
  try {
    withoutBlock(document, id, scope);
    return null;
  } catch (error) {
    if (error instanceof EditError) return error.message;
    throw error;
  }
}

/** The network without a block, nested ones too. Throws `EditError`, as `dissolveBlock` does. */
export function dissolveAll(document: ConvDocument): Dissolved {
  const before = new Set(document.nodes.map(({ id }) => id));
  let after = document;
  let moved: Moved = new Map();
  for (let block = after.nodes.find(isBlock); block; block = after.nodes.find(isBlock)) {
    const step = withoutBlock(after, block.id, null);
    after = step.after;
    moved = thenMoved(moved, step.moved);
  }
  const nodes = after.nodes.map(({ id }) => id).filter((id) => !before.has(id));
  return { edits: editsTo(document, after), nodes, moved };
}

type End = { readonly node: NodeId; readonly port: string } | { readonly around: string } | null;

/** One copy of the definition, rewritten. */
interface Copy {
  /** By the ids inside; what passes its first input through is not among them. */
  readonly nodes: ReadonlyMap<NodeId, GraphNode>;
}

function withoutBlock(
  document: ConvDocument,
  id: NodeId,
  scope: DefinitionId | null,
): { readonly after: ConvDocument; readonly nodes: readonly NodeId[]; readonly moved: Moved } {
  const graph = graphIn(document, scope);
  const block = nodesById(graph).get(id);
  if (!block || !isBlock(block)) throw new EditError(`There is no block “${id}” here.`);
  const definition = findDefinition(document, block.definition);
  if (!definition) {
    throw new EditError(
      `${block.name} stands for the block “${block.definition}”, which is not in this document.`,
    );
  }
  const count = copiesOf(block);
  const around =
    scope === null ? [] : ['i', ...(findDefinition(document, scope)?.params ?? []).map(({ name }) => name)];
  const names = namer(graph, block, count);
  const moves: [string, string][] = [];
  const copies = Array.from({ length: count }, (_, copy): Copy => {
    const bindings = explained(block.name, () => bindingsOf(definition, block, copy, around));
    const path = copyPath(block, copy);
    const nodes = new Map<NodeId, GraphNode>();
    for (const inner of definition.nodes) {
      const node = rewritten(inner, bindings, names(inner, copy));
      if (node === null) continue;
      nodes.set(inner.id, node);
      const wasCounted = isBlock(inner) && isBlock(node) && countsItself(inner) && !countsItself(node);
      moves.push([`${path}/${inner.id}${wasCounted ? '[0]' : ''}`, node.id]);
    }
    return { nodes };
  });
  const wired = wiring(document, graph, block, definition, copies);
  const nodes = copies.flatMap((copy) => [...copy.nodes.values()]);
  const layout = placed(graph, block, definition, copies);
  const replaced = withGraph(document, scope, {
    nodes: graph.nodes.flatMap((node) => (node === block ? nodes : [node])),
    ...wired,
    ...(layout && { layout }),
  });
  const ids = nodes.map((node) => node.id);
  const framed = document.groups.some((group) => group.nodes.includes(id));
  const regrouped =
    scope === null && framed
      ? {
          ...replaced,
          groups: document.groups
            .map((group) => ({
              ...group,
              nodes: group.nodes.flatMap((member) => (member === id ? ids : [member])),
            }))
            .filter((group) => group.nodes.length > 0),
        }
      : replaced;
  const moved = new Map(
    instancePaths(document, scope).flatMap((path) =>
      moves.map(([from, to]) => [`${path}${from}`, `${path}${to}`] as const),
    ),
  );
  return { after: withoutUnused(regrouped, block.definition), nodes: ids, moved };
}

/** Only what is the same in all copies around it can be written down as so many layers. */
function copiesOf(block: BlockNode): number {
  const { when, repeat, name } = block;
  if (when) {
    if (namesIn(when.expr).length > 0) {
      throw new EditError(
        `${name} is there only where “${when.expr}”: its layers can't say that together. Take that condition away first.`,
      );
    }
    if (!explained(name, () => evaluate(when.expr, {}))) return 0;
  }
  if (isExpression(repeat) && namesIn(repeat.expr).length > 0) {
    throw new EditError(
      `${name} is repeated “${repeat.expr}” times, which differs from use to use: set a number first.`,
    );
  }
  return explained(name, () => repeatOf(block, {}));
}

/** Null: it is not there in this copy. */
function rewritten(
  node: GraphNode,
  bindings: Bindings,
  own: { readonly id: NodeId; readonly name: string },
): GraphNode | null {
  return explained(node.name, () => {
    const condition = conditionOf(node, bindings);
    if (condition === null) return null;
    const params = boundValues(node.params, bindings);
    if (!isBlock(node)) {
      const { when, ...always } = node;
      return { ...always, ...own, params, ...(when && condition) };
    }
    const { when, ...always } = node;
    const repeat = isExpression(node.repeat) ? bound(node.repeat, bindings) : node.repeat;
    if (!isExpression(repeat) && typeof repeat !== 'number') {
      throw new EditError(`it can't be repeated ${JSON.stringify(repeat)} times.`);
    }
    const args =
      countsItself(node) && repeat === 1
        ? argsOfOne(node, bindings)
        : boundValues(node.args, bindings, countsItself(node));
    return { ...always, ...own, params, args, repeat, ...(when && condition) };
  });
}

/** What is left of `when`; null where it is false. */
function conditionOf({ when }: GraphNode, bindings: Bindings): Pick<GraphNode, 'when'> | null {
  const there = when ? bound(when, bindings) : true;
  if (isExpression(there)) return { when: there };
  return there ? {} : null;
}

/** A block that could have been repeated and is not, here: its only copy is the first. */
function argsOfOne({ args }: BlockNode, bindings: Bindings): Readonly<Record<string, ParamValue>> {
  const first = Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, entryFor(name, value, 0)]),
  );
  return boundValues(first, new Map([...bindings, ['i', 0]]));
}

/** Of a block alone its layers keep their names where they are free; copies are counted from 1. */
function namer({ nodes }: { readonly nodes: readonly GraphNode[] }, block: BlockNode, count: number) {
  const ids = new Set(nodes.filter((node) => node !== block).map(({ id }) => id));
  const names = new Set(nodes.filter((node) => node !== block).map(({ name }) => name));
  return (inner: GraphNode, copy: number): { readonly id: NodeId; readonly name: string } => {
    const find = (own: string, around: string, taken: Set<string>): string => {
      const numbered = count === 1 ? `${around}_${own}` : `${around}_${copy + 1}_${own}`;
      const wanted = count === 1 && !taken.has(own) ? own : numbered;
      const found = freeName(wanted, (name) => taken.has(name), '_');
      taken.add(found);
      return found;
    };
    return { id: find(inner.id, block.id, ids), name: find(inner.name, block.name, names) };
  };
}

// ---- Wires

function wiring(
  document: ConvDocument,
  graph: ConvDocument | Definition,
  block: BlockNode,
  definition: Definition,
  copies: readonly Copy[],
): {
  readonly edges: readonly Edge[];
  readonly inputs?: readonly DefinitionPort[];
  readonly outputs?: readonly DefinitionPort[];
} {
  const inputNames = [...new Set(definition.inputs.map(({ name }) => name))];
  const outer = 'inputs' in graph ? graph : null;

  /** What feeds the block at a port. */
  const outside = (port: string): End => {
    const edge = edgesInto(graph.edges, block.id).find(({ targetPort }) => targetPort === port);
    if (edge) return { node: edge.source, port: edge.sourcePort };
    const input = outer?.inputs.find((entry) => entry.node === block.id && entry.port === port);
    return input ? { around: input.name } : null;
  };
  /** What feeds a node of a copy. `seen` ends circles of nodes that pass through. */
  const feeding = (copy: number, node: NodeId, port: string, seen: ReadonlySet<string> = new Set()): End => {
    const step = JSON.stringify([copy, node, port]);
    if (seen.has(step)) return null;
    const next = new Set([...seen, step]);
    const edge = edgesInto(definition.edges, node).find(({ targetPort }) => targetPort === port);
    if (edge) return coming(copy, edge.source, edge.sourcePort, next);
    const input = definition.inputs.find((entry) => entry.node === node && entry.port === port);
    if (!input) return null;
    // The outputs of each copy feed the inputs of the next, by position.
    const output = copy > 0 ? definition.outputs[inputNames.indexOf(input.name)] : undefined;
    return output ? coming(copy - 1, output.node, output.port, next) : outside(input.name);
  };
  const coming = (copy: number, inner: NodeId, port: string, seen: ReadonlySet<string>): End => {
    const node = copies[copy]?.nodes.get(inner);
    if (node) return { node: node.id, port };
    const gone = nodesById(definition).get(inner);
    const first = gone && inputPorts(document, gone, { scope: block.definition })[0];
    return first === undefined ? null : feeding(copy, inner, first, seen);
  };
  const leaving = (port: string): End => {
    if (copies.length === 0) {
      const [first] = inputNames;
      return first === undefined ? null : outside(first);
    }
    const output = definition.outputs.find(({ name }) => name === port);
    return output ? coming(copies.length - 1, output.node, output.port, new Set()) : null;
  };

  const edges: Edge[] = [];
  const entering: DefinitionPort[] = [];
  const connect = (from: End, target: NodeId, targetPort: string): void => {
    if (from === null) return;
    if ('around' in from) entering.push({ name: from.around, node: target, port: targetPort });
    else edges.push({ source: from.node, sourcePort: from.port, target, targetPort });
  };
  copies.forEach((copy, index) => {
    for (const [inner, node] of copy.nodes) {
      const fed = [
        ...edgesInto(definition.edges, inner).map(({ targetPort }) => targetPort),
        ...definition.inputs.filter((entry) => entry.node === inner).map(({ port }) => port),
      ];
      for (const port of new Set(fed)) connect(feeding(index, inner, port), node.id, port);
    }
  });
  for (const edge of graph.edges) {
    if (edge.target === block.id) continue;
    if (edge.source !== block.id) edges.push(edge);
    else connect(leaving(edge.sourcePort), edge.target, edge.targetPort);
  }
  if (!outer) return { edges };
  return {
    edges,
    inputs: reported(outer.inputs, block.id, entering),
    outputs: outer.outputs.flatMap((port): DefinitionPort[] => {
      if (port.node !== block.id) return [port];
      const from = leaving(port.port);
      if (from !== null && 'node' in from) return [{ ...port, node: from.node, port: from.port }];
      throw new EditError(
        `${block.name} passes what enters “${outer.name}” straight on to its output “${port.name}”, which only a layer can do: put a layer behind ${block.name} first.`,
      );
    }),
  };
}

/** A definition's inputs in their order: where the block stood, what stands for it now. */
function reported(
  inputs: readonly DefinitionPort[],
  block: NodeId,
  entering: readonly DefinitionPort[],
): readonly DefinitionPort[] {
  const names = [...new Set(inputs.map(({ name }) => name))];
  const all = [...inputs.filter(({ node }) => node !== block), ...entering];
  return names.flatMap((name) => all.filter((port) => port.name === name));
}

// ---- Places

/** The copies below one another from where the block stood; what stood below it makes room. Null: nothing was placed. */
function placed(
  graph: ConvDocument | Definition,
  block: BlockNode,
  definition: Definition,
  copies: readonly Copy[],
): Layout | null {
  const { layout } = graph;
  if (!layout) return null;
  const { [block.id]: corner, ...rest } = layout;
  if (!corner) return layout;
  const drawn = arranged(definition);
  const step = drawn.height + CARD_GAP;
  const grown = copies.length * step - CARD_GAP - cardHeight(graph, [block.id]);
  const below = Object.fromEntries(
    Object.entries(rest).map(([id, place]) => [
      id,
      place.y > corner.y ? { ...place, y: place.y + grown } : place,
    ]),
  );
  const own = copies.flatMap((copy, index) => {
    const places = shifted(drawn.places, corner.x, corner.y + index * step);
    return [...copy.nodes].flatMap(([inner, node]) =>
      places[inner] ? [[node.id, places[inner]] as const] : [],
    );
  });
  return { ...below, ...Object.fromEntries(own) };
}

/** Without the definition if nothing stands for it any more, and without those that only it needed. */
export function withoutUnused(document: ConvDocument, id: DefinitionId): ConvDocument {
  const definition = findDefinition(document, id);
  if (!definition || usersOf(document, id).length > 0) return document;
  const left = Object.fromEntries(Object.entries(document.definitions).filter(([name]) => name !== id));
  const without = { ...document, definitions: left };
  const inner = new Set(definition.nodes.filter(isBlock).map((node) => node.definition));
  return [...inner].reduce(withoutUnused, without);
}
