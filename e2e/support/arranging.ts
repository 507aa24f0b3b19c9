/** Cards, frames, notes and menus on the canvas, as a journey finds and moves them. */
import type { Page } from '@playwright/test';
import { expect, openTemplate, row, rowButton } from './app';

export const menu = (page: Page) => page.getByRole('menu').first();
export const item = (page: Page, name: string | RegExp) => page.getByRole('menuitem', { name });
export const frame = (page: Page) => page.getByTestId('frame');
export const note = (page: Page) => page.getByTestId('note');
export const selectedRows = (page: Page) => page.locator('[data-testid="row"][data-selected="true"]');
export const card = (page: Page, id: string) => page.getByTestId('card').filter({ has: row(page, id) });

export async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find a command' });
  await palette.getByRole('combobox').fill(title);
  await page.keyboard.press('Enter');
  await expect(palette).toHaveCount(0);
}

export async function boxOf(page: Page, id: string) {
  const box = await card(page, id).boundingBox();
  if (box === null) throw new Error(`${id} is not drawn.`);
  return box;
}

export async function drag(
  page: Page,
  from: { x: number; y: number },
  by: { x: number; y: number },
): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x / 2, from.y + by.y / 2, { steps: 4 });
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 4 });
  await page.mouse.up();
}

/** A group around conv2 and relu2, made by the keyboard and named at once. */
export async function groupSecond(page: Page): Promise<void> {
  await openTemplate(page, 'lenet5_modern');
  await rowButton(page, 'conv2').click();
  await rowButton(page, 'relu2').click({ modifiers: ['Shift'] });
  await page.keyboard.press('Shift+G');
  await expect(page.getByLabel('Title of the group')).toBeFocused();
  await page.keyboard.type('Second');
  await page.keyboard.press('Enter');
  await expect(frame(page)).toContainText('Second');
}
