import type { Command } from '../../commands/command';

export const commandsPalette: Command = {
  id: 'help.commands',
  title: 'Find a command…',
  group: 'Help',
  shortcut: 'Mod+K',
  enabled: () => true,
  run: ({ ui }) => ui.openCommands('all'),
};

const tourCommand: Command = {
  id: 'help.tour',
  title: ({ tour }) => (tour.seen ? 'Take the tour again' : 'Take the tour'),
  group: 'Help',
  keywords: 'introduction guide first steps walkthrough onboarding',
  enabled: () => true,
  run: ({ tour, start, ui }) => {
    start.close();
    ui.setWorkspace('design');
    tour.begin();
  },
};

export const helpCommands: readonly Command[] = [
  tourCommand,
  commandsPalette,
  {
    id: 'help.shortcuts',
    title: 'Shortcuts and gestures',
    group: 'Help',
    shortcut: '?',
    keywords: 'keyboard keys mouse sheet print help',
    enabled: () => true,
    run: ({ ui }) => ui.setShortcutsOpen(true),
  },
  {
    id: 'help.about',
    title: 'About ConvCanvas',
    group: 'Help',
    keywords: 'version licence license open source libraries credits',
    enabled: () => true,
    run: ({ ui }) => ui.setAboutOpen(true),
  },
];
