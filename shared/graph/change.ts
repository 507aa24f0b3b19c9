/** What a gesture does to a document: its edits, and where they take the layers' flat ids. */
import { applyEdits } from './apply';
import { isBlock, type ConvDocument, type DefinitionId } from './document';
import type { Edit } from './edit';
import { copyPath, instancePaths } from './instances';
import { type Moved, nothingMoved, thenMoved } from './moved';
import { findDefinition, graphIn, nodesById } from './scope';

/** Edits that take layers elsewhere, such as into a block, which the edits alone can't tell from removing and adding. */
export interface Moving {
  readonly edits: readonly Edit[];
  readonly moved: Moved;
}

/** Edits alone move no layer, but for what `recounted` says. */
export type Change = readonly Edit[] | Moving;

const isMoving = (change: Change): change is Moving => 'edits' in change;

export const editsOf = (change: Change): readonly Edit[] => (isMoving(change) ? change.edits : change);

/** Throws `EditError` where the edits can't be made. */
export function movedBy(document: ConvDocument, change: Change): Moved {
  return isMoving(change) ? change.moved : recounted(document, change);
}

/**
 * A block that stands once writes no index into its layers' paths, so that those of its first copy move where it becomes
 * several, and back. Edits say so themselves, whoever makes them: a field, a fix, a script.
 */
function recounted(document: ConvDocument, edits: readonly Edit[]): Moved {
  if (!edits.some((edit) => scopeOf(document, edit) !== undefined)) return nothingMoved;
  let now = document;
  let moved = nothingMoved;
  for (const edit of edits) {
    const scope = scopeOf(now, edit);
    const after = applyEdits(now, [edit]);
    if (scope !== undefined) moved = thenMoved(moved, renumbered(now, after, scope));
    now = after;
  }
  return moved;
}

/** The graph in which an edit may change how often blocks are repeated; undefined where it can't. */
function scopeOf(document: ConvDocument, edit: Edit): DefinitionId | null | undefined {
  if (edit.edit === 'setBlock') return edit.repeat === undefined ? undefined : (edit.scope ?? null);
  if (edit.edit !== 'setDefinition' || edit.definition === null) return undefined;
  return findDefinition(document, edit.id)?.nodes.some(isBlock) ? edit.id : undefined;
}

/** From one document to the next, which differs in this graph alone. */
function renumbered(before: ConvDocument, after: ConvDocument, scope: DefinitionId | null): Moved {
  const now = nodesById(graphIn(after, scope));
  const moves = graphIn(before, scope).nodes.flatMap((node): [string, string][] => {
    const same = now.get(node.id);
    if (!isBlock(node) || same === undefined || !isBlock(same)) return [];
    const [from, to] = [copyPath(node, 0), copyPath(same, 0)];
    return from === to ? [] : [[from, to]];
  });
  if (moves.length === 0) return nothingMoved;
  return new Map(
    instancePaths(before, scope).flatMap((path) =>
      moves.map(([from, to]): [string, string] => [path + from, path + to]),
    ),
  );
}
