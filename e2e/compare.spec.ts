/** Two networks side by side, by mouse and keyboard. */
import type { Page } from '@playwright/test';
import { expect, row, rowButton, test } from './support/app';
import { giveFile, savedBy } from './support/files';

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Compare' });
const rows = (page: Page) => dialog(page).getByRole('rowgroup').getByRole('row');

/** Twelve filters in C1 and no tanh6. */
async function edit(page: Page): Promise<void> {
  await rowButton(page, 'C1').click();
  const filters = page.getByTestId('inspector').getByLabel('Filters', { exact: true });
  await filters.fill('12');
  await filters.press('Enter');
  await rowButton(page, 'tanh6').click();
  await page.keyboard.press('Delete');
  await expect(row(page, 'tanh6')).toHaveCount(0);
}

test('the document is compared with where it began, its file and a known network', async ({ app: page }) => {
  await page.getByRole('button', { name: 'File' }).click();
  await page.getByRole('menuitem', { name: /^Compare/ }).click();
  await expect(dialog(page).getByRole('status')).toHaveText('No differences');
  await page.keyboard.press('Escape');

  await edit(page);
  await page.keyboard.press('Control+Shift+D');
  await expect(dialog(page).getByLabel('Left side')).toHaveValue('step:0');
  await expect(dialog(page).getByRole('list', { name: 'Layers' })).toContainText('1 removed');
  const changed = rows(page).filter({ hasText: 'Filters 6 → 12' });
  await expect(changed).toContainText('Changed');
  await expect(changed).toContainText('+156');
  await expect(changed).toContainText('+117.6 kMACs');
  await expect(rows(page).filter({ hasText: 'tanh6' })).toContainText('Removed');
  await expect(dialog(page).getByText('+2,556 (4.14')).toBeVisible();

  // From one difference to the next, and to the layer itself.
  await page.keyboard.press('F7');
  await expect(changed).toBeFocused();
  await page.keyboard.press('F7');
  await expect(rows(page).nth(1)).toBeFocused();
  await page.keyboard.press('Shift+F7');
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByTestId('inspector').getByLabel('Name of the layer')).toHaveValue('C1');

  await savedBy(page, () => page.keyboard.press('Control+s'));
  await rowButton(page, 'tanh5').click();
  await page.keyboard.press('Delete');
  await page.keyboard.press('Control+Shift+D');
  await expect(dialog(page).getByLabel('Left side')).toHaveValue('saved');
  // The card below came up into the free place.
  await expect(rows(page)).toHaveText([/Removed.*tanh5/, /Moved.*classes/]);
  await dialog(page).getByRole('switch', { name: 'Only differences' }).click();
  await expect(rows(page).filter({ hasText: 'Same' }).first()).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Next difference' }).click();
  await expect(rows(page).filter({ hasText: 'Removed' })).toBeFocused();

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await dialog(page).getByRole('button', { name: 'Copy as Markdown' }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain('| Removed | tanh5 | Activation |');

  await dialog(page).getByLabel('Right side').selectOption({ label: 'VGG-16' });
  await expect(dialog(page).getByText('138.4 M')).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Swap the two sides' }).click();
  await expect(dialog(page).getByLabel('Left side')).toHaveValue('template:vgg16');
});

test('a file is put on one side, and ResNet-152 is compared while one waits', async ({ app: page }) => {
  await page.keyboard.press('Control+Shift+D');
  const content = JSON.stringify({
    format: 'convcanvas',
    version: 1,
    name: 'Small',
    nodes: [{ id: 'in', type: 'Input', name: 'in', params: {} }],
    edges: [],
  });
  await giveFile(page, { name: 'small.cnn.json', content }, () =>
    dialog(page).getByRole('button', { name: 'Open a file on the left…' }).click(),
  );
  await expect(dialog(page).getByLabel('Left side').locator('option:checked')).toHaveText('small.cnn.json');
  await expect(dialog(page).getByText('Name Small → LeNet-5')).toBeVisible();

  await dialog(page).getByLabel('Left side').selectOption({ label: 'ResNet-101' });
  const start = Date.now();
  await dialog(page).getByLabel('Right side').selectOption({ label: 'ResNet-152' });
  await expect(dialog(page).getByText('170 added')).toBeVisible();
  expect(Date.now() - start).toBeLessThan(3_000);
});
