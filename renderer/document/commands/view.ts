import { shapeNotations } from '../../format/shape';
import type { AppStore } from '../app-store';
import type { Drawer, LeftTab, Workspace } from '../ui-store';
import type { Command } from '../../commands/command';

const canvasNeeded = ({ ui }: AppStore): true | string =>
  (ui.canvas !== null && ui.workspace === 'design') || 'The canvas is in the Design workspace.';

const workspace = (id: Workspace, title: string, shortcut: string): Command => ({
  id: `view.${id}`,
  title: `Go to ${title}`,
  group: 'View',
  shortcut,
  keywords: 'workspace tab',
  enabled: () => true,
  run: ({ ui }) => ui.setWorkspace(id),
});

const leftTab = (id: LeftTab, title: string): Command => ({
  id: `view.left.${id}`,
  title: `Show ${title}`,
  group: 'View',
  keywords: 'panel left',
  enabled: () => true,
  run: ({ ui }) => {
    ui.setWorkspace('design');
    ui.setLeftTab(id);
  },
});

const drawer = (id: Drawer, title: string, shortcut?: string): Command => ({
  id: `view.drawer.${id}`,
  ...(shortcut !== undefined && { shortcut }),
  title: ({ ui }) => `${ui.drawer === id ? 'Close' : 'Show'} ${title}`,
  group: 'View',
  keywords: 'drawer panel table list python keras pytorch',
  enabled: () => true,
  run: ({ ui }) => {
    ui.setWorkspace('design');
    ui.toggleDrawer(id);
  },
});

export const leftPanelCommand: Command = {
  id: 'view.leftPanel',
  title: ({ ui }) => (ui.leftOpen ? 'Hide the left panel' : 'Show the left panel'),
  group: 'View',
  shortcut: 'Mod+B',
  keywords: 'palette sidebar',
  enabled: () => true,
  run: ({ ui }) => ui.setPanels({ left: !ui.leftOpen }),
};

export const inspectorPanelCommand: Command = {
  id: 'view.inspector',
  title: ({ ui }) => (ui.rightOpen ? 'Hide the inspector' : 'Show the inspector'),
  group: 'View',
  shortcut: 'Mod+I',
  keywords: 'sidebar properties',
  enabled: () => true,
  run: ({ ui }) => ui.setPanels({ right: !ui.rightOpen }),
};

export const viewCommands: readonly Command[] = [
  workspace('design', 'Design', 'Alt+1'),
  workspace('data', 'Data', 'Alt+2'),
  workspace('train', 'Train', 'Alt+3'),
  workspace('evaluate', 'Evaluate', 'Alt+4'),
  {
    id: 'view.fit',
    title: 'Zoom to fit',
    group: 'View',
    shortcut: 'F',
    keywords: 'whole network overview',
    enabled: canvasNeeded,
    run: ({ ui }) => ui.canvas?.fit(),
  },
  {
    id: 'view.zoomIn',
    title: 'Zoom in',
    group: 'View',
    shortcut: '=',
    enabled: canvasNeeded,
    run: ({ ui }) => ui.canvas?.zoomIn(),
  },
  {
    id: 'view.zoomOut',
    title: 'Zoom out',
    group: 'View',
    shortcut: '-',
    enabled: canvasNeeded,
    run: ({ ui }) => ui.canvas?.zoomOut(),
  },
  {
    id: 'view.zoom100',
    title: 'Zoom to 100 %',
    group: 'View',
    shortcut: '0',
    enabled: canvasNeeded,
    run: ({ ui }) => ui.canvas?.zoomTo(1),
  },
  {
    id: 'view.reveal',
    title: 'Show the selection',
    group: 'View',
    shortcut: 'Shift+F',
    keywords: 'jump find centre',
    enabled: (app) => {
      const canvas = canvasNeeded(app);
      return canvas === true ? app.documents.selection.size > 0 || 'Nothing is selected.' : canvas;
    },
    run: ({ ui, documents }) => ui.canvas?.reveal([...documents.selection]),
  },
  {
    id: 'view.volumes',
    title: ({ figures }) => (figures.view === 'volumes' ? 'Show the canvas' : 'Show as volumes'),
    group: 'View',
    shortcut: 'V',
    keywords: 'figure feature maps textbook 3d boxes lenet alexnet drawing',
    enabled: () => true,
    run: ({ ui, figures }) => {
      ui.setWorkspace('design');
      figures.setView(figures.view === 'volumes' ? 'canvas' : 'volumes');
    },
  },
  {
    id: 'view.minimap',
    title: ({ ui }) => (ui.minimap ? 'Hide the minimap' : 'Show the minimap'),
    group: 'View',
    enabled: () => true,
    run: ({ ui }) => ui.toggleMinimap(),
  },
  leftTab('layers', 'layers'),
  leftTab('networks', 'networks'),
  leftTab('outline', 'outline'),
  {
    id: 'view.left.blocks',
    title: 'Show blocks',
    group: 'View',
    keywords: 'panel left palette library my blocks',
    enabled: () => true,
    run: ({ ui }) => ui.showBlocks(),
  },
  {
    id: 'view.search',
    title: 'Search the layers to draw with',
    group: 'View',
    keywords: 'palette',
    enabled: () => true,
    run: ({ ui }) => ui.focusSearch(),
  },
  leftPanelCommand,
  inspectorPanelCommand,
  drawer('problems', 'problems'),
  drawer('summary', 'summary'),
  drawer('code', 'code', 'Alt+C'),
  ...shapeNotations.map(({ value, label }): Command => ({
    id: `view.shapes.${value}`,
    title: `Write shapes as ${label}`,
    group: 'View',
    keywords: 'notation channels first last',
    enabled: ({ ui }) => ui.notation !== value || 'Shapes are written so already.',
    run: ({ ui }) => ui.setNotation(value),
  })),
];
