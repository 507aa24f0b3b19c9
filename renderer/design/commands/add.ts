import type { NodeId } from '../../../shared/graph/document';
import { layers } from '../../../shared/layers';
import { addBlock } from '../canvas/add-block';
import { addLayer } from '../canvas/add-layer';
import type { AppStore } from '../../document/app-store';
import { blockKey, paletteBlocks } from '../palette/palette-blocks';
import type { Command } from '../../commands/command';

/** A block stands for a definition: those are listed by themselves. */
export const addable = layers.filter(({ role }) => role !== 'block');

export function addLayerOf(
  { documents, ui }: AppStore,
  type: string,
  params?: Readonly<Record<string, unknown>>,
): NodeId | null {
  ui.setWorkspace('design');
  return addLayer(documents, type, undefined, params);
}

export function addBlockOf(app: AppStore, key: string): NodeId | null {
  app.ui.setWorkspace('design');
  return addBlock(app, key);
}

/** The keyboard goes on with the new layer. */
function goOnWith({ ui }: AppStore, id: NodeId | null): void {
  if (id !== null) ui.canvas?.reveal([id]);
}

export const addCommands: readonly Command[] = addable.map((layer) => ({
  id: `add.${layer.type}`,
  title: `Add ${layer.type}`,
  group: 'Add',
  keywords: [layer.label, layer.category, ...layer.aliases].join(' '),
  enabled: () => true,
  run: (app) => goOnWith(app, addLayerOf(app, layer.type)),
}));

/** The blocks that there are now; they come and go with the network and the library. Only inside observers. */
export function addBlockCommands(app: AppStore): readonly Command[] {
  return (['document', 'own', 'shipped'] as const)
    .flatMap((source) => paletteBlocks(app, source))
    .map((block) => ({
      id: `add.Block.${blockKey(block)}`,
      title: `Add ${block.name}`,
      group: 'Add',
      keywords: ['block', block.source === 'own' ? 'my' : '', ...block.aliases].join(' '),
      enabled: () => true,
      run: () => goOnWith(app, addBlockOf(app, blockKey(block))),
    }));
}
