/** Where a definition is used: the nodes that stand for it, and the paths of all its copies in the network. */
import { ExpressionError, evaluate, type Environment } from '../layers/support/expression';
import { argumentsOf, defaultArguments, repeatOf } from './block-arguments';
import { isBlock, type BlockNode, type ConvDocument, type DefinitionId, type Graph } from './document';
import { argumentSteps, blockSteps, copySteps, MOST_LAYERS, MOST_STEPS, nodeSteps } from './expansion-cost';
import { findDefinition } from './scope';

/** A document may be broken, and contain itself. */
const DEEPEST = 32;

export interface BlockUse {
  /** Null: in the document's own graph. */
  readonly scope: DefinitionId | null;
  readonly node: BlockNode;
}

/** The block nodes that stand for it, in the document's own graph first. */
export function usersOf(document: ConvDocument, definition: DefinitionId): readonly BlockUse[] {
  return graphsOf(document).flatMap(({ scope, graph }) =>
    graph.nodes
      .filter(isBlock)
      .filter((node) => node.definition === definition)
      .map((node) => ({ scope, node })),
  );
}

/** The document's own graph, then that of every definition. */
export function graphsOf(
  document: ConvDocument,
): readonly { readonly scope: DefinitionId | null; readonly graph: Graph }[] {
  return [
    { scope: null, graph: document },
    ...Object.entries(document.definitions).map(([scope, graph]) => ({ scope, graph })),
  ];
}

/**
 * What stands before the ids of its nodes: `stage1[0]/`, `stage1[1]/`, …; for the document's own graph, nothing. As far
 * as the compiler goes: a network that is beyond its limits has no more.
 */
export function instancePaths(document: ConvDocument, scope: DefinitionId | null): readonly string[] {
  if (scope === null) return [''];
  const paths: string[] = [];
  const holders = holdersOf(document, scope);
  let steps = 0;
  const enter = (more: number): boolean => (steps += more) <= MOST_STEPS && paths.length < MOST_LAYERS;
  const visit = (graph: Graph, prefix: string, environment: Environment, depth: number): void => {
    for (const node of graph.nodes) {
      const definition = isBlock(node) ? findDefinition(document, node.definition) : undefined;
      if (!isBlock(node) || !definition || depth > DEEPEST || !holders.has(node.definition)) continue;
      const { when } = node;
      if (!enter(nodeSteps(prefix, when) + blockSteps(node, definition))) return;
      if (when && !attempt(() => evaluate(when.expr, environment), true)) continue;
      const repeat = attempt(() => repeatOf(node, environment), 1);
      if (!enter(repeat * argumentSteps(node, definition))) return;
      const byCopy = attempt(() => argumentsOf(definition, node, environment, repeat), []);
      for (let copy = 0; copy < repeat; copy += 1) {
        if (!enter(copySteps(definition))) return;
        const path = `${prefix}${copyPath(node, copy)}/`;
        if (node.definition === scope) paths.push(path);
        else {
          const own = byCopy[copy] ?? defaultArguments(definition);
          visit(definition, path, { ...own, i: copy }, depth + 1);
        }
      }
    }
  };
  visit(document, '', {}, 0);
  return paths;
}

/** The definition, and those in which it stands, however deep: nothing else needs to be looked into. */
function holdersOf(document: ConvDocument, scope: DefinitionId): ReadonlySet<DefinitionId> {
  const users = new Map<DefinitionId, DefinitionId[]>();
  for (const [id, { nodes }] of Object.entries(document.definitions)) {
    for (const node of nodes) {
      if (!isBlock(node)) continue;
      const list = users.get(node.definition);
      if (list) list.push(id);
      else users.set(node.definition, [id]);
    }
  }
  const holders = new Set([scope]);
  // A set goes on to what is added while it is walked through.
  for (const id of holders) for (const user of users.get(id) ?? []) holders.add(user);
  return holders;
}

/** A block whose `repeat` is 1 writes no index. */
export const copyPath = ({ id, repeat }: BlockNode, copy: number): string =>
  repeat === 1 ? id : `${id}[${copy}]`;

function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ExpressionError) return otherwise;
    throw error;
  }
}
