import { copyFile, readFile } from 'node:fs/promises';
import { expect, openTemplate, row, rowButton, test, workspace } from './support/app';
import { giveFile, savedBy } from './support/files';

/** A student's way through the app; each step stands on the one before. */
test('from a template to a trained model that is opened again', async ({ app: page }, info) => {
  test.setTimeout(300_000);
  const total = page.getByTestId('total-parameters');
  const figure = (label: string) =>
    page
      .locator('dl > div')
      .filter({ has: page.getByText(label, { exact: true }) })
      .locator('dd')
      .first();

  await test.step('load a template and drag a layer into it', async () => {
    await openTemplate(page, 'lenet5_modern');
    await expect(total).toContainText('61,706');
    const palette = page.locator('[data-layer="BatchNormalization"]');
    await palette.dragTo(row(page, 'relu1'), { targetPosition: { x: 60, y: 4 } });
    await expect(row(page, 'bn1')).toBeVisible();
    // gamma and beta of 6 channels; averages are not trained.
    await expect(row(page, 'bn1')).toContainText('12');
    await expect(total).toContainText('61,718');
    // It came between the convolution and its activation: same card, right order.
    const order = await page
      .getByTestId('row')
      .evaluateAll((rows) => rows.map((entry) => (entry as HTMLElement).dataset['nodeId']));
    expect(order.slice(1, 4)).toEqual(['conv1', 'bn1', 'relu1']);
  });

  await test.step('break a shape, read why, and take the fix', async () => {
    await rowButton(page, 'flatten').click();
    await page.keyboard.press('Delete');
    await expect(row(page, 'flatten')).toHaveCount(0);
    const marker = row(page, 'fc1').getByTestId('problem-marker');
    await expect(marker).toBeVisible();
    await marker.click();
    const popover = page.getByRole('dialog', { name: 'Problems of fc1' });
    await expect(popover).toContainText('Dense reads a vector, but gets a 1×1×120 picture');
    await page.screenshot({ path: info.outputPath('problem.png') });
    await popover.getByRole('button', { name: 'Insert Flatten' }).click();
    await expect(row(page, 'flatten1')).toBeVisible();
    await expect(marker).toHaveCount(0);
    // What is left is advice: batch normalization made conv1's bias superfluous.
    const left = page.getByTestId('problem-marker');
    await expect(left).toHaveCount(1);
    await expect(left).toHaveAttribute('data-severity', 'advice');
    await expect(total).toContainText('61,718');
  });

  await test.step('undo and redo, by name', async () => {
    await page.getByRole('button', { name: 'Undo Insert Flatten' }).click();
    await expect(row(page, 'flatten1')).toHaveCount(0);
    await page.keyboard.press('Control+z');
    await expect(row(page, 'flatten')).toBeVisible();
    await page.getByRole('button', { name: 'Redo Delete flatten' }).click();
    await page.keyboard.press('Control+Shift+z');
    await expect(row(page, 'flatten1')).toBeVisible();
  });

  await test.step('train on 5,000 pictures until 70 % are right', async () => {
    await workspace(page, 'Data').click();
    await page.getByRole('radio', { name: 'At most' }).click();
    const limit = page.getByLabel('At most so many training pictures');
    await limit.fill('5000');
    await limit.press('Enter');
    await expect(page.getByText('4,500 to train on')).toBeVisible();
    await workspace(page, 'Train').click();
    await page.getByRole('button', { name: 'Start training' }).click();
    await expect(page.getByRole('heading', { name: 'Run 1' })).toBeVisible();
    // Drawing goes on meanwhile: the window answers.
    await workspace(page, 'Design').click();
    await rowButton(page, 'conv1').click();
    await workspace(page, 'Train').click();
    await expect(figure('Test')).toContainText('%', { timeout: 240_000 });
    await expect(page.getByText(/^On WebAssembly.* WebAssembly needs [\d.]+ m?s for a step/)).toBeVisible();
  });

  /** As the Evaluate workspace has it once it went through the test pictures itself, mistakes and all. */
  const measured = async (): Promise<string> => {
    await workspace(page, 'Evaluate').click();
    const mistakes = page.getByRole('region', { name: 'Mistaken pictures' });
    await expect(mistakes.locator('canvas, img').first()).toBeVisible({ timeout: 120_000 });
    await expect(page.locator('dl[aria-busy="false"]')).toBeVisible();
    return figure('Test accuracy').innerText();
  };
  const accuracy = await measured();
  expect(parseFloat(accuracy)).toBeGreaterThan(70);

  const model = info.outputPath('model.cnn');
  await test.step('export the tfjs layers model and the trained model', async () => {
    for (const [entry, path] of [
      [/TensorFlow\.js layers model/, info.outputPath('tfjs.zip')],
      [/Trained model/, model],
    ] as const) {
      const saved = await savedBy(page, async () => {
        await page.getByRole('button', { name: 'Export' }).click();
        await page.getByRole('menuitem', { name: entry }).click();
      });
      await copyFile(saved.path, path);
      expect((await readFile(path)).subarray(0, 2).toString()).toBe('PK');
    }
  });

  await test.step('reload, open the model, and find the same accuracy', async () => {
    await page.reload();
    await expect(row(page, 'flatten1')).toBeVisible();
    // Another network takes its place first, so that what is found again can only come from the file.
    await openTemplate(page, 'lenet5');
    await expect(row(page, 'C1')).toBeVisible();
    await giveFile(page, model, async () => {
      await page.getByRole('button', { name: 'File' }).click();
      await page.getByRole('menuitem', { name: /^Open/ }).click();
    });
    await expect(row(page, 'flatten1')).toBeVisible();
    expect(await measured()).toBe(accuracy);
  });
});
