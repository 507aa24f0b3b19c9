import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { menuTemplate } from './menu';

test('every entry sends a command or has a role of the system', () => {
  const sent: string[] = [];
  const visit = (items: readonly MenuItemConstructorOptions[]): void => {
    for (const item of items) {
      if (Array.isArray(item.submenu)) visit(item.submenu);
      else if (item.click) (item.click as () => void)();
      else expect(item.role ?? item.type).toBeDefined();
    }
  };
  for (const isMac of [true, false]) visit(menuTemplate((command) => sent.push(command), isMac));
  expect(new Set(sent)).toContain('file.open');
  for (const command of sent) expect(command).toMatch(/^(?:file|edit|view|help)\.[a-zA-Z]+$/);
});
