import type { BlockNode } from '../../shared/graph/document';
import { plural } from '../format/numbers';
import type { DocumentStore } from '../stores/document-store';

export function blockBrief(documents: DocumentStore, node: BlockNode): string {
  return plural(documents.layersOf(node.id).length, 'layer');
}
