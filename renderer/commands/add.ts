import { layers } from '../../shared/layers';
import { addLayer } from '../canvas/add-layer';
import type { AppStore } from '../stores/app-store';
import type { Command } from './command';

/** A block stands for a definition, which there is none of to choose from. */
export const addable = layers.filter(({ role }) => role !== 'block');

export function addLayerOf(app: AppStore, type: string): void {
  app.ui.setWorkspace('design');
  addLayer(app.documents, type);
}

export const addCommands: readonly Command[] = addable.map((layer) => ({
  id: `add.${layer.type}`,
  title: `Add ${layer.type}`,
  group: 'Add',
  keywords: [layer.label, layer.category, ...layer.aliases].join(' '),
  enabled: () => true,
  run: (app) => addLayerOf(app, layer.type),
}));
