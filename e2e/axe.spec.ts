import AxeBuilder from '@axe-core/playwright';
import { expect, rowButton, test, workspace } from './support/app';

for (const scheme of ['light', 'dark'] as const) {
  test(`every workspace passes WCAG 2.2 AA (${scheme})`, async ({ app: page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    const violations = async (): Promise<readonly string[]> => {
      const found = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      return found.violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`),
      );
    };
    await rowButton(page, 'C3').click();
    expect(await violations()).toEqual([]);
    for (const name of ['Data', 'Train', 'Evaluate']) {
      await workspace(page, name).click();
      await page.waitForLoadState('networkidle');
      expect(await violations(), name).toEqual([]);
    }
  });
}
