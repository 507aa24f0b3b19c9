import type { Command } from '../../commands/command';

export const historyCommand: Command = {
  id: 'edit.history',
  title: 'History…',
  group: 'Edit',
  shortcut: 'Mod+Shift+H',
  keywords: 'undo redo steps versions back jump time',
  enabled: ({ documents: { history } }) =>
    history.past.length + history.future.length > 0 || 'Nothing was done yet.',
  // Once the palette or the menu that it was chosen from has given the focus back.
  run: ({ ui }) => setTimeout(() => ui.setHistoryOpen(!ui.historyOpen)),
};

export const historyCommands: readonly Command[] = [historyCommand];
