/** Runs that go wrong: one that diverges or learns nothing says so, and one that does not answer is left within a second. */
import type { Locator, Page } from '@playwright/test';
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

/** Trains on the digits; answers what the run then says went wrong. */
async function trainDigits(page: Page, template: string, rate: number, epochs: number): Promise<Locator> {
  await openTemplate(page, template);
  await choosePictures(page, /^Digits/);
  await setNumber(page, 'Learning rate', rate);
  await setNumber(page, 'Epochs', epochs);
  await page.getByRole('button', { name: 'Start training' }).click();
  return page.getByRole('main').getByRole('alert');
}

test('a learning rate that is far too high: the run has diverged, and says what to try', async ({
  app: page,
}) => {
  const said = await trainDigits(page, 'lenet5_modern', 1000, 5);
  await expect(said).toContainText('The run diverged in epoch', { timeout: 60_000 });
  await expect(said).toContainText('The learning rate 1000 is probably too high for this network: try 100.');
  await expect(runs(page)).toContainText('diverged');
  await expect(runs(page)).not.toContainText('finished');
  await expect(runs(page).locator('[data-phase]')).toHaveAttribute('data-phase', 'diverged');
  await page.screenshot({ path: test.info().outputPath('diverged.png') });
});

test('a run that ends no better than guessing says so, and what to try', async ({ app: page }) => {
  const said = await trainDigits(page, 'lenet5', 0.3, 2);
  await expect(said).toContainText('The run has learned nothing: it gives every picture the same class', {
    timeout: 60_000,
  });
  await expect(said).toContainText('The learning rate 0.3 is probably too high for this network: try 0.03.');
  await expect(runs(page)).toContainText('finished');
});

test('Stop in the middle of a long validation loses nothing, and a pause is still one after a reload', async ({
  app: page,
}) => {
  await openTemplate(page, 'lenet5_modern');
  await choosePictures(page, /^Fashion/);
  await workspace(page, 'Data').click();
  // Four steps, and then as many pictures for validation as take plain JavaScript long.
  await page.getByRole('radio', { name: 'At most', exact: true }).check({ force: true });
  await setNumber(page, 'Validation share, in percent', 90);
  await workspace(page, 'Train').click();
  await setNumber(page, 'Epochs', 2);
  await setNumber(page, 'Batch size', 128);
  await page.getByLabel('Backend', { exact: true }).selectOption('cpu');
  await page.getByRole('button', { name: 'Start training' }).click();
  const validating = page.getByTitle('Step 4 of 8');
  await expect(validating).toBeVisible({ timeout: 60_000 });
  const button = (name: string) => page.getByRole('main').getByRole('button', { name, exact: true });
  const before = Date.now();
  await button('Stop').click();
  await expect(runs(page)).toContainText('stopped');
  expect(Date.now() - before).toBeLessThan(2_000);
  await expect(page.getByText(/what it learned in/)).toHaveCount(0);

  await button('Go on').click();
  await expect(runs(page)).toContainText('epoch 1 of 2');
  await expect(validating).toBeVisible({ timeout: 60_000 });
  await button('Pause').click();
  await expect(runs(page)).toContainText('paused · epoch 1 of 2');
  await page.reload();
  await workspace(page, 'Train').click();
  await expect(runs(page)).toContainText('paused in epoch 1 of 2');
  await expect(page.getByText('Run 1 was paused in epoch 1 of 2. It can go on from there.')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('paused.png') });
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
