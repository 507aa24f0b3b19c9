/** Runs that go wrong: one that diverges or learns nothing says so, and one that does not answer is left within a second. */
import type { Page } from '@playwright/test';
import { expect, openTemplate, test, workspace } from './support/app';

const runs = (page: Page) => page.getByRole('complementary', { name: 'Runs' }).getByRole('listitem');

async function choosePictures(page: Page, name: RegExp): Promise<void> {
  await workspace(page, 'Data').click();
  await page.getByRole('radio', { name }).check({ force: true });
  await workspace(page, 'Train').click();
}

async function setNumber(page: Page, label: string, value: number): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await field.fill(String(value));
  await field.press('Enter');
}

test('a learning rate that is far too high: the run has diverged, and says what to try', async ({
  app: page,
}) => {
  await openTemplate(page, 'lenet5_modern');
  await choosePictures(page, /^Digits/);
  await setNumber(page, 'Learning rate', 1000);
  await setNumber(page, 'Epochs', 5);
  await page.getByRole('button', { name: 'Start training' }).click();
  const said = page.getByRole('main').getByRole('alert');
  await expect(said).toContainText('The run diverged in epoch', { timeout: 60_000 });
  await expect(said).toContainText('The learning rate 1000 is probably too high for this network: try 100.');
  await expect(runs(page)).toContainText('diverged');
  await expect(runs(page)).not.toContainText('finished');
  await expect(runs(page).locator('[data-phase]')).toHaveAttribute('data-phase', 'diverged');
  await page.screenshot({ path: test.info().outputPath('diverged.png') });
});

test('a run that ends no better than guessing says so, and what to try', async ({ app: page }) => {
  await openTemplate(page, 'lenet5');
  await choosePictures(page, /^Digits/);
  await setNumber(page, 'Learning rate', 0.3);
  await setNumber(page, 'Epochs', 2);
  await page.getByRole('button', { name: 'Start training' }).click();
  const said = page.getByRole('main').getByRole('alert');
  await expect(said).toContainText('The run has learned nothing: it gives every picture the same class', {
    timeout: 60_000,
  });
  await expect(said).toContainText('The learning rate 0.3 is probably too high for this network: try 0.03.');
  await expect(runs(page)).toContainText('finished');
});

test('One Stop ends a step that takes minutes within a second, and the next run begins', async ({
  app: page,
}) => {
  await openTemplate(page, 'resnet18');
  await choosePictures(page, /^Fashion/);
  // One number for each class of these pictures.
  await page.getByRole('list', { name: 'What stands in the way' }).getByRole('button').first().click();
  // Its steps take minutes there.
  await page.getByLabel('Backend', { exact: true }).selectOption('cpu');
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(page.getByText(/^On plain JavaScript/i)).toBeVisible({ timeout: 60_000 });
  // Its worker computes, and hears nothing.
  await page.waitForTimeout(2_000);
  const stop = page.getByRole('main').getByRole('button', { name: 'Stop', exact: true });
  const before = Date.now();
  await stop.click();
  await expect(runs(page)).toContainText('stopped');
  expect(Date.now() - before).toBeLessThan(2_000);

  await workspace(page, 'Design').click();
  await openTemplate(page, 'lenet5_modern');
  await choosePictures(page, /^Digits/);
  await setNumber(page, 'Epochs', 1);
  await page.getByLabel('Backend', { exact: true }).selectOption('auto');
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(runs(page)).toContainText('finished', { timeout: 60_000 });
});
