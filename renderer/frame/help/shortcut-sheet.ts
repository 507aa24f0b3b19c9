/** All shortcuts and gestures in groups, and those of them that a search finds. */
import type { CommandGroup } from '../../commands/command';
import { titleOf } from '../../commands/command';
import { gestureGroups } from '../../design/commands/gestures';
import { commands } from '../../commands/registry';
import { shortcutText } from '../../components/shortcut-text';
import type { AppStore } from '../../document/app-store';

export interface SheetRow {
  readonly does: string;
  readonly hand: string | null;
  readonly keys: readonly string[];
}
export interface SheetGroup {
  readonly title: string;
  readonly rows: readonly SheetRow[];
}

const order: readonly CommandGroup[] = ['Add', 'Edit', 'View', 'Run', 'File', 'Export', 'Help'];

export function shortcutSheet(app: AppStore): readonly SheetGroup[] {
  const keyed = order.map((group) => ({
    title: group,
    rows: commands.flatMap((command) =>
      command.group === group && command.shortcut !== undefined
        ? [{ does: titleOf(command, app), hand: null, keys: [command.shortcut] }]
        : [],
    ),
  }));
  const gestures = gestureGroups.map(({ title, gestures: rows }) => ({
    title,
    rows: rows.map(({ does, hand = null, keys = [] }) => ({ does, hand, keys })),
  }));
  return [...keyed.filter(({ rows }) => rows.length > 0), ...gestures];
}

/** By what it does or how: "undo", "ctrl z", "wheel". */
export function searchSheet(sheet: readonly SheetGroup[], query: string): readonly SheetGroup[] {
  const words = wordsOf(query);
  if (words.length === 0) return sheet;
  return sheet.flatMap((group) => {
    const rows = group.rows.filter(({ does, hand, keys }) => {
      const text = [does, hand ?? '', ...keys, ...keys.map(shortcutText), group.title]
        .join(' ')
        .toLowerCase();
      return words.every((word) => text.includes(word));
    });
    return rows.length === 0 ? [] : [{ ...group, rows }];
  });
}

const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[\s+]+/)
    .filter(Boolean);
