/** An expansion as a tree whose copies know where they stand, for those who walk it up as well as down. */
import type { BlockNode, NodeId } from '../graph/document';
import type { FlatNode } from './compiled';
import type { Part } from './expanded';

/** One copy of a graph: the document's own, or a definition's inside a block. */
export interface Instance extends Pick<Part, 'graph' | 'scope' | 'prefix' | 'environment'> {
  readonly parent: { readonly instance: Instance; readonly block: BlockNode; readonly copy: number } | null;
  /** What became of each node. */
  readonly entries: ReadonlyMap<NodeId, InstanceEntry>;
}

type InstanceEntry =
  | { readonly kind: 'layer'; readonly flat: FlatNode }
  | { readonly kind: 'block'; readonly copies: readonly Instance[] }
  | { readonly kind: 'passThrough'; readonly port: string };

export function instanceOf(
  { graph, scope, prefix, environment, entries: parts }: Part,
  parent: Instance['parent'] = null,
): Instance {
  const entries = new Map<NodeId, InstanceEntry>();
  const instance: Instance = { graph, scope, prefix, environment, parent, entries };
  for (const entry of parts) {
    entries.set(
      entry.node.id,
      entry.kind === 'block'
        ? {
            kind: 'block',
            copies: entry.copies.map((part, copy) => instanceOf(part, { instance, block: entry.node, copy })),
          }
        : entry,
    );
  }
  return instance;
}
