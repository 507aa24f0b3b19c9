/** Which layers of the canvas a line of code stands for. */
import type { CodeLine } from '../../../shared/export/code/generate-code';
import { type ConvDocument, type DefinitionId, isBlock, type NodeId } from '../../../shared/graph/document';
import { findDefinition } from '../../../shared/graph/scope';

export interface LineNodes {
  /** Layers and blocks that are on the canvas themselves. */
  readonly own: readonly NodeId[];
  /** Blocks of the canvas that the line lies inside of. */
  readonly around: readonly NodeId[];
}

/** For every line; `scope` is the graph that the canvas shows. */
export function lineNodes(
  document: ConvDocument,
  lines: readonly CodeLine[],
  scope: DefinitionId | null,
): readonly LineNodes[] {
  const holders = new Map<DefinitionId, readonly NodeId[]>();
  const graph = scope === null ? document : findDefinition(document, scope);
  const blocks = (graph?.nodes ?? []).filter(isBlock);
  const around = (definition: DefinitionId): readonly NodeId[] => {
    let ids = holders.get(definition);
    if (!ids) {
      ids = blocks.filter((block) => holds(document, block.definition, definition)).map(({ id }) => id);
      holders.set(definition, ids);
    }
    return ids;
  };
  return lines.map(({ origins }) => ({
    own: origins.filter((origin) => origin.scope === scope).map(({ node }) => node),
    around: [
      ...new Set(
        origins.flatMap((origin) =>
          origin.scope === null || origin.scope === scope ? [] : around(origin.scope),
        ),
      ),
    ],
  }));
}

/** Whether a definition is another, or has it inside. */
function holds(document: ConvDocument, outer: DefinitionId, inner: DefinitionId): boolean {
  const seen = new Set<DefinitionId>();
  const open = [outer];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === inner) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    for (const node of findDefinition(document, id)?.nodes ?? [])
      if (isBlock(node)) open.push(node.definition);
  }
  return false;
}
