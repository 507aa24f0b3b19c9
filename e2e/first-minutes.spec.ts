import type { Page } from '@playwright/test';
import { expect, row, rowButton, test, viewAtRest } from './support/app';
import { onDesktop } from './support/desktop';
import { savedBy } from './support/files';

const start = (page: Page) => page.getByTestId('start');
const search = (page: Page) => start(page).getByLabel('Search networks, files and pictures');

async function beginAgain(page: Page): Promise<void> {
  await page.evaluate(() => {
    localStorage.setItem('convcanvas.start-screen', 'yes');
    // As in a new window: nothing to bring back.
    sessionStorage.clear();
  });
  await page.goto(page.url());
}

test('a new window begins with the start screen, by keyboard to a network, and not over restored work', async ({
  app: page,
}) => {
  await expect(start(page)).toHaveCount(0);
  await beginAgain(page);
  await expect(search(page)).toBeFocused();

  await test.step('arrow keys reach the cards and come back', async () => {
    await page.keyboard.press('ArrowDown');
    await expect(start(page).getByRole('button', { name: /^Fashion-MNIST/ })).toBeFocused();
    const cards = start(page).locator('[data-template]');
    await expect(cards).toHaveCount(12);
    await cards.first().focus();
    await page.keyboard.press('ArrowRight');
    await expect(cards.nth(1)).toBeFocused();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowUp');
    await expect(search(page)).toBeFocused();
  });

  await test.step('a search in vain says what to do', async () => {
    await page.keyboard.type('capsule');
    await expect(start(page)).toContainText('Nothing is found by “capsule”');
    await start(page).getByRole('button', { name: 'Clear the search' }).click();
    await expect(search(page)).toBeFocused();
  });

  await test.step('Enter opens what was found', async () => {
    await page.keyboard.type('alexnet');
    await page.keyboard.press('Enter');
    await expect(start(page)).toHaveCount(0);
    await expect(page.getByTestId('total-parameters')).toContainText('62.38 M');
  });

  await page.getByLabel('Name of the network').first().fill('My own');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(1_200);
  await page.reload();
  // It comes back unasked, or is offered where the page was so slow to go that it counts as another window.
  const own = page.locator('input[aria-label="Name of the network"][value="My own"]').first();
  const offered = page.getByRole('button', { name: 'Recover My own' });
  await expect(own.or(offered).first()).toBeVisible();
  if (await offered.isVisible()) await offered.click();
  await expect(own).toBeVisible();
  await expect(start(page)).toHaveCount(0);

  await test.step('the logo leads there and back, and the box keeps it away', async () => {
    await page.getByRole('button', { name: 'ConvCanvas: start screen' }).click();
    await start(page).getByLabel('Show this when a window opens').uncheck();
    await page.keyboard.press('Escape');
    await expect(start(page)).toHaveCount(0);
    await expect(page.getByLabel('Name of the network').first()).toHaveValue('My own');
    expect(await page.evaluate(() => localStorage.getItem('convcanvas.start-screen'))).toBe('no');
  });
});

test('what was saved by download is there to go on with, as it was then', async ({ app: page }) => {
  test.skip(onDesktop, 'Files are saved where they lie there.');
  await page.getByLabel('Name of the network').first().fill('Mine');
  await page.keyboard.press('Enter');
  await savedBy(page, () => page.keyboard.press('Control+s'));
  await rowButton(page, 'C3').click();
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: 'ConvCanvas: start screen' }).click();
  await start(page)
    .getByRole('button', { name: /^Mine\.cnn\.json a copy, just now/ })
    .click();
  await expect(start(page)).toHaveCount(0);
  await expect(row(page, 'C3')).toBeVisible();
  // What was not saved is not lost for that.
  await page.getByRole('button', { name: 'ConvCanvas: start screen' }).click();
  await start(page).getByRole('button', { name: 'Recover unsaved work…' }).click();
  await page.getByRole('button', { name: 'Recover Mine' }).click();
  await expect(row(page, 'C3')).toHaveCount(0);
});

