/** The graph in view as a list: its layers in execution order, and its blocks where their first layer runs. */
import type { CompiledLayer } from '../../shared/compiler/compiled';
import { isBlock, type GraphNode, type NodeId } from '../../shared/graph/document';
import type { DocumentStore } from './document-store';

export interface OutlineRow {
  readonly node: GraphNode;
  /** None of what the copy that is shown leaves out. */
  readonly layers: readonly CompiledLayer[];
  readonly isBlock: boolean;
}

/** Only inside observers. */
export function outlineRows(documents: DocumentStore): readonly OutlineRow[] {
  const ordered = new Set<NodeId>();
  for (const { id } of documents.compiled.layers) {
    const node = documents.nodeInView(id);
    if (node !== null) ordered.add(node);
  }
  // What is in no order, since nothing of it runs, comes last.
  for (const { id } of documents.graph.nodes) ordered.add(id);
  return [...ordered].flatMap((id): OutlineRow[] => {
    const node = documents.node(id);
    return node ? [{ node, layers: documents.layersOf(id), isBlock: isBlock(node) }] : [];
  });
}

/** Parameters that training changes, and those that it doesn't. */
export function countedIn(layers: readonly CompiledLayer[]): {
  readonly trainable: number;
  readonly fixed: number;
} {
  const sum = (of: 'trainable' | 'nonTrainable'): number =>
    layers.reduce((total, layer) => total + layer[of], 0);
  return { trainable: sum('trainable'), fixed: sum('nonTrainable') };
}
