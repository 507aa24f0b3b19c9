import type { Command } from './command';

export const commandsPalette: Command = {
  id: 'help.commands',
  title: 'Find a command…',
  group: 'Help',
  shortcut: 'Mod+K',
  enabled: () => true,
  run: ({ ui }) => ui.openCommands('all'),
};

export const helpCommands: readonly Command[] = [
  commandsPalette,
  {
    id: 'help.addLayer',
    title: 'Add a layer…',
    group: 'Add',
    shortcut: '/',
    keywords: 'insert new',
    enabled: () => true,
    run: ({ ui }) => ui.openCommands('layers'),
  },
  {
    id: 'help.shortcuts',
    title: 'Keyboard shortcuts',
    group: 'Help',
    shortcut: '?',
    enabled: () => true,
    run: ({ ui }) => ui.setShortcutsOpen(true),
  },
];
