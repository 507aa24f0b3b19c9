import { expect, test } from 'vitest';
import { contextMenus } from './context-menu';
import { findCommand } from './registry';

test('the context menu offers commands that there are, each once in a place', () => {
  for (const [place, sections] of Object.entries(contextMenus)) {
    const ids = sections.flat().flatMap((entry) => (typeof entry === 'string' ? [entry] : entry.ids));
    expect(
      ids.filter((id) => findCommand(id) === undefined),
      place,
    ).toEqual([]);
    expect(new Set(ids).size, place).toBe(ids.length);
  }
});
