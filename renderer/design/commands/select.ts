/** Selecting more than one points at. */
import { reach } from '../../../shared/graph/reach';
import type { AppStore } from '../../document/app-store';
import type { Command } from '../../commands/command';

const inDesign = ({ ui }: AppStore): true | string =>
  ui.workspace === 'design' || 'Layers are selected in the Design workspace.';

const layerNeeded = (app: AppStore): true | string => {
  const here = inDesign(app);
  if (here !== true) return here;
  return app.documents.selection.size > 0 || 'Select a layer to begin with.';
};

const along = (way: 'upstream' | 'downstream', shortcut: string): Command => ({
  id: `edit.select.${way}`,
  title: way === 'upstream' ? 'Select all before it' : 'Select all behind it',
  group: 'Edit',
  shortcut,
  keywords:
    way === 'upstream'
      ? 'select upstream inputs ancestors feeds sources'
      : 'select downstream outputs descendants consumers successors',
  enabled: layerNeeded,
  run: ({ documents }) => documents.select(reach(documents.graph, documents.selection, way)),
});

export const selectCommands: readonly Command[] = [
  along('upstream', 'Shift+U'),
  along('downstream', 'Shift+D'),
  {
    id: 'edit.select.sameType',
    title: ({ documents }) =>
      documents.selected === null ? 'Select all of the same type' : `Select every ${documents.selected.type}`,
    group: 'Edit',
    shortcut: 'Shift+S',
    keywords: 'select same type kind similar',
    enabled: layerNeeded,
    run: ({ documents }) => {
      const types = new Set([...documents.selection].map((id) => documents.node(id)?.type));
      documents.select(documents.graph.nodes.flatMap(({ id, type }) => (types.has(type) ? [id] : [])));
    },
  },
  {
    id: 'edit.select.invert',
    title: 'Invert the selection',
    group: 'Edit',
    shortcut: 'Shift+I',
    keywords: 'select others opposite',
    enabled: (app) => {
      const here = inDesign(app);
      if (here !== true) return here;
      return app.documents.graph.nodes.length > 0 || 'There are no layers here.';
    },
    run: ({ documents }) =>
      documents.select(documents.graph.nodes.flatMap(({ id }) => (documents.selection.has(id) ? [] : [id]))),
  },
];