test('pictures lead to a network that can be trained on them', async ({ app: page }) => {
  await page.getByRole('button', { name: 'ConvCanvas: start screen' }).click();
  await start(page)
    .getByRole('button', { name: /^Digits/ })
    .click();
  await expect(page.getByRole('heading', { name: 'Digits 8×8' })).toBeVisible();
  await expect(page.getByLabel('Name of the network').first()).toHaveValue('Digits 8×8 with LeNet-5, modern');
  // A step of one's own is added, set and moved by its description alone, and is an edit like others.
  await page.getByLabel('Add a step').selectOption('HorizontalFlip');
  await page.getByLabel('Add a step').selectOption('Resize');
  await expect(page.getByText('in training only')).toBeVisible();
  await page.getByLabel('Height').fill('24');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Move Resize up' }).click();
  const steps = page.getByRole('list').filter({ hasText: 'Flip sideways' }).getByRole('listitem');
  await expect(steps.first()).toContainText('Resize');
  await expect(page.getByLabel('Height')).toHaveValue('24');
  await page.getByRole('button', { name: 'Remove Resize' }).click();
  await page.keyboard.press('Control+z');
  await expect(steps).toHaveCount(2);
  await page.getByRole('tab', { name: 'Train' }).click();
  await expect(page.getByRole('button', { name: 'Start training' })).toHaveAttribute(
    'aria-disabled',
    'false',
  );
});

test('the tour points at the window, is taken by keyboard, and gives the focus back', async ({
  app: page,
}) => {
  const card = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Help' }).click();
  await page.getByRole('menuitem', { name: 'Take the tour' }).click();
  const titles = [
    'Layers to draw with',
    'A row is a layer',
    'Shapes, wherever they change',
    'Every number explained',
    'What it costs',
    'Problems, and how to mend them',
    'Train it',
  ];
  for (const title of titles) {
    await expect(page.getByRole('dialog', { name: title })).toBeFocused();
    const box = (await card.boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(1440);
    await page.keyboard.press('ArrowRight');
  }
  await expect(card).toHaveCount(0);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('tour again');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: titles[0]! })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('dialog', { name: titles[0]! })).toBeFocused();
  // The window stays usable, and the card follows what it points at.
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('dialog', { name: titles[1]! })).toBeFocused();
  const before = (await card.boundingBox())!;
  await page.getByRole('toolbar', { name: 'View' }).getByRole('button', { name: 'Zoom out' }).click();
  await expect.poll(async () => (await card.boundingBox())!.x).not.toBe(before.x);
  await card.getByRole('button', { name: 'Skip' }).click();
  await expect(card).toHaveCount(0);
});

test('a network is presented layer by layer, and the window is as before afterwards', async ({
  app: page,
}) => {
  await rowButton(page, 'C3').click();
  await page.keyboard.press('-');
  await page.getByRole('button', { name: /^Summary/ }).click();
  const zoom = page.getByTitle('Zoom to 100 %');
  await expect(zoom).not.toHaveText('100 %');
  await viewAtRest(page);
  const percent = await zoom.innerText();

  await rowButton(page, 'C3').focus();
  await page.keyboard.press('Shift+P');
  const caption = page.getByRole('region', { name: 'Presentation' });
  await expect(caption).toContainText('14 layers, 61,706 parameters');
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('complementary')).toHaveCount(0);

  await page.keyboard.press('ArrowRight');
  await expect(caption.getByRole('heading')).toContainText('input');
  await page.keyboard.press(' ');
  await expect(caption.getByRole('heading')).toContainText('C1');
  await expect(caption).toContainText('(5·5·1 + 1)·6 = 156');
  await expect(caption).toContainText('2 of 14');
  await page.keyboard.press('End');
  await expect(caption.getByRole('heading')).toContainText('classes');
  await page.keyboard.press('ArrowLeft');
  await expect(caption.getByRole('heading')).toContainText('output');
  await page.keyboard.press('Home');
  await expect(caption).toContainText('14 layers');

  await page.keyboard.press('Escape');
  await expect(caption).toHaveCount(0);
  await expect(page.getByRole('banner')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Summary' })).toBeVisible();
  await expect(row(page, 'C3')).toHaveAttribute('data-selected', 'true');
  await expect(zoom).toHaveText(percent);
});

test('the sheet of shortcuts is searched', async ({ app: page }) => {
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Shortcuts and gestures' });
  await expect(sheet.getByLabel('Search shortcuts')).toBeFocused();
  await page.keyboard.type('wheel');
  await expect(sheet.locator('dt')).toHaveText(['Turn the wheel, or pinch']);
  await page.keyboard.type('barrow');
  await sheet.getByRole('button', { name: 'Show all' }).click();
  await expect(sheet).toContainText('Ctrl+Shift+Z');
});
