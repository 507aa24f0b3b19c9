import { expect, test } from 'vitest';
import { menuBar } from './menu-bar';
import { commands } from './registry';

test('the menu bar offers every command of the palette, each once', () => {
  const ids = menuBar
    .flatMap(({ sections }) => sections.flat())
    .flatMap((entry) => (typeof entry === 'string' ? [entry] : entry.ids));
  expect([...ids].sort()).toEqual(commands.map(({ id }) => id).sort());
});
