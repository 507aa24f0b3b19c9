import { isBlock, type ConvDocument, type Graph } from './document';
import { type Moved, moveId } from './moved';
import { findDefinition } from './scope';

/**
 * Frozen layers stay frozen where they were grouped, ungrouped or repeated. What is frozen is the beginning of a flat id:
 * a block's stands for all that it holds, also for what has left it.
 */
export function moveFrozen(document: ConvDocument, moved: Moved): ConvDocument {
  const { frozen } = document.training;
  if (frozen.length === 0 || moved.size === 0) return document;
  const next = frozen.flatMap((id) => {
    const own = moveId(moved, id);
    if (own !== id) return [own];
    const left = [...moved].filter(([from]) => liesBelow(from, id)).map(([, to]) => to);
    return left.length === 0 || isThere(document, id) ? [id, ...left] : left;
  });
  return { ...document, training: { ...document.training, frozen: [...new Set(next)] } };
}

const liesBelow = (id: string, above: string): boolean =>
  id.startsWith(`${above}/`) || id.startsWith(`${above}[`);

/** Whether a flat id, or the beginning of one, leads to a node. */
function isThere(document: ConvDocument, id: string): boolean {
  let graph: Graph | undefined = document;
  for (const step of id.split('/')) {
    const own = step.replace(/\[\d+\]$/, '');
    const node: Graph['nodes'][number] | undefined = graph?.nodes.find((each) => each.id === own);
    if (node === undefined) return false;
    graph = isBlock(node) ? findDefinition(document, node.definition) : undefined;
  }
  return true;
}
