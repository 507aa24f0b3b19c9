/** The one place where edits change a document. Pure, all or nothing; what does not change keeps its identity. */
import type {
  ConvDocument,
  Definition,
  DefinitionId,
  Dismissal,
  GraphNode,
  Layout,
  NodeId,
} from './document';
import { isBlock } from './document';
import { applyTogether, togetherFrom } from './apply-together';
import { changedNode, merged, type NodeEdit, same } from './change-node';
import { graphRefusal } from './connect';
import type { Edit } from './edit';
import { EditError } from './edit-error';
import { refuseRecursion } from './recursion';
import { findDefinition, graphIn, type GraphParts, idProblem, nodesById, withGraph } from './scope';
import { sameEdge } from './wiring';

/** Throws `EditError` with a sentence where an edit can't be made; the document stays as it was. */
export function applyEdits(document: ConvDocument, edits: readonly Edit[]): ConvDocument {
  let now = document;
  for (let at = 0; at < edits.length;) {
    const together = togetherFrom(edits, at);
    const next = Math.max(1, together.length);
    const made = next > 1 ? unlessRefused(() => applyTogether(now, together)) : null;
    now = made ?? edits.slice(at, at + next).reduce(applyEdit, now);
    at += next;
  }
  return now;
}

function unlessRefused(apply: () => ConvDocument | null): ConvDocument | null {
  try {
    return apply();
  } catch (error) {
    if (error instanceof EditError) return null;
    throw error;
  }
}

function applyEdit(document: ConvDocument, edit: Edit): ConvDocument {
  switch (edit.edit) {
    case 'setDefinition':
      return setDefinition(document, edit.id, edit.definition);
    case 'setGroups':
      return document.groups === edit.groups ? document : { ...document, groups: edit.groups };
    case 'setNotes':
      return document.notes === edit.notes ? document : { ...document, notes: edit.notes };
    case 'setDismissed':
      return same(document.dismissed ?? [], edit.dismissed)
        ? document
        : withDismissed(document, edit.dismissed);
    case 'setInfo': {
      const { name = document.name, description = document.description } = edit;
      return merged(document, { name, description });
    }
    case 'setData': {
      const data = merged(document.data, edit.data);
      return data === document.data ? document : { ...document, data };
    }
    case 'setTraining': {
      const training = merged(document.training, edit.training);
      return training === document.training ? document : { ...document, training };
    }
    case 'removeNodes':
      return removeNodes(document, edit.ids, edit.scope);
    case 'addNode':
      return addNode(document, edit.node, edit.at, edit.scope);
    case 'connect': {
      const graph = graphIn(document, edit.scope);
      const refusal = graphRefusal(graph, edit.edge);
      if (refusal !== null) throw new EditError(refusal);
      return withGraph(document, edit.scope, { edges: [...graph.edges, edit.edge] });
    }
    case 'disconnect': {
      const graph = graphIn(document, edit.scope);
      const edges = graph.edges.filter((edge) => !sameEdge(edge, edit.edge));
      if (edges.length === graph.edges.length) {
        throw new EditError(`${edit.edge.source} and ${edit.edge.target} are not connected there.`);
      }
      return withGraph(document, edit.scope, { edges });
    }
    case 'place': {
      const graph = graphIn(document, edit.scope);
      for (const id of Object.keys(edit.layout)) need(graph, id);
      const layout = merged<Layout>(graph.layout ?? {}, edit.layout);
      return layout === graph.layout ? document : withGraph(document, edit.scope, { layout });
    }
    case 'setParams':
    case 'renameNode':
    case 'setBlock':
    case 'setWhen':
      return changeNode(document, edit);
  }
}

function need(graph: ConvDocument | Definition, id: NodeId): GraphNode {
  const node = nodesById(graph).get(id);
  if (!node) throw new EditError(`There is no layer “${id}” here any more.`);
  return node;
}

function changeNode(document: ConvDocument, edit: NodeEdit): ConvDocument {
  const graph = graphIn(document, edit.scope);
  const before = need(graph, edit.id);
  const after = changedNode(document, before, edit);
  if (after === before) return document;
  const changed = withGraph(document, edit.scope, {
    nodes: graph.nodes.map((node) => (node === before ? after : node)),
  });
  if (isBlock(after)) refuseRecursion(changed);
  return changed;
}

