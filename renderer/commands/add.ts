import type { NodeId } from '../../shared/graph/document';
import { layers } from '../../shared/layers';
import { addLayer } from '../canvas/add-layer';
import type { AppStore } from '../stores/app-store';
import type { Command } from './command';

/** A block stands for a definition, which there is none of to choose from. */
export const addable = layers.filter(({ role }) => role !== 'block');

export function addLayerOf({ documents, ui }: AppStore, type: string): NodeId | null {
  ui.setWorkspace('design');
  return addLayer(documents, type);
}

export const addCommands: readonly Command[] = addable.map((layer) => ({
  id: `add.${layer.type}`,
  title: `Add ${layer.type}`,
  group: 'Add',
  keywords: [layer.label, layer.category, ...layer.aliases].join(' '),
  enabled: () => true,
  run: (app) => {
    const id = addLayerOf(app, layer.type);
    // Once the palette is gone and the row is there, the keyboard goes on with the new layer.
    if (id !== null) setTimeout(() => app.ui.canvas?.reveal([id]));
  },
}));
