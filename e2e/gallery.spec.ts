import type { Page } from '@playwright/test';
import { expect, row, test } from './support/app';

const gallery = (page: Page) => page.getByRole('dialog', { name: 'Networks' });
const search = (page: Page) => gallery(page).getByLabel('Search all networks');
/** Its title, the year, and all else that stands on it. */
const card = (page: Page, title: string) =>
  gallery(page).getByRole('button', { name: new RegExp(`^${title} \\d{4} `) });
const cards = (page: Page) => gallery(page).getByRole('listitem').getByRole('button');

test('a network is found, compared and opened by keyboard, and what was there is kept', async ({
  app: page,
}) => {
  // Something that could be lost.
  await page.getByLabel('Name of the network').first().fill('My digits');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Shift+O');
  await expect(search(page)).toBeFocused();
  await expect(cards(page)).toHaveCount(12);
  await expect(card(page, 'LeNet-5')).toContainText('61,706 parameters');

  await test.step('arrow keys move through the cards, and back to the search', async () => {
    await page.keyboard.press('ArrowDown');
    await expect(card(page, 'LeNet-5')).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(card(page, 'AlexNet')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(card(page, 'GoogLeNet')).toBeFocused();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowUp');
    await expect(search(page)).toBeFocused();
  });

  await test.step('a search that finds nothing says what to do', async () => {
    await page.keyboard.type('capsule');
    await expect(gallery(page)).toContainText('No network is found by “capsule”.');
    await gallery(page).getByRole('button', { name: 'Clear the search' }).click();
    await expect(search(page)).toBeFocused();
  });

  await test.step('Enter opens what was found', async () => {
    await page.keyboard.type('resnet 50');
    await expect(card(page, 'ResNet-50')).toContainText('25.56 M parameters');
    await expect(card(page, 'ResNet-50')).toContainText('4.09 GMACs');
    await page.keyboard.press('Enter');
    await expect(gallery(page)).toHaveCount(0);
    await expect(page.getByTestId('total-parameters')).toContainText('25.56 M');
  });

  await page.getByRole('button', { name: 'Go back' }).click();
  await expect(page.getByLabel('Name of the network').first()).toHaveValue('My digits');
  await expect(row(page, 'C1')).toBeVisible();
});

test('the scale and the cards light each other up', async ({ app: page }) => {
  await page.getByRole('button', { name: 'File' }).click();
  await page.getByRole('menuitem', { name: 'Browse networks…' }).click();
  const scale = page.getByRole('complementary', { name: 'Size and cost' });
  const plot = scale.getByRole('img');
  await expect(plot).toContainText('Yours: LeNet-5');
  await expect(scale).toContainText('Your network is as large and as costly as LeNet-5.');

  await card(page, 'VGG-16').hover();
  await expect(plot).toContainText('138.4 M · 15.47 GMACs');

  // The largest of all, which is not among the twelve: its card has to be fetched.
  await expect(card(page, 'VGG-19')).toHaveCount(0);
  const area = (await plot.boundingBox())!;
  const last = (await plot.locator('[data-dot="vgg19"]').boundingBox())!;
  const at = { x: last.x + last.width / 2 - area.x, y: last.y + last.height / 2 - area.y };
  await plot.hover({ position: at });
  await plot.click({ position: at });
  await expect(gallery(page).getByRole('heading', { name: /^All \d+ networks$/ })).toBeVisible();
  await expect(card(page, 'VGG-19')).toBeFocused();

  await page.keyboard.press('Escape');
  await expect(gallery(page)).toHaveCount(0);
});

test('an empty sheet leads to it, and has no place on the scale yet', async ({ app: page }) => {
  await page.getByRole('button', { name: 'File' }).click();
  await page.getByRole('menuitem', { name: 'New document' }).click();
  await page.getByRole('button', { name: 'Open a famous network' }).click();
  const scale = page.getByRole('complementary', { name: 'Size and cost' });
  await expect(scale).toContainText('takes its place here as soon as it has parameters');
  await expect(scale.getByRole('img')).not.toContainText('Yours');
  await card(page, 'U-Net').click();
  await expect(page.getByTestId('total-parameters')).toContainText('31.03 M');
});