function addNode(
  document: ConvDocument,
  node: GraphNode,
  at: Layout[string] | undefined,
  scope: DefinitionId | undefined,
): ConvDocument {
  const graph = graphIn(document, scope);
  const problem = idProblem(node.id);
  if (problem !== null) throw new EditError(problem);
  if (nodesById(graph).has(node.id))
    throw new EditError(`There is already a layer with the id “${node.id}”.`);
  if (isBlock(node) && !findDefinition(document, node.definition)) {
    throw new EditError(`There is no block definition “${node.definition}” in this document.`);
  }
  const changed = withGraph(document, scope, {
    nodes: [...graph.nodes, node],
    ...(at && { layout: { ...graph.layout, [node.id]: at } }),
  });
  if (isBlock(node)) refuseRecursion(changed);
  return changed;
}

function removeNodes(
  document: ConvDocument,
  ids: readonly NodeId[],
  scope: DefinitionId | undefined,
): ConvDocument {
  if (ids.length === 0) return document;
  const graph = graphIn(document, scope);
  for (const id of ids) need(graph, id);
  const gone = new Set(ids);
  const layout = Object.fromEntries(Object.entries(graph.layout ?? {}).filter(([id]) => !gone.has(id)));
  const parts: GraphParts = {
    nodes: graph.nodes.filter(({ id }) => !gone.has(id)),
    edges: graph.edges.filter(({ source, target }) => !gone.has(source) && !gone.has(target)),
    ...(graph.layout && { layout }),
  };
  const left = keepDismissed(document, (each) => each.scope !== scope || !gone.has(each.node ?? ''));
  if (scope !== undefined) {
    const definition = findDefinition(document, scope);
    return withGraph(left, scope, {
      ...parts,
      inputs: (definition?.inputs ?? []).filter(({ node }) => !gone.has(node)),
      outputs: (definition?.outputs ?? []).filter(({ node }) => !gone.has(node)),
    });
  }
  const touched = document.groups.some(({ nodes }) => nodes.some((id) => gone.has(id)));
  const groups = document.groups.map((group) => ({
    ...group,
    nodes: group.nodes.filter((id) => !gone.has(id)),
  }));
  return {
    ...withGraph(left, scope, parts),
    ...(touched && { groups: groups.filter(({ nodes }) => nodes.length > 0) }),
  };
}

function setDefinition(
  document: ConvDocument,
  id: DefinitionId,
  definition: Definition | null,
): ConvDocument {
  if (definition !== null) {
    const problem = idProblem(id);
    if (problem !== null) throw new EditError(problem);
    if (findDefinition(document, id) === definition) return document;
    const left = nodesById(definition);
    const changed = {
      ...keepDismissed(document, ({ scope, node }) => scope !== id || node === undefined || left.has(node)),
      definitions: { ...document.definitions, [id]: definition },
    };
    refuseRecursion(changed);
    return changed;
  }
  if (!findDefinition(document, id))
    throw new EditError(`There is no block definition “${id}” in this document.`);
  const user = [document, ...Object.values(document.definitions)]
    .flatMap(({ nodes }) => nodes)
    .find((node) => isBlock(node) && node.definition === id);
  if (user) throw new EditError(`The block “${id}” is still used by ${user.name}: remove that first.`);
  const definitions = Object.fromEntries(
    Object.entries(document.definitions).filter(([name]) => name !== id),
  );
  return { ...keepDismissed(document, ({ scope }) => scope !== id), definitions };
}

/** The field is there only while something is dismissed. */
function withDismissed(document: ConvDocument, dismissed: readonly Dismissal[]): ConvDocument {
  if (dismissed.length > 0) return { ...document, dismissed };
  const left: Omit<ConvDocument, 'dismissed'> & { dismissed?: readonly Dismissal[] } = { ...document };
  delete left.dismissed;
  return left;
}

/** What was dismissed of a layer goes with it. */
function keepDismissed(document: ConvDocument, keep: (dismissal: Dismissal) => boolean): ConvDocument {
  const dismissed = document.dismissed?.filter(keep);
  return dismissed === undefined || dismissed.length === document.dismissed?.length
    ? document
    : withDismissed(document, dismissed);
}
