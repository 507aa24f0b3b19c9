/** What journeys do again and again to train. */
import type { Page } from '@playwright/test';
import { workspace } from './app';

export const runs = (page: Page) => page.getByRole('complementary', { name: 'Runs' }).getByRole('listitem');

export async function choosePictures(page: Page, name: RegExp): Promise<void> {
  await workspace(page, 'Data').click();
  await page.getByRole('radio', { name }).check({ force: true });
  await workspace(page, 'Train').click();
}

export async function setNumber(page: Page, label: string, value: number): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await field.fill(String(value));
  await field.press('Enter');
}
