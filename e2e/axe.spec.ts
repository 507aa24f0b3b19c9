import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './support/app';
import { home, screens } from './support/screens';

async function violations(page: Page, rules: 'all' | 'colours'): Promise<readonly string[]> {
  // What fades in is measured when it is there.
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState }) => playState !== 'running'),
  );
  const axe = new AxeBuilder({ page });
  const found = await (
    rules === 'all'
      ? axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      : axe.withRules(['color-contrast', 'link-in-text-block'])
  ).analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`),
  );
}

/** Themes differ in nothing but colours: all rules are tried in one of them, in the others what depends on colours. */
const themes = [
  { theme: 'Light', rules: 'all' },
  { theme: 'Dark', rules: 'colours' },
  { theme: 'High contrast, light', rules: 'colours' },
  { theme: 'High contrast, dark', rules: 'colours' },
] as const;

for (const { theme, rules } of themes) {
  test(`every screen and dialog passes WCAG 2.2 AA (${theme})`, async ({ app: page }) => {
    test.setTimeout(480_000);
    await page.getByRole('button', { name: /^Theme/ }).click();
    await page.getByRole('menuitemradio', { name: theme, exact: true }).click();
    for (const { name, open } of screens) {
      await open(page);
      expect(await violations(page, rules), name).toEqual([]);
      await home(page);
    }
  });
}

test('high contrast comes by itself where the system asks for it', async ({ app: page }) => {
  const root = page.locator('html');
  await expect(root).toHaveAttribute('data-contrast', 'normal');
  await page.emulateMedia({ contrast: 'more', colorScheme: 'dark' });
  await expect(root).toHaveAttribute('data-contrast', 'more');
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await page.emulateMedia({ contrast: 'no-preference', colorScheme: 'light' });
  await expect(root).toHaveAttribute('data-contrast', 'normal');
});
