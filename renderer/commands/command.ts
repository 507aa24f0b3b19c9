/** Menus, the command palette, shortcuts and the context menu all derive from one list of these. */
import type { AppStore } from '../document/app-store';

export type CommandGroup = 'File' | 'Edit' | 'Add' | 'View' | 'Run' | 'Export' | 'Help';

export interface Command {
  /** `edit.undo`; Electron's menu sends the same. */
  readonly id: string;
  readonly title: string | ((app: AppStore) => string);
  readonly group: CommandGroup;
  /** `Mod+Shift+Z` */
  readonly shortcut?: string;
  /** What else people call it, for the search in the command palette. */
  readonly keywords?: string;
  /** The browser's own event of that shortcut does it (copy, cut, paste): only there can the clipboard be reached. */
  readonly native?: boolean;
  /** True, or why it can't be used now. */
  enabled(app: AppStore): true | string;
  run(app: AppStore): void;
}

export function titleOf(command: Command, app: AppStore): string {
  return typeof command.title === 'string' ? command.title : command.title(app);
}

/** Runs it, or tells the user why it can't be run. */
export function runCommand(command: Command, app: AppStore): void {
  const enabled = command.enabled(app);
  if (enabled === true) command.run(app);
  else app.ui.notify({ kind: 'info', message: enabled });
}
