import type { Page } from '@playwright/test';

/** As with File, Open; `before` runs just before the file is chosen. */
export async function openFile(
  page: Page,
  file: string,
  before: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Open/ }).click();
  const shown = await chooser;
  await before();
  await shown.setFiles(file);
  // Else Playwright would keep the field, and the file with it, as long as the page lives.
  await shown.element().dispose();
}
