/** What does not answer is left within a second. Timed against the clock: playwright.config.ts. */
import { expect, openTemplate, test, workspace } from './support/app';
import { choosePictures, runs, setNumber } from './support/training';

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
