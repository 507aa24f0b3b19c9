/** What the copies of the block that is looked into have each. Only inside observers. */
import type { NodeId } from '../../../../shared/graph/document';
import type { DocumentStore } from '../../../document/document-store';
import { copyPrefix } from '../../../document/place';

/** Enough to see what differs; more would not be read. */
const MOST = 12;

/** The flat ids of a node in view, in each copy of the block around it; one outside of blocks. */
export function flatIdsByCopy({ place }: DocumentStore, id: NodeId): readonly string[] {
  const level = place.levels.at(-1);
  if (!level) return [id];
  const outer = place.levels.at(-2)?.prefix ?? '';
  return Array.from(
    { length: Math.min(level.copies, MOST) },
    (_, copy) => copyPrefix(outer, level.node, copy) + id,
  );
}

/** Undefined where a copy leaves the layer out. */
export function valuesByCopy(documents: DocumentStore, id: NodeId, param: string): readonly unknown[] {
  return flatIdsByCopy(documents, id).map((flat) => documents.compiled.byId.get(flat)?.params[param]);
}

/** Whether anything of it is left in that copy: of a block, any layer inside. */
export function isThere({ compiled }: DocumentStore, flatId: string): boolean {
  return (
    compiled.byId.has(flatId) ||
    compiled.layers.some(({ id }) => id.startsWith(`${flatId}/`) || id.startsWith(`${flatId}[`))
  );
}
