import { definitionNames, renameDefinition } from '../../../shared/graph/definitions';
import { type ConvDocument, type GraphNode, isBlock } from '../../../shared/graph/document';
import type { Edit } from '../../../shared/graph/edit';
import { usersOf } from '../../../shared/graph/instances';
import { findDefinition } from '../../../shared/graph/scope';
import type { DocumentStore } from '../../document/document-store';

/** An empty name leaves it as it was. */
export function renameLayer(documents: DocumentStore, node: GraphNode, typed: string): void {
  const name = typed.trim();
  if (name === '' || name === node.name) return;
  documents.attempt(`Rename ${node.name} to ${name}`, (document) => [
    { edit: 'renameNode', ...documents.within, id: node.id, name },
    ...definitionNamed(document, node, name),
  ]);
}

/** What only this block stands for, and is called the same, goes by the new name too, where no other has that. */
function definitionNamed(document: ConvDocument, node: GraphNode, name: string): readonly Edit[] {
  if (!isBlock(node)) return [];
  const alike = findDefinition(document, node.definition)?.name === node.name;
  const taken = definitionNames(document).has(name);
  return alike && !taken && usersOf(document, node.definition).length === 1
    ? renameDefinition(document, node.definition, name)
    : [];
}
