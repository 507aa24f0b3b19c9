import { expect, openTemplate, row, rowButton, test } from './support/app';

test('layers are found by what they are, and gone through by keyboard', async ({ app: page }) => {
  await page.keyboard.press('Control+f');
  const box = page.getByRole('search', { name: 'Find layers' });
  const field = box.getByRole('textbox', { name: 'Find' });
  await expect(field).toBeFocused();
  await field.fill('conv 5x5');
  await expect(box.getByRole('status')).toHaveText('3 found');
  await expect(row(page, 'C1')).toHaveAttribute('data-found', 'yes');
  await expect(row(page, 'F6')).toHaveAttribute('data-found', 'no');
  await field.press('Enter');
  await expect(box.getByRole('status')).toHaveText('1 of 3');
  await expect(rowButton(page, 'C1')).toHaveAttribute('aria-pressed', 'true');
  await field.press('F3');
  await expect(rowButton(page, 'C3')).toHaveAttribute('aria-pressed', 'true');
  await field.press('Shift+Enter');
  await field.press('Shift+Enter');
  // Round at the ends.
  await expect(box.getByRole('status')).toHaveText('3 of 3');
  await expect(rowButton(page, 'C5')).toHaveAttribute('aria-pressed', 'true');
  await expect(field).toBeFocused();

  await field.press('Alt+Enter');
  await expect(page.getByTestId('inspector')).toContainText('3 layers');
  await field.fill('filters=');
  await expect(box).toContainText('filters=64');
  await field.fill('capsule');
  await expect(box.getByRole('status')).toHaveText('none');
  await field.press('Escape');
  await expect(box).toHaveCount(0);
  await expect(row(page, 'F6')).not.toHaveAttribute('data-found');
  await expect(rowButton(page, 'C1')).toBeFocused();
});

test('what lies in a block is found by mouse, and the block opened', async ({ app: page }) => {
  await openTemplate(page, 'resnet50');
  await page.keyboard.press('Control+f');
  const box = page.getByRole('search', { name: 'Find layers' });
  await box.getByRole('textbox', { name: 'Find' }).fill('conv 3x3 filters=512');
  await expect(box.getByRole('status')).toHaveText('3 found');
  await expect(page.locator('[data-found="yes"]')).toHaveCount(1);
  await expect(box.getByRole('button', { name: 'Select all found' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await box.getByRole('button', { name: 'The next' }).click();
  await expect(page.getByRole('navigation', { name: 'Where you are' })).toBeVisible();
  await expect(page.locator('[data-found="yes"][data-selected="true"]')).toBeInViewport();
  await box.getByRole('button', { name: 'Select all found' }).click();
  await expect(page.locator('[data-selected="true"]')).toHaveCount(1);
  await box.getByRole('button', { name: 'Close' }).click();
  await expect(page.locator('[data-found]')).toHaveCount(0);
});

test('any layer is gone to by its name', async ({ app: page }) => {
  await page.keyboard.press('g');
  const dialog = page.getByRole('dialog', { name: 'Go to a layer' });
  await dialog.getByRole('combobox').fill('F6');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(rowButton(page, 'F6')).toBeFocused();
  await expect(row(page, 'F6')).toHaveAttribute('data-selected', 'true');

  // From the list of commands too, which gives way to it.
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Find a command' }).getByRole('combobox').fill('go to layer');
  await page.keyboard.press('Enter');
  await dialog.getByRole('combobox').fill('>40k params');
  await expect(dialog.getByRole('option')).toHaveCount(1);
  await dialog.getByRole('option', { name: /C5/ }).click();
  await expect(rowButton(page, 'C5')).toBeFocused();
});
