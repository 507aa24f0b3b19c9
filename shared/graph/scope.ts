/** A document holds several graphs: its own and one per definition. */
import type { ConvDocument, Definition, DefinitionId, Graph, GraphNode, Layout, NodeId } from './document';
import { EditError } from './edit-error';

/** The definition of that id, or undefined. Safe against names such as `constructor`. */
export function findDefinition(document: ConvDocument, id: DefinitionId): Definition | undefined {
  return Object.hasOwn(document.definitions, id) ? document.definitions[id] : undefined;
}

/** The document's own graph where `scope` is left out, else a definition's. Throws EditError where there is none. */
export function graphIn(document: ConvDocument, scope?: DefinitionId | null): ConvDocument | Definition {
  if (scope === undefined || scope === null) return document;
  const definition = findDefinition(document, scope);
  if (!definition) throw new EditError(`There is no block definition "${scope}" in this document.`);
  return definition;
}

/** To be spread into edits, which leave out the document's own graph: `{ edit: 'connect', ...within(scope), edge }`. */
export const within = (scope: DefinitionId | null | undefined): { readonly scope?: DefinitionId } =>
  scope === undefined || scope === null ? {} : { scope };

export function layoutIn(document: ConvDocument, scope?: DefinitionId | null): Layout {
  return graphIn(document, scope).layout ?? {};
}

export type GraphParts = Partial<Pick<Definition, 'nodes' | 'edges' | 'layout' | 'inputs' | 'outputs'>>;

/** With other parts in one of its graphs; of the document's own, the ends of a block are left out. Throws EditError. */
export function withGraph(
  document: ConvDocument,
  scope: DefinitionId | null | undefined,
  parts: GraphParts,
): ConvDocument {
  if (scope === undefined || scope === null) {
    const { nodes = document.nodes, edges = document.edges, layout = document.layout } = parts;
    return { ...document, nodes, edges, layout };
  }
  const definition = findDefinition(document, scope);
  if (!definition) throw new EditError(`There is no block definition “${scope}” in this document.`);
  return { ...document, definitions: { ...document.definitions, [scope]: { ...definition, ...parts } } };
}

const nodeMaps = new WeakMap<readonly GraphNode[], ReadonlyMap<NodeId, GraphNode>>();

/** Nodes by id; kept for as long as the array of nodes is the same. */
export function nodesById(graph: Graph): ReadonlyMap<NodeId, GraphNode> {
  let map = nodeMaps.get(graph.nodes);
  if (!map) {
    map = new Map(graph.nodes.map((node) => [node.id, node]));
    nodeMaps.set(graph.nodes, map);
  }
  return map;
}

/** Ids are parts of paths (`stage2/block[3]/conv1`), which these characters divide. */
export function idProblem(id: string): string | null {
  if (id === '') return 'An id must not be empty.';
  if (id.length > 200) return `The id "${id.slice(0, 20)}…" has ${id.length} characters; 200 are the most.`;
  // Layouts and definitions are objects by id, where such a name would find what every object has.
  if (id in {}) return `The id "${id}" is the name of a property that every object has; choose another.`;
  if (/\p{Cc}/u.test(id)) return 'An id must not contain control characters.';
  if (/[/[\]\s]/.test(id)) return `The id "${id}" must not contain spaces, slashes or square brackets.`;
  return null;
}
