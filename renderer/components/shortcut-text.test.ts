import { expect, test } from 'vitest';
import { matches } from './shortcut-text';

const press = (key: string, code: string, held: readonly ('ctrl' | 'shift' | 'alt')[] = []) => ({
  ...{ key, code, metaKey: false },
  ctrlKey: held.includes('ctrl'),
  shiftKey: held.includes('shift'),
  altKey: held.includes('alt'),
});

test.each([
  ['Russian', 'я', 'KeyZ'],
  ['Greek', 'ζ', 'KeyZ'],
  ['Hebrew', 'ז', 'KeyZ'],
  ['Arabic', 'ئ', 'KeyZ'],
  ['English', 'z', 'KeyZ'],
  ['English with Caps Lock', 'Z', 'KeyZ'],
  ['German, where Z is elsewhere', 'z', 'KeyY'],
])('Ctrl and the key with a Z on it undoes on a keyboard that is %s', (_, key, code) => {
  expect(matches('Mod+Z', press(key, code, ['ctrl']))).toBe(true);
  expect(matches('Mod+Z', press(key, code))).toBe(false);
  expect(matches('Mod+Shift+Z', press(key, code, ['ctrl', 'shift']))).toBe(true);
});

test('where letters are Latin, they decide, and not their place', () => {
  // German Y, where English keyboards have their Z; French A, where those have their Q.
  expect(matches('Mod+Z', press('y', 'KeyZ', ['ctrl']))).toBe(false);
  expect(matches('Mod+Q', press('a', 'KeyQ', ['ctrl']))).toBe(false);
  expect(matches('Mod+A', press('a', 'KeyQ', ['ctrl']))).toBe(true);
  expect(matches('Mod+Z', press('ž', 'KeyZ', ['ctrl']))).toBe(false);
});

test('marks and digits are met wherever they are typed', () => {
  expect(matches('/', press('/', 'Digit7', ['shift']))).toBe(true);
  expect(matches('?', press('?', 'Minus', ['shift']))).toBe(true);
  expect(matches('Alt+1', press('¡', 'Digit1', ['alt']))).toBe(true);
  expect(matches('/', press('.', 'Slash'))).toBe(false);
  expect(matches('Delete', press('Backspace', 'Backspace'))).toBe(true);
});
