import { expect, test } from 'vitest';
import { commands } from '../../commands/registry';
import { searchSheet, type SheetGroup } from './shortcut-sheet';

const sheet: readonly SheetGroup[] = [
  {
    title: 'Edit',
    rows: [
      { does: 'Undo Add Conv2D', hand: null, keys: ['Mod+Z'] },
      { does: 'Redo', hand: null, keys: ['Mod+Shift+Z'] },
    ],
  },
  {
    title: 'On the canvas, by mouse',
    rows: [{ does: 'Zooms to where the pointer is', hand: 'Turn the wheel, or pinch', keys: [] }],
  },
];
const found = (query: string) =>
  searchSheet(sheet, query).flatMap(({ rows }) => rows.map(({ does }) => does));

test('found by what it does, by the hand and by the keys', () => {
  expect(found('undo')).toEqual(['Undo Add Conv2D']);
  expect(found('WHEEL')).toEqual(['Zooms to where the pointer is']);
  expect(found('ctrl+shift+z')).toEqual(['Redo']);
  expect(found('canvas zoom')).toEqual(['Zooms to where the pointer is']);
  expect(found('paint')).toEqual([]);
  expect(searchSheet(sheet, ' ')).toBe(sheet);
});

test('no two commands have the same shortcut', () => {
  const shortcuts = commands.flatMap(({ shortcut }) => shortcut ?? []);
  expect(shortcuts).toEqual([...new Set(shortcuts)]);
});
