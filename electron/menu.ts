/** The native menu: commands of the app by their ids, and what every system expects. */
import type { MenuItemConstructorOptions } from 'electron';

export function menuTemplate(send: (command: string) => void, isMac: boolean): MenuItemConstructorOptions[] {
  const item = (label: string, command: string, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator !== undefined && { accelerator }),
    // The page has the same shortcuts, and knows when they mean text.
    registerAccelerator: false,
    click: () => send(command),
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'File',
      submenu: [
        item('New', 'file.new', 'CmdOrCtrl+N'),
        item('Open…', 'file.open', 'CmdOrCtrl+O'),
        item('Browse networks…', 'file.networks', 'CmdOrCtrl+Shift+O'),
        separator,
        item('Save', 'file.save', 'CmdOrCtrl+S'),
        item('Save as…', 'file.saveAs', 'CmdOrCtrl+Shift+S'),
        separator,
        item('Compare…', 'file.compare', 'CmdOrCtrl+Shift+D'),
        ...(isMac ? [] : [separator, { role: 'quit' } as const]),
      ],
    },
    {
      label: 'Edit',
      submenu: [
        item('Undo', 'edit.undo', 'CmdOrCtrl+Z'),
        item('Redo', 'edit.redo', 'CmdOrCtrl+Shift+Z'),
        item('History…', 'edit.history', 'CmdOrCtrl+Shift+H'),
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        separator,
        item('Duplicate', 'edit.duplicate', 'CmdOrCtrl+D'),
        item('Delete', 'edit.delete'),
        item('Select all layers', 'edit.selectAll', 'CmdOrCtrl+A'),
      ],
    },
    {
      label: 'View',
      submenu: [
        item('Design', 'view.design', 'Alt+1'),
        item('Data', 'view.data', 'Alt+2'),
        item('Train', 'view.train', 'Alt+3'),
        item('Evaluate', 'view.evaluate', 'Alt+4'),
        separator,
        item('Zoom to fit', 'view.fit', 'F'),
        item('Present the network', 'view.present', 'Shift+P'),
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        item('Take the tour', 'help.tour'),
        item('Find a command…', 'help.commands', 'CmdOrCtrl+K'),
        item('Shortcuts and gestures', 'help.shortcuts', '?'),
        item('Start screen', 'file.start'),
      ],
    },
  ];
}
