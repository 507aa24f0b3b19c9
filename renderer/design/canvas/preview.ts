/** What a fix would do to the drawing, in terms of what is drawn: which rows change or go, and what comes where. */
import { applyEdits } from '../../../shared/graph/apply';
import { chainsOf } from '../../../shared/graph/chains';
import type {
  ConvDocument,
  DefinitionId,
  DefinitionPort,
  Edge,
  Graph,
  GraphNode,
  NodeId,
} from '../../../shared/graph/document';
import { isBlock } from '../../../shared/graph/document';
import type { Edit } from '../../../shared/graph/edit';
import { EditError } from '../../../shared/graph/edit-error';
import { findDefinition, graphIn, nodesById } from '../../../shared/graph/scope';
import { edgesInto, edgesOutOf, sameEdge } from '../../../shared/graph/wiring';
import { findLayer } from '../../../shared/layers/index';
import { briefOf } from './brief';

export interface Preview {
  readonly changed: ReadonlySet<NodeId>;
  readonly removed: ReadonlySet<NodeId>;
  /** What comes right above or below a row. */
  readonly above: ReadonlyMap<NodeId, string>;
  readonly below: ReadonlyMap<NodeId, string>;
  /** What comes on a wire, by `target:port`. */
  readonly onWire: ReadonlyMap<string, string>;
  /** Wires that go, by `target:port`. */
  readonly cut: ReadonlySet<string>;
}

export const wireKey = ({ target, targetPort }: Pick<Edge, 'target' | 'targetPort'>): string =>
  `${target}:${targetPort}`;

/** In the graph in view: `scope` is its block. Null where the edits can't be made, or where that graph would go. */
export function previewOf(
  before: ConvDocument,
  edits: readonly Edit[],
  scope: DefinitionId | null = null,
): Preview | null {
  const changedDocument = applied(before, edits);
  if (changedDocument === null || (scope !== null && !findDefinition(changedDocument, scope))) return null;
  const [document, after] = [graphIn(before, scope), graphIn(changedDocument, scope)];
  const [old, now] = [nodesById(document), nodesById(after)];
  const removed = new Set([...old.keys()].filter((id) => !now.has(id)));
  const added = after.nodes.filter(({ id }) => !old.has(id));
  const changed = new Set(
    document.nodes
      .filter((node) => now.has(node.id) && isChanged(before, changedDocument, node, now.get(node.id)))
      .map(({ id }) => id),
  );
  const preview = {
    changed,
    removed,
    above: new Map<NodeId, string>(),
    below: new Map<NodeId, string>(),
    onWire: new Map<string, string>(),
    cut: new Set<string>(),
  };
  for (const first of added) {
    if (edgesInto(after.edges, first.id).some(({ source }) => !old.has(source))) continue;
    place({ ...document, definitions: before.definitions }, after, first, preview);
  }
  for (const edge of document.edges) {
    const stays = after.edges.some((each) => wireKey(each) === wireKey(edge));
    if (!stays && now.has(edge.source) && now.has(edge.target)) preview.cut.add(wireKey(edge));
  }
  // Nothing comes or goes, so what is wired anew is what changes.
  if (added.length === 0 && removed.size === 0)
    for (const edge of after.edges)
      if (!document.edges.some((each) => sameEdge(each, edge))) changed.add(edge.target);
  return preview;
}

function applied(document: ConvDocument, edits: readonly Edit[]): ConvDocument | null {
  try {
    return applyEdits(document, edits);
  } catch (error) {
    if (error instanceof EditError) return null;
    throw error;
  }
}

function isChanged(
  document: ConvDocument,
  after: ConvDocument,
  node: GraphNode,
  other: GraphNode | undefined,
): boolean {
  if (other === undefined) return false;
  if (node !== other && JSON.stringify(node) !== JSON.stringify(other)) return true;
  return isBlock(node) && definitionChanged(document, after, node.definition, new Set());
}

/** A block changes with its definition, and with those of the blocks inside. */
function definitionChanged(
  document: ConvDocument,
  after: ConvDocument,
  id: string,
  seen: Set<string>,
): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  const definition = document.definitions[id];
  if (definition !== after.definitions[id]) return true;
  return (definition?.nodes ?? []).some(
    (node) => isBlock(node) && definitionChanged(document, after, node.definition, seen),
  );
}

type Drawn = Graph & {
  readonly definitions: ConvDocument['definitions'];
  readonly inputs?: readonly DefinitionPort[];
};

type Places = Pick<Preview, 'removed'> & {
  readonly above: Map<NodeId, string>;
  readonly below: Map<NodeId, string>;
  readonly onWire: Map<string, string>;
};

/** A run of new layers, shown where it is wired in. */
function place(document: Drawn, after: Graph, first: GraphNode, preview: Places): void {
  const old = nodesById(document);
  const words: string[] = [];
  let node: GraphNode | undefined = first;
  let out: Edge | undefined;
  while (node !== undefined && !old.has(node.id)) {
    words.push(wordsOf(node));
    [out] = edgesOutOf(after.edges, node.id);
    node = out && nodesById(after).get(out.target);
  }
  const text = words.join(' → ');
  const from = edgesInto(after.edges, first.id)[0]?.source;
  if (out === undefined || node === undefined) {
    if (from !== undefined) preview.below.set(from, text);
    return;
  }
  const { target, targetPort } = out;
  const edge = edgesInto(document.edges, target).find((each) => each.targetPort === targetPort);
  const fromOutside = document.inputs?.some(({ node: id, port }) => id === target && port === targetPort);
  if (fromOutside === true || (edge !== undefined && !sameCard(document, edge)))
    preview.onWire.set(wireKey(out), text);
  else if (preview.removed.has(edge?.source ?? '')) preview.above.set(edge?.source ?? '', text);
  else preview.above.set(target, text);
}

function sameCard(document: Drawn, { source, target }: Edge): boolean {
  return chainsOf(document).some((chain) => {
    const at = chain.indexOf(target);
    return at > 0 && chain[at - 1] === source;
  });
}

function wordsOf(node: GraphNode): string {
  const layer = findLayer(node.type);
  if (!layer) return node.type;
  return `${layer.label} ${briefOf(layer, node.params)}`.trim();
}
