import { expect, test } from './support/app';
import { violations } from './support/axe';
import { home, screens } from './support/screens';

/** Themes differ in nothing but colours: all rules are tried in one of them, in the others what depends on colours. */
const themes = [
  { theme: 'Light', rules: 'all' },
  { theme: 'Dark', rules: 'colours' },
  { theme: 'High contrast, light', rules: 'colours' },
  { theme: 'High contrast, dark', rules: 'colours' },
] as const;

for (const { theme, rules } of themes) {
  test(`every screen and dialog passes WCAG 2.2 AA (${theme})`, async ({ app: page }) => {
    test.setTimeout(600_000);
    await page.getByRole('button', { name: /^Theme/ }).click();
    await page.getByRole('menuitemradio', { name: theme, exact: true }).click();
    for (const { name, open } of screens) {
      await open(page);
      expect(await violations(page, rules), name).toEqual([]);
      // To be looked at.
      await page.screenshot({ path: `test-results/screens/${theme}/${name}.png` });
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
