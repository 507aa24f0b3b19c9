/** One meaning for each figure, wherever it stands. */
import { expect, openTemplate, row, rowButton, test, workspace } from './support/app';

test('parameters on rows and blocks are trainable ones, as torchvision counts, and make the total', async ({
  app: page,
}) => {
  await openTemplate(page, 'resnet18');
  const total = page.getByTestId('total-parameters');
  await expect(total).toHaveAttribute('title', /^11,689,512 trainable parameters, 9,600 not trainable/);
  // torchvision 0.14.1: bn1.weight and bn1.bias; layer1 to layer4.
  const counts = {
    conv1: '9,408',
    bn1: '128',
    stage1: '147,968',
    stage2: '525,568',
    stage3: '2.1 M',
    stage4: '8.39 M',
  };
  for (const [id, text] of Object.entries(counts)) await expect(row(page, id)).toContainText(text);
  await expect(
    row(page, 'bn1').getByTitle('128 trainable parameters, and 128 that are not trained'),
  ).toHaveText('128');
});

test('a row of layers promises what the strip then says', async ({ app: page }) => {
  await rowButton(page, 'C1').click();
  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: 'What to add' }).fill('bn relu');
  // gamma and beta of 6 channels; its averages are not trained.
  await expect(page.getByText('2 layers, +12 parameters')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('total-parameters')).toContainText('61,718');
  await expect(page.getByTestId('total-parameters')).toContainText('+12');
});

test('an error keeps its formula with its numbers, and the edit that made it can be taken back', async ({
  app: page,
}, info) => {
  await openTemplate(page, 'lenet5_modern');
  await rowButton(page, 'conv3').click();
  const inspector = page.getByTestId('inspector');
  await inspector.getByLabel('Kernel size, height').fill('7');
  await page.keyboard.press('Enter');
  await expect(inspector).toContainText('(5 − 7 + 2·0) / 1 + 1 = −1, but at least 1 is needed');
  await page.screenshot({ path: info.outputPath('formula.png') });
  const back = inspector.getByRole('button', { name: 'Take back “Change kernel size of conv3”' });
  await expect(back.getByTestId('fix-cost')).toHaveText('61,706 parameters · 416.5 kMACs in all');
  await back.click();
  await expect(page.getByTestId('total-parameters').locator('b').first()).toHaveText('61,706');
  await expect(inspector.getByLabel('Kernel size, height')).toHaveValue('5');
});

test('of a run every percentage has a name, and a cell of the matrix stays under the pointer', async ({
  app: page,
}, info) => {
  await openTemplate(page, 'lenet5_modern');
  await workspace(page, 'Data').click();
  await page.getByRole('radio', { name: /^Digits/ }).check({ force: true });
  await expect(page.getByRole('radio', { name: 'Resize' })).toBeChecked();
  await workspace(page, 'Train').click();
  const epochs = page.getByLabel('Epochs', { exact: true });
  await epochs.fill('2');
  await epochs.press('Enter');
  await page.getByRole('button', { name: 'Start training' }).click();
  const progress = page.getByRole('region', { name: 'Progress' });
  await expect(progress.getByText('mean of epoch 2')).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole('banner').getByRole('button', { name: /finished/ })).toBeVisible({
    timeout: 120_000,
  });
  const [score] = (await progress.innerText()).match(/\d+\.\d\s%/g)?.slice(1) ?? [];
  expect(score).toBeDefined();
  await expect(page.getByRole('banner')).toContainText(`validation ${score ?? ''}`);
  await page.screenshot({ path: info.outputPath('train.png') });

  // How one trains is no edit of the network.
  await epochs.fill('5');
  await epochs.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Runs' })).toContainText('the network as it is now');

  await page.setViewportSize({ width: 1100, height: 480 });
  await workspace(page, 'Evaluate').click();
  const matrix = page.getByRole('region', { name: 'Confusion matrix' });
  const mistakes = page.getByRole('region', { name: 'Mistaken pictures' });
  await expect(mistakes.getByRole('listitem').first()).toContainText(/taken for .+ \(\d+\s%\), is ./);
  const cell = matrix.getByRole('row').nth(9).getByRole('button').nth(2);
  // As far down as it can be clicked: a shorter list below would let the page fall back.
  await cell.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  const before = await cell.boundingBox();
  await cell.click();
  await expect(cell).toHaveAttribute('aria-pressed', 'true');
  await expect(matrix).toContainText(await cell.getAttribute('aria-label').then((label) => label ?? '?'));
  expect(await cell.boundingBox()).toEqual(before);
  await page.screenshot({ path: info.outputPath('evaluate.png') });
});
