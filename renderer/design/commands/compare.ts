import type { Command } from '../../commands/command';

export const compareCommands: readonly Command[] = [
  {
    id: 'file.compare',
    title: 'Compare…',
    group: 'File',
    shortcut: 'Mod+Shift+D',
    keywords: 'diff difference changes versions side by side saved two networks',
    enabled: () => true,
    run: ({ ui }) => ui.setCompareOpen(true),
  },
];
