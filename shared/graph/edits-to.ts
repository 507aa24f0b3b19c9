/** The edits that lead from one document to another: for changes that are easier to compute as a whole. */
import {
  isBlock,
  type BlockNode,
  type ConvDocument,
  type DefinitionId,
  type Edge,
  type GraphNode,
  type ParamValue,
} from './document';
import type { Edit } from './edit';
import { sameValue } from './same-value';
import { nodesById } from './scope';

/**
 * For nodes, edges, definitions, placements, groups and dismissed advice; a node of the document's own graph keeps its type. Definitions
 * come first, so that blocks may stand for them, and those that go come last.
 */
export function editsTo(before: ConvDocument, after: ConvDocument): readonly Edit[] {
  const definitions = Object.entries(after.definitions)
    .filter(([id, definition]) => before.definitions[id] !== definition)
    .map(([id, definition]): Edit => ({ edit: 'setDefinition', id, definition }));
  const lost = usersFirst(
    before,
    Object.keys(before.definitions).filter((id) => !Object.hasOwn(after.definitions, id)),
  ).map((id): Edit => ({ edit: 'setDefinition', id, definition: null }));
  const groups: Edit[] = before.groups === after.groups ? [] : [{ edit: 'setGroups', groups: after.groups }];
  const dismissed: Edit[] =
    after.dismissed === undefined || sameValue(before.dismissed, after.dismissed)
      ? []
      : [{ edit: 'setDismissed', dismissed: after.dismissed }];
  return [...definitions, ...graphEdits(before, after), ...groups, ...lost, ...dismissed];
}

/** What stands for a definition goes before it. */
function usersFirst({ definitions }: ConvDocument, ids: readonly DefinitionId[]): readonly DefinitionId[] {
  const after = new Set<DefinitionId>();
  const visit = (id: DefinitionId): void => {
    if (after.has(id)) return;
    for (const node of definitions[id]?.nodes ?? []) {
      if (isBlock(node) && ids.includes(node.definition)) visit(node.definition);
    }
    after.add(id);
  };
  ids.forEach(visit);
  return [...after].reverse();
}

function graphEdits(before: ConvDocument, after: ConvDocument): Edit[] {
  const [old, now] = [nodesById(before), nodesById(after)];
  const removed = before.nodes.map(({ id }) => id).filter((id) => !now.has(id));
  const keyOf = ({ source, sourcePort, target, targetPort }: Edge): string =>
    JSON.stringify([source, sourcePort, target, targetPort]);
  const [oldEdges, newEdges] = [new Set(before.edges.map(keyOf)), new Set(after.edges.map(keyOf))];
  const cut = before.edges.filter(
    (edge) => now.has(edge.source) && now.has(edge.target) && !newEdges.has(keyOf(edge)),
  );
  const changed = after.nodes.flatMap((node) => {
    const was = old.get(node.id);
    return was && was !== node ? nodeEdits(was, node) : [];
  });
  const places = Object.entries(after.layout).filter(
    ([id, place]) => now.has(id) && !sameValue(before.layout[id], place),
  );
  return [
    ...(removed.length > 0 ? [{ edit: 'removeNodes', ids: removed } as const] : []),
    ...cut.map((edge): Edit => ({ edit: 'disconnect', edge })),
    ...changed,
    ...after.nodes.filter(({ id }) => !old.has(id)).map((node): Edit => ({ edit: 'addNode', node })),
    ...after.edges
      .filter((edge) => !oldEdges.has(keyOf(edge)))
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
