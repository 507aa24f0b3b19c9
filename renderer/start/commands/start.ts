import type { Command } from '../../commands/command';

export const startCommand: Command = {
  id: 'file.start',
  title: ({ start }) => (start.open ? 'Close the start screen' : 'Start screen'),
  group: 'File',
  keywords: 'welcome home begin learn recent templates data sets',
  enabled: () => true,
  run: ({ start }) => (start.open ? start.close() : start.show()),
};

export const startCommands: readonly Command[] = [
  startCommand,
  {
    id: 'file.startAlways',
    title: ({ start }) =>
      start.atStart ? 'Begin new windows with the canvas' : 'Begin new windows with the start screen',
    group: 'File',
    keywords: 'welcome home preference setting show at start',
    enabled: () => true,
    run: ({ start }) => start.setAtStart(!start.atStart),
  },
];
