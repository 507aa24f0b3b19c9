import type { Locator, Page } from '@playwright/test';
import { expect, row, rowButton, test, viewAtRest } from './support/app';
import { violations } from './support/axe';

const box = (page: Page) => page.getByTestId('placing');
const rows = (page: Page) => page.getByTestId('row');
const canvas = (page: Page) => page.getByTestId('canvas');
const said = (page: Page) => page.getByTestId('announcer');

async function emptySheet(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'File' }).click();
  await page.getByRole('menuitem', { name: 'New document' }).click();
  await expect(page.getByRole('heading', { name: 'Draw a network' })).toBeVisible();
  // The menu gives the focus back when it is gone.
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(page.getByRole('banner').getByRole('button', { name: 'File' })).toBeFocused();
}

async function centreOf(locator: Locator): Promise<{ x: number; y: number }> {
  const area = await locator.boundingBox();
  if (!area) throw new Error('Not on screen.');
  return { x: area.x + area.width / 2, y: area.y + area.height / 2 };
}

/** Where the sheet is bare: right of all cards. */
async function bare(page: Page): Promise<{ x: number; y: number }> {
  const area = await canvas(page).boundingBox();
  if (!area) throw new Error('There is no canvas.');
  return { x: area.x + area.width - 60, y: area.y + area.height / 2 };
}

async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Find a command' }).getByRole('combobox').fill(title);
  await page.keyboard.press('Enter');
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

test('a row of layers is written, previewed and inserted connected, as one step', async ({ app: page }) => {
  await emptySheet(page);
  await page.keyboard.press('/');
  await expect(box(page).getByRole('combobox')).toBeFocused();
  await page.keyboard.type('input 32x32x3 c3-64 bn relu x2 pool dense 10');
  // Two convolutions of 1,792 and 36,928, twice 128 for the norms, and 16·16·64·10 + 10.
  await expect(box(page)).toContainText('10 layers, +202,826 parameters');
  await expect(box(page)).toContainText('adds Flatten');
  await expect(box(page)).toContainText('ReLU) ×2');
  await page.keyboard.press('Enter');
  await expect(box(page)).toHaveCount(0);
  await expect(rows(page)).toHaveCount(10);
  await expect(rowButton(page, 'dense1')).toBeFocused();
  await expect(row(page, 'dense1')).toContainText('163,850');
  await page.keyboard.press('Control+z');
  await expect(rows(page)).toHaveCount(0);
});

test('what can’t be read is said with its place, and Escape leaves all as it was', async ({ app: page }) => {
  await rowButton(page, 'C3').click();
  await page.keyboard.press('/');
  await page.keyboard.type('c3-64 wibble');
  await expect(box(page)).toContainText('“wibble” at character 7 is the name of no layer.');
  await page.keyboard.press('Enter');
  await expect(box(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(box(page)).toHaveCount(0);
  await expect(rowButton(page, 'C3')).toBeFocused();
});

test('a double click asks at the pointer, Shift+Enter goes on', async ({ app: page }) => {
  const before = await rows(page).count();
  const at = await bare(page);
  await page.mouse.dblclick(at.x, at.y);
  await expect(box(page)).toContainText('Goes here, on its own');
  const area = await box(page).boundingBox();
  const around = await canvas(page).boundingBox();
  expect((area?.x ?? 0) + (area?.width ?? 0)).toBeLessThanOrEqual((around?.x ?? 0) + (around?.width ?? 0));
  expect(await violations(page, 'all', '[data-testid="placing"]')).toEqual([]);
  await page.keyboard.type('c3-8');
  await page.keyboard.press('Shift+Enter');
  await expect(box(page)).toContainText('Goes behind conv1');
  await page.keyboard.type('gelu');
  await page.keyboard.press('Enter');
  await expect(box(page)).toHaveCount(0);
  await expect(rows(page)).toHaveCount(before + 2);
  await expect(row(page, 'act1')).toContainText('GELU');
});

test('every button that adds a layer asks on the canvas, what is used most first', async ({ app: page }) => {
  await emptySheet(page);
  const options = box(page).getByRole('option');
  const button = page.getByRole('button', { name: 'Add a layer…' });
  await button.first().click();
  await expect(options.first()).toContainText('Input');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Outline' }).click();
  await page
    .getByRole('complementary', { name: /outline/ })
    .getByRole('button', { name: 'Add a layer…' })
    .click();
  await expect(box(page).getByRole('combobox')).toBeFocused();
  await page.keyboard.type('input 32x32x3 c3-8 bn');
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press('/');
  await expect(box(page)).toContainText('Goes behind bn1');
  await expect(options.first()).toContainText('Activation');
});

test('a wire let go over nothing lists what fits first and adds what the choice needs', async ({
  app: page,
}) => {
  const before = await rows(page).count();
  const port = page.getByTitle('Output out of input: drag to connect');
  await drag(page, await centreOf(port), await bare(page));
  const groups = box(page).locator('[cmdk-group-heading]');
  await expect(groups).toHaveText(['Fits here', 'Fits with a change', 'Does not fit here', 'Blocks']);
  await expect(box(page).getByRole('option', { name: 'Dense, adds Flatten' })).toBeVisible();
  await box(page).getByRole('option', { name: 'Dense, adds Flatten' }).click();
  await expect(rows(page)).toHaveCount(before + 2);
  await expect(said(page)).toContainText('Added flatten1 and dense1');
  await page.keyboard.press('Control+z');
  await expect(rows(page)).toHaveCount(before);

  await test.step('by keyboard', async () => {
    await page.keyboard.press('f');
    await viewAtRest(page);
    await rowButton(page, 'C3').click();
    await command(page, 'Branch off');
    await expect(box(page).getByRole('combobox')).toBeFocused();
    await page.keyboard.type('Dense');
    await page.keyboard.press('Enter');
    await expect(rows(page)).toHaveCount(before + 2);
  });
});

test('another type keeps connections and what both have', async ({ app: page }) => {
  await rowButton(page, 'C3').click();
  await page.getByRole('button', { name: 'Replace with another type…' }).click();
  await expect(box(page)).toHaveAccessibleName('Replace C3 with');
  await page.keyboard.type('SeparableConv2D');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('inspector')).toContainText('SeparableConv2D');
  await expect(page.getByTestId('inspector').getByRole('textbox', { name: 'Filters' })).toHaveValue('16');
  await expect(row(page, 'C3')).toContainText('10×10×16');

  await test.step('by keyboard', async () => {
    await page.keyboard.press('Control+z');
    await command(page, 'Replace with');
    await page.keyboard.type('Separable');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('inspector')).toContainText('SeparableConv2D');
  });
});

