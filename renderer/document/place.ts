/**
 * Which graph is looked at: the document's own, or a definition's as it is in one copy of a block. The way there leads
 * from the document down through blocks, and is all that is remembered; everything else follows from it.
 */
import type {
  BlockNode,
  ConvDocument,
  Definition,
  DefinitionId,
  GraphNode,
  NodeId,
} from '../../shared/graph/document';
import { argumentsOf, defaultArguments, repeatOf } from '../../shared/graph/block-arguments';
import { isBlock } from '../../shared/graph/document';
import { argumentSteps, MOST_STEPS } from '../../shared/graph/expansion-cost';
import { copyPath } from '../../shared/graph/instances';
import { findDefinition, nodesById } from '../../shared/graph/scope';
import { type Environment, ExpressionError } from '../../shared/layers/support/expression';

export interface Step {
  readonly block: NodeId;
  /** From 0. */
  readonly copy: number;
}

export interface Level {
  readonly step: Step;
  readonly node: BlockNode;
  readonly definition: Definition;
  /** How often the block is there; 1 where that can't be told. */
  readonly copies: number;
  /** What each copy's expressions may speak of. */
  readonly environments: readonly Environment[];
  /** Before the flat ids of what is inside this copy: `stage2[1]/`. */
  readonly prefix: string;
}

export interface Place {
  readonly path: readonly Step[];
  readonly levels: readonly Level[];
  readonly scope: DefinitionId | null;
  readonly graph: ConvDocument | Definition;
  readonly prefix: string;
  readonly environment: Environment;
}

/** As far down the path as there is something; a copy that is gone gives way to the last one. */
export function placeOf(document: ConvDocument, path: readonly Step[]): Place {
  const levels: Level[] = [];
  let graph: ConvDocument | Definition = document;
  let scope: DefinitionId | null = null;
  let environment: Environment = {};
  let prefix = '';
  for (const { block, copy } of path) {
    const node: GraphNode | undefined = nodesById(graph).get(block);
    if (!node || !isBlock(node)) break;
    const definition: Definition | undefined = findDefinition(document, node.definition);
    if (!definition) break;
    const environments = environmentsOf(node, definition, environment);
    const step = { block, copy: Math.min(copy, environments.length - 1) };
    prefix = copyPrefix(prefix, node, step.copy);
    graph = definition;
    scope = node.definition;
    environment = environments[step.copy] ?? {};
    levels.push({ step, node, definition, copies: environments.length, environments, prefix });
  }
  return { path: levels.map(({ step }) => step), levels, scope, graph, prefix, environment };
}

export function copyPrefix(prefix: string, node: BlockNode, copy: number): string {
  return `${prefix}${copyPath(node, copy)}/`;
}

/** Of each copy of a block: its arguments, or the parameters' defaults, and the copy's index. At least one. */
export function environmentsOf(
  node: BlockNode,
  definition: Definition,
  around: Environment,
): readonly Environment[] {
  // What can't be computed the compiler reports, with its reason; there is something to look at all the same.
  const wanted = Math.max(1, computed(() => repeatOf(node, around)) ?? 1);
  const most = Math.floor(MOST_STEPS / argumentSteps(node, definition));
  // What the compiler would not enter there is nothing to look at, but for a first copy.
  const copies = Math.max(1, Math.min(wanted, most));
  const args = computed(() => argumentsOf(definition, node, around, copies));
  const usual = defaultArguments(definition);
  return Array.from({ length: copies }, (_, i) => ({ ...(args?.[i] ?? usual), i }));
}

function computed<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof ExpressionError) return null;
    throw error;
  }
}

/** `stage2[1]/conv1`: the layer in its graph, and the way there. Blocks that are not repeated have no index. */
export function parsePath(flatId: string): { readonly path: readonly Step[]; readonly node: NodeId } {
  const parts = flatId.split('/').map((part) => {
    const indexed = /^(.*)\[(\d+)\]$/.exec(part);
    return { block: indexed?.[1] ?? part, copy: Number(indexed?.[2] ?? 0) };
  });
  const node = parts.pop();
  return { path: parts, node: node?.block ?? flatId };
}

/** The node of a graph that a flat layer belongs to: itself, or the block that it lies in. Null where it lies elsewhere. */
export function nodeAt(prefix: string, flatId: string): NodeId | null {
  if (!flatId.startsWith(prefix)) return null;
  const end = flatId.indexOf('/', prefix.length);
  const part = end < 0 ? flatId.slice(prefix.length) : flatId.slice(prefix.length, end);
  return part.replace(/\[\d+\]$/, '');
}

export function samePath(a: readonly Step[], b: readonly Step[]): boolean {
  return (
    a.length === b.length && a.every(({ block, copy }, i) => block === b[i]?.block && copy === b[i].copy)
  );
}
