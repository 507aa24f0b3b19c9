import { isDeep } from '../build/lib/depth';
import { expect, test } from './support/app';
import { violations } from './support/axe';
import { home, screens } from './support/screens';

/** Themes differ in nothing but colours: all rules are tried in one of them, in the others what depends on colours. */
const themes = [
  { theme: 'Light', scheme: 'light', contrast: 'normal', rules: 'all' },
  { theme: 'Dark', scheme: 'dark', contrast: 'normal', rules: 'colours' },
  { theme: 'High contrast, light', scheme: 'light', contrast: 'more', rules: 'colours' },
  { theme: 'High contrast, dark', scheme: 'dark', contrast: 'more', rules: 'colours' },
] as const;

/** `npm test` tries a screen in one theme, the next screen in the next theme: a token that is too faint is on many of them. */
const themesOf = (screen: number) =>
  isDeep
    ? themes
    : themes
        .filter((_, i) => i === screen % themes.length)
        .map((each) => ({ ...each, rules: 'all' as const }));

test(`every screen and dialog passes WCAG 2.2 AA in ${isDeep ? 'all themes' : 'one theme'}`, async ({
  app: page,
}) => {
  test.setTimeout(900_000);
  const root = page.locator('html');
  for (const [index, { name, open }] of screens.entries()) {
    await open(page);
    // The system's wish changes while all stays open.
    for (const { theme, scheme, contrast, rules } of themesOf(index)) {
      await page.emulateMedia({
        colorScheme: scheme,
        contrast: contrast === 'more' ? 'more' : 'no-preference',
      });
      await expect(root).toHaveAttribute('data-theme', scheme);
      await expect(root).toHaveAttribute('data-contrast', contrast);
      expect.soft(await violations(page, rules), `${name} (${theme})`).toEqual([]);
      // To be looked at.
      if (isDeep) await page.screenshot({ path: `test-results/screens/${theme}/${name}.png` });
    }
    await home(page);
  }
});

test('a theme that was chosen goes before what the system asks for', async ({ app: page }) => {
  const root = page.locator('html');
  await expect(root).toHaveAttribute('data-contrast', 'normal');
  await page.emulateMedia({ contrast: 'more', colorScheme: 'dark' });
  await expect(root).toHaveAttribute('data-contrast', 'more');
  await expect(root).toHaveAttribute('data-theme', 'dark');
  for (const { theme, scheme, contrast } of themes) {
    await page.getByRole('button', { name: /^Theme/ }).click();
    await page.getByRole('menuitemradio', { name: theme, exact: true }).click();
    await expect(root).toHaveAttribute('data-contrast', contrast);
    await expect(root).toHaveAttribute('data-theme', scheme);
  }
  await page.getByRole('button', { name: /^Theme/ }).click();
  await page.getByRole('menuitemradio', { name: 'As the system' }).click();
  await page.emulateMedia({ contrast: 'no-preference', colorScheme: 'light' });
  await expect(root).toHaveAttribute('data-contrast', 'normal');
  await expect(root).toHaveAttribute('data-theme', 'light');
});
