import type { Page } from '@playwright/test';
import { expect, row, rowButton, test, workspace } from './support/app';
import { home, screens } from './support/screens';

// What 1440×900 is at 200 %.
test.use({ viewport: { width: 720, height: 450 } });

async function sticksOut(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width) return ['the page scrolls sideways'];
    const controls = [
      ...document.querySelectorAll<HTMLElement>('header button, header input, footer button'),
    ];
    return controls
      .filter((control) => control.checkVisibility({ visibilityProperty: true }))
      .filter((control) => {
        const { left, right } = control.getBoundingClientRect();
        return left < -1 || right > width + 1;
      })
      .map((control) => control.getAttribute('aria-label') ?? control.innerText);
  });
}

test('at 200 % nothing scrolls sideways or is cut off, on any screen', async ({ app: page }) => {
  test.setTimeout(180_000);
  for (const { name, open } of screens.filter(
    ({ name: each }) => !/^the (networks|outline|layers)|empty/.test(each),
  )) {
    await open(page);
    expect(await sticksOut(page), name).toEqual([]);
    await home(page);
  }
});

test('at 200 % panels lie over the canvas, one at a time, and everything is in reach', async ({
  app: page,
}) => {
  const layers = page.getByRole('complementary', { name: 'Layers, networks and outline' });
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(layers).toHaveCount(0);
  await expect(inspector).toHaveCount(0);

  await page.getByRole('button', { name: 'Show the left panel' }).click();
  await layers.getByLabel('Search layers').fill('dropout');
  await page.keyboard.press('Enter');
  await expect(row(page, 'drop1')).toBeVisible();
  await page.getByRole('button', { name: 'Hide the left panel' }).click();
  await expect(layers).toHaveCount(0);

  await rowButton(page, 'C3').click();
  await page.getByRole('button', { name: 'Show the inspector' }).click();
  await inspector.getByLabel('Filters', { exact: true }).fill('32');
  await page.keyboard.press('Enter');
  await expect(row(page, 'C3')).toContainText('4,832');
  await page.keyboard.press('Control+b');
  await expect(layers).toBeVisible();
  await expect(inspector).toHaveCount(0);
  await page.keyboard.press('Control+b');

  await page.getByRole('button', { name: 'File' }).click();
  await expect(page.getByRole('menuitem', { name: /^Save(?! as)/ })).toBeInViewport();
  await page.keyboard.press('Escape');
  await workspace(page, 'Train').click();
  await expect(page.getByRole('button', { name: 'Start training' })).toBeInViewport();
  await page.setViewportSize({ width: 1440, height: 900 });
  await workspace(page, 'Design').click();
  await expect(layers).toBeVisible();
  await expect(inspector).toBeVisible();
});
