/** Others write the file that is open: another program, and another window. The origin's own file system stands in for a disk. */
import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { expect, row, rowButton, test } from './support/app';
import { onDesktop } from './support/desktop';

const drawing = readFileSync(new URL('../shared/format/fixtures/v1.cnn.json', import.meta.url), 'utf8');
const NAME = 'shared.cnn.json';

const write = (page: Page, content: string): Promise<void> =>
  page.evaluate(
    async ([name, text]) => {
      const folder = await navigator.storage.getDirectory();
      const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await stream.write(text);
      await stream.close();
    },
    [NAME, content] as const,
  );

const read = (page: Page): Promise<string> =>
  page.evaluate(async (name) => {
    const folder = await navigator.storage.getDirectory();
    return (await (await folder.getFileHandle(name)).getFile()).text();
  }, NAME);

/** As the browser's dialogs would answer: always that one file. */
async function pickThatFile(page: Page): Promise<void> {
  await page.evaluate((name) => {
    const pick = async () => (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });
    Object.assign(window, {
      showOpenFilePicker: async () => [await pick()],
      showSaveFilePicker: pick,
      showDirectoryPicker: () => navigator.storage.getDirectory(),
    });
  }, NAME);
}

async function openIt(page: Page): Promise<void> {
  await pickThatFile(page);
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Open/ }).click();
  await expect(row(page, 'conv1')).toBeVisible();
}

async function deleteAndSave(page: Page, id: string): Promise<void> {
  await rowButton(page, id).click();
  await page.keyboard.press('Delete');
  await expect(row(page, id)).toHaveCount(0);
  await page.keyboard.press('Control+s');
}

// The desktop's part is in `host/contract.ts`.
test.skip(onDesktop, 'The file lies in the browser’s own file system.');

test('a file that another program has changed is not overwritten unasked', async ({ app: page }) => {
  await write(page, drawing);
  await openIt(page);
  const byOthers = drawing.replace('"description": "', '"description": "By others. ');
  expect(byOthers).not.toBe(drawing);
  await write(page, byOthers);
  await deleteAndSave(page, 'conv1');
  const dialog = page.getByRole('dialog', { name: `${NAME} was changed by others` });
  await expect(dialog).toContainText('Nothing was written');
  expect(await read(page)).toBe(byOthers);

  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(row(page, 'conv1')).toHaveCount(0);
  await page.keyboard.press('Control+s');
  await dialog.getByRole('button', { name: 'Reload' }).click();
  await expect(row(page, 'conv1')).toBeVisible();
  await expect(page.getByText('The unsaved changes to shared were kept.')).toBeVisible();

  await write(page, drawing);
  await deleteAndSave(page, 'conv1');
  await dialog.getByRole('button', { name: 'Overwrite' }).click();
  await expect(page.getByText(`Saved as ${NAME}.`)).toBeVisible();
  expect(await read(page)).not.toContain('"conv1"');
  // What the others had written is kept.
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Bring back the version before the last save' }).click();
  await expect(row(page, 'conv1')).toBeVisible();
  await expect(page).toHaveTitle(/^shared \(earlier\)/);
});

test('two windows on the same file notice each other', async ({ app: page, served }) => {
  await write(page, drawing);
  await openIt(page);
  const other = await page.context().newPage();
  await other.goto(served.url);
  await openIt(other);
  for (const window of [page, other]) {
    await expect(window.getByText(`${NAME} is open in another window too.`)).toBeVisible();
  }
  await deleteAndSave(other, 'conv1');
  await expect(page.getByText(`${NAME} was saved in another window.`)).toBeVisible();
  await page.getByRole('button', { name: 'Reload it' }).click();
  await expect(row(page, 'conv1')).toHaveCount(0);
});
