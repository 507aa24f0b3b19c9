/** The native menu bar: the commands of the page in front, and what every system expects. */
import type { MenuItemConstructorOptions } from 'electron';
import type { MenuBarMenu, MenuCommand, Submenu } from '../shared/protocol/shell';

export interface MenuParts {
  /** As the window in front told them; empty while there is none. */
  readonly menus: readonly MenuBarMenu[];
  readonly send: (command: string) => void;
  readonly newWindow: () => void;
  readonly showLogs: () => void;
  readonly isMac: boolean;
}

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** `Mod+ArrowUp` as Electron writes it. */
const acceleratorOf = (shortcut: string): string =>
  shortcut.replace('Mod', 'CmdOrCtrl').replace('Arrow', '').replace(/^=$/, 'Plus');

function commandItem(command: MenuCommand, send: MenuParts['send']): MenuItemConstructorOptions {
  const { id, title, enabled, shortcut, role } = command;
  if (role !== undefined) return { id, label: title, role };
  return {
    id,
    // An ampersand would underline what follows it.
    label: title.replaceAll('&', '&&'),
    enabled,
    ...(shortcut !== undefined && { accelerator: acceleratorOf(shortcut) }),
    // The page has the same shortcuts, and knows when they mean text.
    registerAccelerator: false,
    click: () => send(id),
  };
}

function entryItem(entry: MenuCommand | Submenu, send: MenuParts['send']): MenuItemConstructorOptions {
  if ('id' in entry) return commandItem(entry, send);
  return { label: entry.title, submenu: entry.entries.map((command) => commandItem(command, send)) };
}

/** What the system has to say in a menu, after the app's own. */
function systemItems(title: string, { isMac, showLogs }: MenuParts): MenuItemConstructorOptions[] {
  if (title === 'File') return [separator, { role: isMac ? 'close' : 'quit' }];
  if (title === 'View') return [separator, { role: 'togglefullscreen' }];
  if (title === 'Help') return [separator, { label: 'Show the logs', click: showLogs }];
  return [];
}

export function menuTemplate(parts: MenuParts): MenuItemConstructorOptions[] {
  const { menus, send, newWindow, isMac } = parts;
  // On a Mac the app goes on without a window, and then still has to open one.
  const none: MenuItemConstructorOptions = {
    label: 'File',
    submenu: [{ label: 'New window', click: newWindow }, separator, { role: isMac ? 'close' : 'quit' }],
  };
  const own = menus.map(({ title, sections }): MenuItemConstructorOptions => {
    const items = sections.map((section) => section.map((entry) => entryItem(entry, send)));
    const joined = items.flatMap((section, i) => (i === 0 ? section : [separator, ...section]));
    return {
      label: title,
      ...(title === 'Help' && { role: 'help' as const }),
      submenu: [...joined, ...systemItems(title, parts)],
    };
  });
  const beforeHelp = own.at(-1)?.role === 'help' ? own.length - 1 : own.length;
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    ...(own.length === 0 ? [none] : own.slice(0, beforeHelp)),
    { role: 'windowMenu' },
    ...own.slice(beforeHelp),
  ];
}
