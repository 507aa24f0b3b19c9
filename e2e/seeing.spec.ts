import type { Page } from '@playwright/test';
import { expect, openTemplate, row, rowButton, test } from './support/app';

const inspector = (page: Page) => page.getByTestId('inspector');
const field = (page: Page, name: string) => inspector(page).getByRole('textbox', { name, exact: true });

test('several layers are edited at once, in one step', async ({ app: page }) => {
  await rowButton(page, 'C1').click();
  await rowButton(page, 'C3').click({ modifiers: ['Shift'] });
  const filters = field(page, 'Filters');
  await expect(filters).toHaveValue('');
  await expect(filters).toHaveAttribute('placeholder', 'mixed');
  await expect(inspector(page)).toContainText('mixed: 6, 16');
  // By keyboard: a number for both, and Escape takes it back.
  await filters.focus();
  await page.keyboard.type('24');
  await expect(row(page, 'C1')).toContainText('24');
  await expect(row(page, 'C3')).toContainText('24');
  await page.keyboard.press('Escape');
  await expect(inspector(page)).toContainText('mixed: 6, 16');
  await filters.focus();
  await page.keyboard.type('12');
  await page.keyboard.press('Enter');
  await expect(inspector(page)).not.toContainText('mixed');
  await page.getByRole('group', { name: 'Parameters in common' }).getByLabel('Bias', { exact: true }).click();
  await expect(row(page, 'C3')).toContainText('12');

  // By mouse: back to the default, field by field and all together.
  await page.getByRole('button', { name: /^Reset filters to its default/ }).click();
  await expect(filters).toHaveValue('32');
  await page.keyboard.press('Control+z');
  await expect(filters).toHaveValue('12');
  await inspector(page).getByRole('button', { name: 'Reset all to their defaults' }).click();
  await expect(row(page, 'C1')).toContainText('3×3 · 32');
  await expect(row(page, 'C3')).toContainText('3×3 · 32');
  await page.keyboard.press('Control+z');
  await expect(row(page, 'C3')).toContainText('5×5 · 12');
});

test('every parameter says what it means, by key and by pointer', async ({ app: page }) => {
  await rowButton(page, 'C1').click();
  await field(page, 'Filters').focus();
  await page.keyboard.press('F1');
  await expect(page.getByRole('tooltip')).toContainText('Elsewhere called');
  await page.keyboard.press('F1');
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await inspector(page).getByText('Padding', { exact: true }).hover();
  await expect(page.getByRole('tooltip')).toBeVisible();
});

test('a layer is renamed and its numbers edited on its row', async ({ app: page }) => {
  await rowButton(page, 'C1').click();
  await page.keyboard.press('F2');
  await expect(page.getByRole('textbox', { name: 'Name on the row' })).toBeFocused();
  await page.keyboard.type('first');
  await page.keyboard.press('Enter');
  await expect(rowButton(page, 'C1')).toContainText('first');
  await expect(rowButton(page, 'C1')).toBeFocused();

  await page.keyboard.press('e');
  const numbers = page.getByRole('group', { name: 'Numbers of first' });
  const filters = numbers.getByRole('textbox', { name: 'Filters on the row' });
  await expect(filters).toBeFocused();
  await page.keyboard.type('0');
  await expect(numbers.getByRole('alert')).toContainText('Filters');
  await filters.fill('8*2');
  await page.keyboard.press('Enter');
  await expect(numbers).toHaveCount(0);
  await expect(row(page, 'C1')).toContainText('5×5 · 16');

  // By mouse: a number is dragged, which is one step to undo.
  await rowButton(page, 'C1').dblclick();
  const box = await filters.boundingBox();
  if (!box) throw new Error('The number is not in sight.');
  await page.mouse.move(box.x + 10, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + 30, box.y + 8, { steps: 4 });
  await page.mouse.move(box.x + 70, box.y + 8, { steps: 4 });
  await page.mouse.up();
  await expect(filters).toHaveValue('26');
  await page.keyboard.press('Enter');
  await expect(row(page, 'C1')).toContainText('5×5 · 26');
  await page.keyboard.press('Control+z');
  await expect(row(page, 'C1')).toContainText('5×5 · 16');
});

test('what costs most is seen on the rows', async ({ app: page }) => {
  await page.keyboard.press('h');
  const legend = page.getByRole('group', { name: 'Heat' });
  await expect(legend).toContainText('156 parameters');
  await expect(legend).toContainText('48,120 parameters');
  await expect(rowButton(page, 'C5')).toHaveAttribute('aria-description', /48,120 parameters/);
  await expect(row(page, 'S2')).not.toHaveAttribute('data-heat');
  await legend.getByLabel('Heat by').selectOption('MACs');
  await expect(legend).toContainText('240 kMACs');
  await legend.getByLabel('Heat by').selectOption('Receptive field');
  await expect(legend).toContainText('the whole input');
  await page.getByRole('button', { name: 'Hide what costs most' }).click();
  await expect(legend).toHaveCount(0);
  await expect(row(page, 'C5')).not.toHaveAttribute('data-heat');
});

test('less is drawn from afar, and no card changes its place for it', async ({ app: page }) => {
  await openTemplate(page, 'resnet152');
  const canvas = page.getByTestId('canvas');
  const brief = page.getByTestId('row').first().getByText('224×224×3').first();
  await page.getByTitle('Zoom to 100 %').click();
  await expect(canvas).toHaveAttribute('data-detail', 'all');
  await expect(brief).toBeVisible();
  const size = (): Promise<readonly (number | undefined)[]> =>
    page.getByTestId('card').evaluateAll((cards) => cards.map((card) => (card as HTMLElement).offsetHeight));
  const before = await size();
  const outTo = (detail: string): Promise<void> =>
    expect(async () => {
      await page.keyboard.press('-');
      await expect(canvas).toHaveAttribute('data-detail', detail, { timeout: 600 });
    }).toPass();
  await outTo('names');
  await expect(brief).toBeHidden();
  await outTo('blocks');
  expect(await size()).toEqual(before);
});

test('shapes are written with the batch, and as parts of the input', async ({ app: page }) => {
  const command = async (name: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Find a command' }).getByRole('combobox').fill(name);
    await page.keyboard.press('Enter');
  };
  const image = page.getByTestId('row').first();
  await expect(image).toContainText('32×32×1');
  await command('as parts of the input');
  await expect(image).toContainText('H×W×1');
  await command('with the batch');
  await expect(image).toContainText('N×H×W×1');
  await command('write shapes in numbers');
  await command('write shapes without the batch');
  await expect(image).toContainText('32×32×1');
  await expect(image).not.toContainText('N×');
});

test('shapes are written alike on the canvas, in the inspector and in the summary', async ({ app: page }) => {
  await openTemplate(page, 'lenet5_modern');
  for (const title of ['Write shapes as parts', 'Write shapes with the batch']) {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Find a command' }).getByRole('combobox').fill(title);
    await page.keyboard.press('Enter');
  }
  await rowButton(page, 'pool1').click();
  await expect(row(page, 'pool1')).toContainText('N×H/2×W/2×6');
  await expect(page.getByTestId('inspector')).toContainText('N×H/2×W/2×6');
  await page.getByRole('button', { name: 'Summary' }).click();
  await expect(page.getByRole('row', { name: /pool1/ })).toContainText('N×H/2×W/2×6');
});
