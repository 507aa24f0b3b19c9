import { isBlock, isExpression, type GraphNode } from '../../shared/graph/document';
import type { Layer } from '../../shared/layers/define';
import { parseParams } from '../../shared/layers/support/fields';

/** A row's short text: `5×5 · 6 · s1 · p0`; how often a block is repeated. */
export function briefOf(layer: Layer, node: GraphNode): string {
  if (isBlock(node))
    return isExpression(node.repeat) ? `× ${node.repeat.expr}` : node.repeat === 1 ? '' : `× ${node.repeat}`;
  return layer.brief(parseParams(layer.params, node.params).params);
}
