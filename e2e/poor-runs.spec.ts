/** Runs that go wrong: one that diverges or learns nothing says so. */
import type { Locator, Page } from '@playwright/test';
import { expect, openTemplate, test } from './support/app';
import { choosePictures, runs, setNumber } from './support/training';

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
