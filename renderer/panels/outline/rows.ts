/** The network as a list: layers in execution order, those of a block under the block's name. */
import type { Compiled, CompiledLayer } from '../../../shared/compiler/compiled';
import type { NodeId } from '../../../shared/graph/document';

export interface OutlineRow {
  /** The document's node that it stands for. */
  readonly node: NodeId;
  readonly name: string;
  readonly layers: readonly CompiledLayer[];
  readonly isBlock: boolean;
}

export function outlineRows(compiled: Compiled): readonly OutlineRow[] {
  const names = new Map(compiled.document.nodes.map(({ id, name }) => [id, name]));
  const rows: OutlineRow[] = [];
  const blocks = new Map<NodeId, CompiledLayer[]>();
  for (const layer of compiled.layers) {
    if (layer.block === null) {
      rows.push({ node: layer.origin.node, name: layer.name, layers: [layer], isBlock: false });
      continue;
    }
    const known = blocks.get(layer.block);
    if (known !== undefined) {
      known.push(layer);
      continue;
    }
    const layers = [layer];
    blocks.set(layer.block, layers);
    rows.push({ node: layer.block, name: names.get(layer.block) ?? layer.block, layers, isBlock: true });
  }
  return rows;
}

export function parametersOf({ layers }: Pick<OutlineRow, 'layers'>): number {
  return layers.reduce((sum, { trainable, nonTrainable }) => sum + trainable + nonTrainable, 0);
}
