/** What only the desktop has: files by argument and dialog, windows, menus, closing. The rest is in the other journeys. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type {} from '../renderer/host/electron-host';
import { findTemplate } from '../templates';
import { serializeDocument } from '../shared/format/document-format';
import {
  answerMessage,
  answerOpen,
  answerSave,
  chooseMenu,
  closeWindow,
  type Desktop,
  expect,
  menuItem,
  test,
  windowTitles,
} from './support/desktop';
import { row, rowButton } from './support/app';

async function writeTemplate(folder: string, template: string): Promise<string> {
  const file = path.join(folder, `${template}.cnn.json`);
  await writeFile(file, serializeDocument(findTemplate(template)!.document));
  return file;
}

async function deleteRow(page: Page, id: string): Promise<void> {
  await rowButton(page, id).click();
  await page.keyboard.press('Delete');
  await expect(row(page, id)).toHaveCount(0);
}

/** Over the canvas of a new window lies the start screen. */
async function toCanvas(page: Page): Promise<void> {
  await expect(page.getByTestId('start')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('start')).toHaveCount(0);
}

/** The page's other window, once it is there. */
async function otherWindow({ app }: Desktop, page: Page): Promise<Page> {
  await expect.poll(() => app.windows().length).toBe(2);
  return app.windows().find((each) => each !== page)!;
}

test('a file by argument, edited, saved by dialog and again, opened from the recent ones', async ({
  startDesktop,
  folder,
}) => {
  const given = await writeTemplate(folder, 'lenet5_modern');
  const desktop = await startDesktop(given);
  const { page } = desktop;
  await expect(row(page, 'conv1')).toBeVisible();
  await deleteRow(page, 'relu1');
  await expect.poll(() => windowTitles(desktop)).toEqual(['• lenet5_modern · ConvCanvas']);

  const saved = path.join(folder, 'saved.cnn.json');
  await answerSave(desktop, saved);
  await chooseMenu(desktop, 'file.saveAs');
  await expect(page.getByText('Saved as saved.cnn.json.')).toBeVisible();
  expect(await readFile(saved, 'utf8')).not.toContain('"relu1"');
  await expect.poll(() => windowTitles(desktop)).toEqual(['saved · ConvCanvas']);

  // Again, to the same place, without a dialog.
  await answerSave(desktop, path.join(folder, 'elsewhere.cnn.json'));
  await deleteRow(page, 'relu2');
  await page.keyboard.press('Control+s');
  await expect.poll(() => readFile(saved, 'utf8')).not.toContain('"relu2"');
  expect(await readFile(given, 'utf8')).toContain('"relu1"');

  await expect.poll(() => windowTitles(desktop)).toEqual(['saved · ConvCanvas']);

  // Closed by its title bar, so that the last draft is dropped first: the end of `restart` is that of a crash.
  await closeWindow(desktop, page);
  await expect.poll(() => desktop.app.windows().length).toBe(0);
  const later = await desktop.restart();
  await toCanvas(later);
  await later.getByRole('button', { name: 'File', exact: true }).click();
  await later.getByRole('menuitem', { name: /^saved\.cnn\.json/ }).click();
  await expect(row(later, 'conv1')).toBeVisible();
  await expect(row(later, 'relu2')).toHaveCount(0);
});

test('the menu bar has the palette’s commands, and follows the app', async ({ startDesktop }) => {
  const desktop = await startDesktop();
  const { page } = desktop;
  await toCanvas(page);
  await expect.poll(() => menuItem(desktop, 'edit.undo')).toEqual({ label: 'Undo', enabled: false });
  await deleteRow(page, 'C1');
  await expect.poll(() => menuItem(desktop, 'edit.undo')).toEqual({ label: 'Undo Delete C1', enabled: true });
  await chooseMenu(desktop, 'edit.undo');
  await expect(row(page, 'C1')).toBeVisible();
  await chooseMenu(desktop, 'view.theme.dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('a second start hands its file over, to a window of its own where there is work', async ({
  startDesktop,
  folder,
}) => {
  const desktop = await startDesktop();
  const { page } = desktop;
  await toCanvas(page);
  await desktop.startAgain(await writeTemplate(folder, 'lenet5_modern'));
  await expect(row(page, 'conv1')).toBeVisible();
  await deleteRow(page, 'relu1');
  await desktop.startAgain(await writeTemplate(folder, 'alexnet'));
  const second = await otherWindow(desktop, page);
  await expect.poll(() => windowTitles(desktop)).toContain('alexnet · ConvCanvas');
  await expect(row(page, 'conv1')).toBeVisible();
  // The same file once more comes to the window that has it.
  await desktop.startAgain(path.join(folder, 'alexnet.cnn.json'));
  expect(desktop.app.windows()).toHaveLength(2);
  await expect(second.getByTestId('canvas')).toBeVisible();
});

