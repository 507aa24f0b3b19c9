import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, openTemplate, row, rowButton, test } from './support/app';

const menu = (page: Page) => page.getByRole('menu').first();
const item = (page: Page, name: string | RegExp) => page.getByRole('menuitem', { name });
const frame = (page: Page) => page.getByTestId('frame');
const note = (page: Page) => page.getByTestId('note');
const selectedRows = (page: Page) => page.locator('[data-testid="row"][data-selected="true"]');
const card = (page: Page, id: string) => page.getByTestId('card').filter({ has: row(page, id) });

async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find a command' });
  await palette.getByRole('combobox').fill(title);
  await page.keyboard.press('Enter');
  await expect(palette).toHaveCount(0);
}

async function boxOf(page: Page, id: string) {
  const box = await card(page, id).boundingBox();
  if (box === null) throw new Error(`${id} is not drawn.`);
  return box;
}

async function drag(page: Page, from: { x: number; y: number }, by: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x / 2, from.y + by.y / 2, { steps: 4 });
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 4 });
  await page.mouse.up();
}

async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** A group around conv2 and relu2, made by the keyboard and named at once. */
async function groupSecond(page: Page): Promise<void> {
  await openTemplate(page, 'lenet5_modern');
  await rowButton(page, 'conv2').click();
  await rowButton(page, 'relu2').click({ modifiers: ['Shift'] });
  await page.keyboard.press('Shift+G');
  await expect(page.getByLabel('Title of the group')).toBeFocused();
  await page.keyboard.type('Second');
  await page.keyboard.press('Enter');
  await expect(frame(page)).toContainText('Second');
}

test('the context menu offers what can be done with what is under it, and says why not', async ({
  app: page,
}) => {
  await openTemplate(page, 'lenet5_modern');
  await test.step('on a row, which is selected by it', async () => {
    await rowButton(page, 'conv1').click({ button: 'right' });
    await expect(menu(page)).toBeVisible();
    await expect(row(page, 'conv1')).toHaveAttribute('data-selected', 'true');
    await expect(item(page, /^Duplicate/)).toContainText('Ctrl+D');
    const open = item(page, /^Dissolve/);
    await expect(open).toHaveAttribute('aria-disabled', 'true');
    await open.hover();
    await expect(open).toContainText('Select a block to dissolve it');
    await item(page, /^Delete/).click();
    await expect(row(page, 'conv1')).toHaveCount(0);
    await page.keyboard.press('Control+z');
    await expect(row(page, 'conv1')).toBeVisible();
  });

  await test.step('by the keyboard, where the focus is', async () => {
    await rowButton(page, 'conv2').focus();
    await page.keyboard.press('Shift+F10');
    await expect(menu(page)).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(rowButton(page, 'conv2')).toBeFocused();
    await page.keyboard.press('ContextMenu');
    await expect(menu(page)).toBeVisible();
    await page.keyboard.type('Sel');
    await page.keyboard.press('ArrowRight');
    await expect(item(page, /^Select all before it/)).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(menu(page)).toHaveCount(0);
    await expect(row(page, 'conv1')).toHaveAttribute('data-selected', 'false');
    await expect(row(page, 'relu2')).toHaveAttribute('data-selected', 'true');
  });

  await test.step('on a wire', async () => {
    const wires = page.locator('.react-flow__edge');
    const before = await wires.count();
    await page.locator('[data-wire]').first().click({ button: 'right' });
    await item(page, 'Disconnect').click();
    await expect(wires).toHaveCount(before - 1);
    await page.keyboard.press('Control+z');
    await expect(wires).toHaveCount(before);
  });

  await test.step('on the sheet', async () => {
    await page.locator('.react-flow__pane').click({ button: 'right', position: { x: 30, y: 120 } });
    await item(page, /^Select all layers/).click();
    await expect(row(page, 'conv1')).toHaveAttribute('data-selected', 'true');
  });
});

test('layers are selected along the wires, by type, and the other way round', async ({ app: page }) => {
  await openTemplate(page, 'lenet5_modern');
  const all = await page.getByTestId('row').count();
  await rowButton(page, 'conv1').click();
  await page.keyboard.press('Shift+S');
  await expect(selectedRows(page)).toHaveCount(3);
  await page.keyboard.press('Shift+I');
  await expect(selectedRows(page)).toHaveCount(all - 3);
  await rowButton(page, 'conv1').click();
  await page.keyboard.press('Shift+U');
  await expect(selectedRows(page)).toHaveCount(2);
  await rowButton(page, 'conv1').click();
  await page.keyboard.press('Shift+D');
  await expect(selectedRows(page)).toHaveCount(all - 1);
});

