import type { Command } from '../../commands/command';

/** F5, which other programs have for it, reloads the page in a browser. */
export const presentCommand: Command = {
  id: 'view.present',
  title: 'Present the network',
  group: 'View',
  shortcut: 'Shift+P',
  keywords: 'presentation full screen slides lecture teach show beamer projector',
  enabled: ({ documents }) =>
    documents.document.nodes.length > 0 || 'There is nothing to present yet: the document is empty.',
  run: ({ ui, start, tour, presentation }) => {
    start.close();
    tour.end();
    ui.setWorkspace('design');
    presentation.enter();
  },
};

export const presentCommands: readonly Command[] = [presentCommand];