test('a card dropped with Alt leaves its wires joined behind it', async ({ app: page }) => {
  const wires = page.locator('.react-flow__edge');
  const before = await wires.count();
  const card = page.getByTestId('card').filter({ has: row(page, 'C1') });
  const area = await card.boundingBox();
  if (!area) throw new Error('There is no card.');
  const from = { x: area.x + area.width - 3, y: area.y + 3 };
  const to = await bare(page);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x - 100, to.y, { steps: 6 });
  await expect(canvas(page)).toContainText('to take it out of its wires');
  await page.keyboard.down('Alt');
  await page.mouse.up();
  await page.keyboard.up('Alt');
  await expect(wires).toHaveCount(before - 1);
  await expect(canvas(page)).not.toContainText('to take it out of its wires');
  await page.keyboard.press('Control+z');
  await expect(wires).toHaveCount(before);

  await test.step('by keyboard', async () => {
    await rowButton(page, 'C3').click();
    await command(page, 'Take out of its wires');
    await expect(rowButton(page, 'C3')).toBeFocused();
    await expect(row(page, 'C3')).not.toContainText('10×10×16');
    await page.keyboard.press('Control+z');
    await expect(row(page, 'C3')).toContainText('10×10×16');
  });
});

test('several layers are connected to one at once', async ({ app: page }) => {
  await emptySheet(page);
  for (const text of ['input 8x8x3', 'c3-4']) {
    await page.keyboard.press('/');
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
    await expect(box(page)).toHaveCount(0);
    // What was added is shown and takes the focus; only then may the view be moved elsewhere.
    await expect(rows(page).locator('button:focus')).toHaveCount(1);
  }
  for (const text of ['c5-4', 'c1-4', 'add']) {
    await page.keyboard.press('f');
    await viewAtRest(page);
    await rowButton(page, text === 'add' ? 'conv1' : 'input1').click();
    await command(page, 'Branch off');
    await expect(box(page)).toBeVisible();
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
    await expect(box(page)).toHaveCount(0);
    // What was added is shown and takes the focus; only then may the view be moved elsewhere.
    await expect(rows(page).locator('button:focus')).toHaveCount(1);
  }
  const wires = page.locator('.react-flow__edge');
  await expect(wires).toHaveCount(4);
  await page.keyboard.press('f');
  await viewAtRest(page);
  await rowButton(page, 'conv2').click();
  await rowButton(page, 'conv3').click({ modifiers: ['Shift'] });
  await rowButton(page, 'add1').click({ modifiers: ['Shift'] });
  await page.getByRole('button', { name: 'Connect the selected layers to add1' }).click();
  await expect(wires).toHaveCount(6);
  await expect(row(page, 'add1')).not.toHaveAttribute('data-bad', 'true');
  await page.keyboard.press('Control+z');
  await expect(wires).toHaveCount(4);

  await test.step('by drawing one of the wires', async () => {
    await rowButton(page, 'conv2').click();
    await rowButton(page, 'conv3').click({ modifiers: ['Shift'] });
    const from = await centreOf(page.getByTitle('Output out of conv2: drag to connect'));
    await drag(page, from, await centreOf(page.getByTitle('Input in:1 of add1')));
    await expect(wires).toHaveCount(6);
  });
});