test('layers are framed, and the frame is named, coloured, moved and taken away', async ({ app: page }) => {
  await groupSecond(page);
  await test.step('it parts the card that it cuts, and stays so after undo and redo', async () => {
    await expect(card(page, 'conv2').getByTestId('row')).toHaveCount(2);
    await page.keyboard.press('Control+z');
    await expect(frame(page)).toContainText('Group');
    await page.keyboard.press('Control+Shift+z');
    await expect(frame(page)).toContainText('Second');
  });

  await test.step('by mouse', async () => {
    const title = frame(page).getByRole('button');
    const before = await boxOf(page, 'conv2');
    const other = await boxOf(page, 'conv1');
    const at = await title.boundingBox();
    await drag(page, { x: (at?.x ?? 0) + 20, y: (at?.y ?? 0) + 8 }, { x: 160, y: 30 });
    await expect.poll(async () => (await boxOf(page, 'conv2')).x - before.x).toBeGreaterThan(100);
    expect((await boxOf(page, 'conv1')).x).toBe(other.x);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => Math.round((await boxOf(page, 'conv2')).x - before.x)).toBe(0);
    await title.click({ button: 'right' });
    await item(page, 'Colour').click();
    await item(page, /teal/).click();
    await expect(frame(page)).toHaveAttribute('data-category', 'pooling');
    await title.dblclick();
    await page.keyboard.type('Middle');
    await page.keyboard.press('Enter');
    await expect(frame(page)).toContainText('Middle');
  });

  await test.step('by keyboard', async () => {
    const title = frame(page).getByRole('button');
    const before = await boxOf(page, 'conv2');
    await title.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await boxOf(page, 'conv2')).x - before.x).toBeGreaterThan(10);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => Math.round((await boxOf(page, 'conv2')).x - before.x)).toBe(0);
    await title.focus();
    await page.keyboard.press('F2');
    await expect(page.getByLabel('Title of the group')).toBeFocused();
    await page.keyboard.press('Escape');
    await title.focus();
    await page.keyboard.press('Delete');
    await expect(frame(page)).toHaveCount(0);
    await expect(rowButton(page, 'conv2')).toBeFocused();
    await expect(selectedRows(page)).toHaveCount(2);
    await page.keyboard.press('Control+z');
    await expect(frame(page)).toContainText('Middle');
  });

  await test.step('layers leave it and join it', async () => {
    await rowButton(page, 'relu2').click();
    await command(page, 'Take relu2 out of the group');
    await expect(frame(page).getByRole('button', { name: 'Group Middle, 1 layer' })).toBeVisible();
    await rowButton(page, 'conv2').click();
    await rowButton(page, 'relu2').click({ modifiers: ['Shift'] });
    await command(page, 'Add the layers to Middle');
    await expect(frame(page).getByRole('button', { name: 'Group Middle, 2 layers' })).toBeVisible();
  });
});

test('notes are written as Markdown, moved, resized and deleted, and nothing in them is run', async ({
  app: page,
}) => {
  await test.step('from the sheet’s menu, by mouse', async () => {
    await page.locator('.react-flow__pane').click({ button: 'right', position: { x: 40, y: 160 } });
    await item(page, /^Add a note/).click();
    await expect(page.getByLabel('Text of the note')).toBeFocused();
    await page.keyboard.insertText(
      '# Why\n\n**Bold** words\n\n<img src=x onerror="window.ran=1"><script>window.ran=1</script> [here](javascript:window.ran=1)',
    );
    await page.keyboard.press('Control+Enter');
    await expect(note(page).getByRole('heading', { name: 'Why' })).toBeVisible();
    await expect(note(page).locator('strong')).toHaveText('Bold');
    await expect(note(page)).toContainText('<script>window.ran=1</script> here');
    await expect(note(page).locator('img, script, a')).toHaveCount(0);
    expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  });

  await test.step('moved and resized by mouse', async () => {
    const before = await note(page).boundingBox();
    await drag(page, { x: (before?.x ?? 0) + 60, y: (before?.y ?? 0) + 20 }, { x: 40, y: 50 });
    await expect
      .poll(async () => ((await note(page).boundingBox())?.y ?? 0) - (before?.y ?? 0))
      .toBeGreaterThan(30);
    const moved = await note(page).boundingBox();
    const corner = { x: (moved?.x ?? 0) + (moved?.width ?? 0), y: (moved?.y ?? 0) + (moved?.height ?? 0) };
    await drag(page, { x: corner.x - 5, y: corner.y - 5 }, { x: 60, y: 40 });
    await expect
      .poll(async () => ((await note(page).boundingBox())?.width ?? 0) - (moved?.width ?? 0))
      .toBeGreaterThan(40);
    await page.keyboard.press('Control+z');
    await expect
      .poll(async () => Math.round(((await note(page).boundingBox())?.width ?? 0) - (moved?.width ?? 0)))
      .toBe(0);
  });

  await test.step('by keyboard', async () => {
    await note(page).getByRole('group').focus();
    const before = await note(page).boundingBox();
    await page.keyboard.press('ArrowDown');
    await expect
      .poll(async () => ((await note(page).boundingBox())?.y ?? 0) - (before?.y ?? 0))
      .toBeGreaterThan(3);
    await page.keyboard.press('Shift+ArrowRight');
    await expect
      .poll(async () => ((await note(page).boundingBox())?.width ?? 0) - (before?.width ?? 0))
      .toBeGreaterThan(3);
    await page.keyboard.press('Enter');
    await page.keyboard.type('Shorter');
    await page.keyboard.press('Escape');
    await expect(note(page)).toHaveText('Shorter');
    await note(page).getByRole('group').focus();
    await page.keyboard.press('Delete');
    await expect(note(page)).toHaveCount(0);
    await page.keyboard.press('Control+z');
    await expect(note(page)).toHaveText('Shorter');
    await page.keyboard.press('n');
    await expect(page.getByLabel('Text of the note')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(note(page)).toHaveCount(2);
  });
});
