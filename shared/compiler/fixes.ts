/** Turns what a layer suggests into edits of the document. */
import type { ConvDocument, Edge } from '../graph/document';
import type { Edit } from '../graph/edit';
import { insertOnEdge, newNode } from '../graph/create';
import { graphIn } from '../graph/scope';
import { edgesInto } from '../graph/wiring';
import type { Finding, Suggestion } from '../layers/define';
import { findLayer } from '../layers/index';
import type { Fix, FlatNode } from './compiled';

export function fixesOf(document: ConvDocument, node: FlatNode, finding: Finding): readonly Fix[] {
  return (finding.suggestions ?? []).flatMap((suggestion) => {
    const edits = editsOf(document, node, suggestion);
    return edits === null ? [] : [{ label: suggestion.label, edits }];
  });
}

/** Which graph an edit means: left out for the document's own. */
export const inScope = ({ origin }: FlatNode): { scope?: string } =>
  origin.scope === null ? {} : { scope: origin.scope };

function editsOf(document: ConvDocument, node: FlatNode, suggestion: Suggestion): readonly Edit[] | null {
  const { scope, node: id } = node.origin;
  if (suggestion.kind === 'setParams') {
    return [{ edit: 'setParams', ...inScope(node), id, params: suggestion.params }];
  }
  const edge = edgeInto(document, node, suggestion.port);
  const layer = findLayer(suggestion.type);
  // Inside a block the edge may come from outside: then there is no single place to insert at.
  if (!edge || !layer) return null;
  return insertOnEdge(document, edge, newNode(document, layer, suggestion.params, scope), undefined, scope);
}

/** The edge of the document that enters a port of the node's origin. */
export function edgeInto(document: ConvDocument, { origin }: FlatNode, port: string): Edge | undefined {
  return edgesInto(graphIn(document, origin.scope).edges, origin.node).find(
    ({ targetPort }) => targetPort === port,
  );
}
