import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import type { MenuBarMenu } from '../shared/protocol/shell';
import { menuTemplate } from './menu';

const menus: readonly MenuBarMenu[] = [
  {
    title: 'File',
    sections: [
      [{ id: 'file.save', title: 'Save R&D', enabled: true, shortcut: 'Mod+Shift+S' }],
      [{ title: 'Export', entries: [{ id: 'file.export', title: 'As a figure', enabled: false }] }],
    ],
  },
  { title: 'Edit', sections: [[{ id: 'edit.copy', title: 'Copy', enabled: false, role: 'copy' }]] },
  { title: 'Help', sections: [[{ id: 'help.tour', title: 'Tour', enabled: true, shortcut: '?' }]] },
];

const build = (isMac: boolean, given = menus) => {
  const done: string[] = [];
  const template = menuTemplate({
    menus: given,
    send: (command) => done.push(command),
    newWindow: () => done.push('new window'),
    showLogs: () => done.push('logs'),
    isMac,
  });
  const items = (of: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    of.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])]);
  return { template, items: items(template), done };
};

test('the menu bar is what the page told, and what the system expects', () => {
  const { template, items } = build(false);
  expect(template.map(({ label, role }) => label ?? role)).toEqual(['File', 'Edit', 'windowMenu', 'Help']);
  const find = (id: string) => items.find((item) => item.id === id);
  expect(find('file.save')).toMatchObject({
    label: 'Save R&&D',
    enabled: true,
    accelerator: 'CmdOrCtrl+Shift+S',
    registerAccelerator: false,
  });
  expect(find('file.export')).toMatchObject({ enabled: false });
  expect(find('edit.copy')).toMatchObject({ role: 'copy' });
  expect(items.filter(({ role }) => role === 'quit')).toHaveLength(1);
  expect(build(true).template[0]).toEqual({ role: 'appMenu' });
});

test('no entry is dead: each sends, has a role of the system, or leads on', () => {
  for (const given of [menus, []]) {
    for (const isMac of [true, false]) {
      const { items, done } = build(isMac, given);
      for (const item of items) {
        if (item.click) (item.click as () => void)();
        else expect(item.role ?? item.type ?? item.submenu).toBeDefined();
      }
      if (given.length > 0) expect(done).toEqual(['file.save', 'file.export', 'help.tour', 'logs']);
      else expect(done).toEqual(['new window']);
    }
  }
});