test('closing asks where something would be lost, and nowhere else', async ({ startDesktop, folder }) => {
  const given = await writeTemplate(folder, 'lenet5_modern');
  const desktop = await startDesktop(given);
  const { page } = desktop;
  await expect(row(page, 'conv1')).toBeVisible();
  await chooseMenu(desktop, 'file.newWindow');
  const second = await otherWindow(desktop, page);
  await toCanvas(second);
  await deleteRow(page, 'relu1');

  // Nothing was done in the second one.
  let asked = await answerMessage(desktop, 2);
  await closeWindow(desktop, second);
  await expect.poll(() => desktop.app.windows().length).toBe(1);
  expect(await asked()).toBe(0);

  // Cancel keeps the first one.
  await closeWindow(desktop, page);
  await expect.poll(asked).toBe(1);
  await expect(row(page, 'conv1')).toBeVisible();

  // A window that is to stay keeps the app as well.
  await desktop.app.evaluate(({ app }) => app.quit());
  await expect.poll(asked).toBe(2);
  await deleteRow(page, 'relu2');

  // Save writes to the file, and the window goes; on every system but a Mac the app with it.
  asked = await answerMessage(desktop, 0);
  await closeWindow(desktop, page);
  await expect.poll(() => desktop.app.windows().length).toBe(0);
  expect(await readFile(given, 'utf8')).not.toMatch(/"relu[12]"/);

  // What was saved is not offered again.
  const next = await desktop.restart();
  await toCanvas(next);
  await expect(next.getByRole('dialog', { name: 'Unsaved work was found' })).toHaveCount(0);
});

test('work that was discarded is gone; work of a window that crashed is offered', async ({
  startDesktop,
}) => {
  const desktop = await startDesktop();
  await toCanvas(desktop.page);
  await deleteRow(desktop.page, 'C1');
  await answerMessage(desktop, 1);
  await closeWindow(desktop, desktop.page);
  await expect.poll(() => desktop.app.windows().length).toBe(0);

  let page = await desktop.restart();
  await toCanvas(page);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await deleteRow(page, 'C3');
  // Drafts are written a moment after the last edit; then the app ends as by a crash, unasked.
  await page.waitForTimeout(1500);
  page = await desktop.restart();
  const dialog = page.getByRole('dialog', { name: 'Unsaved work was found' });
  await expect(dialog).toContainText('1 unsaved edit');
  await dialog.getByRole('button', { name: 'Recover LeNet-5' }).click();
  await expect(row(page, 'C3')).toHaveCount(0);
  await expect(row(page, 'C1')).toBeVisible();
});

test('a dialog that is cancelled changes nothing; a broken file is refused in a sentence', async ({
  startDesktop,
  folder,
}) => {
  const desktop = await startDesktop();
  const { page } = desktop;
  await toCanvas(page);
  await answerOpen(desktop);
  await chooseMenu(desktop, 'file.open');
  const broken = path.join(folder, 'cut.cnn');
  await writeFile(broken, 'PK\u0003\u0004 and no more');
  await answerOpen(desktop, broken);
  await chooseMenu(desktop, 'file.open');
  await expect(page.getByRole('alert').filter({ hasText: 'cut.cnn' })).toBeVisible();
  await expect(row(page, 'C1')).toBeVisible();
});

test('a save that a reload cuts off leaves the old file, and keeps no other waiting', async ({
  startDesktop,
  folder,
}) => {
  const desktop = await startDesktop();
  const { page } = desktop;
  await toCanvas(page);
  const file = path.join(folder, 'net.cnn');
  await writeFile(file, 'old');
  await answerSave(desktop, file);
  const temporary = async (): Promise<number> =>
    (await readdir(folder)).filter((name) => name.startsWith('.convcanvas-')).length;
  /** As the page saves it, in pieces. */
  const save = (text: string, ends: boolean) =>
    page.evaluate(
      async ([content, whole]) => {
        const bridge = window.convcanvas!;
        const begun = await bridge.beginSave({ suggestedName: 'net.cnn', handle: null, kind: 'model' });
        if (begun === null || !('saving' in begun)) throw new Error('Nothing was begun.');
        await bridge.saveBytes(begun.saving, new TextEncoder().encode(content));
        return whole ? (await bridge.endSave(begun.saving)).name : null;
      },
      [text, ends] as const,
    );
  await save('cut', false);
  expect(await temporary()).toBe(1);
  await page.reload();
  await expect.poll(temporary).toBe(0);
  expect(await readFile(file, 'utf8')).toBe('old');
  expect(await save('new', true)).toBe('net.cnn');
  expect(await readFile(file, 'utf8')).toBe('new');
});
