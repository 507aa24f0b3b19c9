import { expect, test } from 'vitest';
import { themeOf } from './theme';
import { ThemeStore } from './theme-store';

const calm = { dark: false, moreContrast: false, forced: false };

test('as the system: its scheme, and high contrast where it asks for that', () => {
  expect(themeOf('system', calm)).toEqual({ scheme: 'light', contrast: 'normal' });
  expect(themeOf('system', { ...calm, dark: true })).toEqual({ scheme: 'dark', contrast: 'normal' });
  expect(themeOf('system', { ...calm, dark: true, moreContrast: true })).toEqual({
    scheme: 'dark',
    contrast: 'more',
  });
});

test('what was chosen goes before the system, except where that sets all colours', () => {
  const system = { dark: true, moreContrast: true, forced: false };
  expect(themeOf('light', system)).toEqual({ scheme: 'light', contrast: 'normal' });
  expect(themeOf('light-contrast', calm)).toEqual({ scheme: 'light', contrast: 'more' });
  expect(themeOf('light', { ...system, forced: true })).toEqual({ scheme: 'dark', contrast: 'more' });
});

test('the store follows both', () => {
  const store = new ThemeStore();
  store.setSystem({ ...calm, dark: true });
  expect(store.theme.scheme).toBe('dark');
  store.choose('light-contrast');
  expect(store.theme).toEqual({ scheme: 'light', contrast: 'more' });
});
