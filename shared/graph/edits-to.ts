/** The edits that lead from one document to another: for changes that are easier to compute as a whole. */
import {
  isBlock,
  type BlockNode,
  type ConvDocument,
  type DefinitionId,
  type Edge,
  type GraphNode,
  type NodeId,
  type ParamValue,
} from './document';
import type { Edit } from './edit';
import { innerFirst } from './inner-first';
import { sameValue } from './same-value';
import { nodesById } from './scope';

/**
 * For nodes, edges, definitions, placements, groups and dismissed advice; their order may be another one. Definitions come
 * first, so that blocks may stand for them, and those that go come last.
 */
export function editsTo(before: ConvDocument, after: ConvDocument): readonly Edit[] {
  const definitions = Object.entries(after.definitions)
    .filter(([id, definition]) => before.definitions[id] !== definition)
    .map(([id, definition]): Edit => ({ edit: 'setDefinition', id, definition }));
  const lost = usersFirst(
    before,
    Object.keys(before.definitions).filter((id) => !Object.hasOwn(after.definitions, id)),
  ).map((id): Edit => ({ edit: 'setDefinition', id, definition: null }));
  // Whatever is removed leaves its group, also where it comes back as another.
  const groups: Edit[] =
    before.groups === after.groups && rebuilt(before, after).size === 0
      ? []
      : [{ edit: 'setGroups', groups: after.groups }];
  const dismissed: Edit[] =
    after.dismissed === undefined || sameValue(before.dismissed, after.dismissed)
      ? []
      : [{ edit: 'setDismissed', dismissed: after.dismissed }];
  return [...definitions, ...graphEdits(before, after), ...groups, ...lost, ...dismissed];
}

/** What stands for a definition goes before it. */
function usersFirst({ definitions }: ConvDocument, ids: readonly DefinitionId[]): readonly DefinitionId[] {
  const wanted = new Set(ids);
  const order = innerFirst(ids, {
    definitionOf: (id) => (wanted.has(id) ? definitions[id] : undefined),
    onCircle: () => undefined,
  });
  return [...order].reverse();
}

/** Nodes that no edit leads to, since their type is another one or a parameter is gone: they are removed and added. */
function rebuilt(before: ConvDocument, after: ConvDocument): ReadonlySet<NodeId> {
  const now = nodesById(after);
  const isOther = (old: GraphNode): boolean => {
    const node = now.get(old.id);
    return (
      node !== undefined &&
      node !== old &&
      (node.type !== old.type || Object.keys(old.params).some((name) => !Object.hasOwn(node.params, name)))
    );
  };
  return new Set(before.nodes.filter(isOther).map(({ id }) => id));
}

function graphEdits(before: ConvDocument, after: ConvDocument): Edit[] {
  const [old, now] = [nodesById(before), nodesById(after)];
  const anew = rebuilt(before, after);
  const removed = before.nodes.map(({ id }) => id).filter((id) => !now.has(id) || anew.has(id));
  const isAnew = ({ source, target }: Edge): boolean => anew.has(source) || anew.has(target);
  const keyOf = ({ source, sourcePort, target, targetPort }: Edge): string =>
    JSON.stringify([source, sourcePort, target, targetPort]);
  const [oldEdges, newEdges] = [new Set(before.edges.map(keyOf)), new Set(after.edges.map(keyOf))];
  const cut = before.edges.filter(
    (edge) => now.has(edge.source) && now.has(edge.target) && !isAnew(edge) && !newEdges.has(keyOf(edge)),
  );
  const changed = after.nodes.flatMap((node) => {
    const was = old.get(node.id);
    return was && was !== node && !anew.has(node.id) ? nodeEdits(was, node) : [];
  });
  const places = Object.entries(after.layout).filter(
    ([id, place]) => now.has(id) && (anew.has(id) || !sameValue(before.layout[id], place)),
  );
  return [
    ...(removed.length > 0 ? [{ edit: 'removeNodes', ids: removed } as const] : []),
    ...cut.map((edge): Edit => ({ edit: 'disconnect', edge })),
    ...changed,
    ...after.nodes
      .filter(({ id }) => !old.has(id) || anew.has(id))
      .map((node): Edit => ({ edit: 'addNode', node })),
    ...after.edges
      .filter((edge) => isAnew(edge) || !oldEdges.has(keyOf(edge)))
      .map((edge): Edit => ({ edit: 'connect', edge })),
    ...(places.length > 0 ? [{ edit: 'place', layout: Object.fromEntries(places) } as const] : []),
  ];
}

function nodeEdits(before: GraphNode, after: GraphNode): Edit[] {
  const { id } = after;
  const edits: Edit[] = [];
  if (before.name !== after.name) edits.push({ edit: 'renameNode', id, name: after.name });
  if (!sameValue(before.params, after.params)) edits.push({ edit: 'setParams', id, params: after.params });
  if (!sameValue(before.when, after.when)) edits.push({ edit: 'setWhen', id, when: after.when ?? null });
  if (isBlock(before) && isBlock(after)) edits.push(...blockEdits(before, after));
  return edits;
}

function blockEdits(before: BlockNode, after: BlockNode): Edit[] {
  const { id, definition, repeat } = after;
  const gone = Object.keys(before.args).filter((name) => !Object.hasOwn(after.args, name));
  const args: Record<string, ParamValue> = {
    ...after.args,
    ...Object.fromEntries(gone.map((name) => [name, null])),
  };
  if (
    sameValue(before.args, after.args) &&
    definition === before.definition &&
    sameValue(repeat, before.repeat)
  )
    return [];
  return [{ edit: 'setBlock', id, definition, args, repeat }];
}
