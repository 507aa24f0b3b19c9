import { expect, openTemplate, row, rowButton, test } from './support/app';
import {
  boxOf,
  card,
  command,
  drag,
  frame,
  groupSecond,
  item,
  menu,
  note,
  selectedRows,
} from './support/arranging';
import { violations } from './support/axe';

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
    // A pointer that rests on the menu chooses too.
    await page.mouse.move(5, 5);
    await rowButton(page, 'conv2').focus();
    await page.keyboard.press('Shift+F10');
    await expect(menu(page)).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(rowButton(page, 'conv2')).toBeFocused();
    await page.keyboard.press('ContextMenu');
    await expect(page.locator('[role="menu"]:focus-within')).toBeVisible();
    await page.keyboard.type('Sel');
    await expect(item(page, 'Select')).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(item(page, /^Select all before it/)).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(item(page, /^Select all behind it/)).toBeFocused();
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
    await title.click({ button: 'right' });
    await item(page, /^Rename/).click();
    await expect(page.getByLabel('Title of the group')).toBeFocused();
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

test('a group is folded to a box with its sums and wires, and opened where it was', async ({ app: page }) => {
  await groupSecond(page);
  const folded = page.getByTestId('folded');
  const before = await boxOf(page, 'conv2');
  const wires = page.locator('.react-flow__edge');
  const count = 4;
  await expect(wires).toHaveCount(count);

  await test.step('by mouse, and moved by it', async () => {
    await frame(page).getByRole('button').dblclick();
    await expect(folded).toContainText('Second');
    await expect(folded).toContainText('2 layers · 2,416 parameters');
    await expect(row(page, 'conv2')).toHaveCount(0);
    await expect(frame(page)).toHaveCount(0);
    await expect(wires).toHaveCount(count);
    expect(await violations(page)).toEqual([]);
    const at = await folded.boundingBox();
    await drag(page, { x: (at?.x ?? 0) + 40, y: (at?.y ?? 0) + 20 }, { x: 120, y: 0 });
    await folded.getByRole('button', { name: 'Expand Second' }).click();
    await expect.poll(async () => Math.round((await boxOf(page, 'conv2')).x - before.x)).toBeGreaterThan(80);
    await page.keyboard.press('Control+z');
    await expect(folded).toBeVisible();
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect.poll(async () => Math.round((await boxOf(page, 'conv2')).x - before.x)).toBe(0);
  });

  await test.step('by keyboard, in one step, and arrow keys walk through it', async () => {
    await rowButton(page, 'conv2').click();
    await page.keyboard.press('Shift+C');
    const title = folded.getByRole('button', { name: /^Second/ });
    await expect(title).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(rowButton(page, 'pool2')).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expect(title).toBeFocused();
    await page.keyboard.press('Shift+C');
    await expect(frame(page).getByRole('button')).toBeFocused();
    await expect.poll(async () => Math.round((await boxOf(page, 'conv2')).x - before.x)).toBe(0);
    await expect.poll(async () => Math.round((await boxOf(page, 'conv2')).y - before.y)).toBe(0);
  });

  await test.step('tidying up leaves no more room than the box, and opening it makes that room again', async () => {
    const gap = async (): Promise<number> => (await boxOf(page, 'pool2')).y - (await boxOf(page, 'conv1')).y;
    await page.keyboard.press('Shift+T');
    await page.waitForTimeout(600);
    const open = await gap();
    await command(page, 'Collapse Second');
    await page.keyboard.press('Shift+T');
    await expect.poll(gap).toBeLessThan(open - 5);
    await command(page, 'Expand Second');
    const [inside, behind] = [await boxOf(page, 'conv2'), await boxOf(page, 'pool2')];
    expect(behind.y).toBeGreaterThan(inside.y + inside.height);
  });

  await test.step('all groups at once, and a wire drawn from one that is folded', async () => {
    await command(page, 'Collapse all groups');
    await expect(folded).toBeVisible();
    const port = await page.getByTitle('Out of Second, from relu2: drag to connect').boundingBox();
    if (port === null) throw new Error('The folded group has no port.');
    const area = await page.getByTestId('canvas').boundingBox();
    const [x, y] = [port.x + port.width / 2, port.y + port.height / 2];
    const bare = (area?.x ?? 0) + (area?.width ?? 0) - 60;
    await drag(page, { x, y }, { x: bare - x, y: 0 });
    const placing = page.getByTestId('placing');
    await placing.getByRole('combobox').fill('Max pool');
    await page.keyboard.press('Enter');
    await expect(wires).toHaveCount(count + 1);
    await page.keyboard.press('Control+z');
    await expect(wires).toHaveCount(count);
    await command(page, 'Expand all groups');
    await expect(row(page, 'conv2')).toBeVisible();
  });
});

test('a network that is tidied up from left to right is wired, walked and drawn that way', async ({
  app: page,
}) => {
  await openTemplate(page, 'lenet5_modern');
  await command(page, 'Tidy up from left to right');
  await expect
    .poll(async () => (await boxOf(page, 'conv1')).x - (await boxOf(page, 'input')).x)
    .toBeGreaterThan(100);
  await page.waitForTimeout(600);
  const out = await card(page, 'input').locator('.react-flow__handle.source').boundingBox();
  const into = await card(page, 'conv1').locator('.react-flow__handle.target').boundingBox();
  const body = await boxOf(page, 'conv1');
  expect(out && into && into.x - out.x).toBeGreaterThan(20);
  expect(Math.abs((out?.y ?? 0) - (into?.y ?? 999))).toBeLessThan(2);
  expect(Math.abs((into?.x ?? 0) + (into?.width ?? 0) / 2 - body.x)).toBeLessThan(3);
  await rowButton(page, 'input').focus();
  await page.keyboard.press('ArrowRight');
  await expect(rowButton(page, 'conv1')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(rowButton(page, 'input')).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect
    .poll(async () => {
      const top = await card(page, 'conv1').locator('.react-flow__handle.target').boundingBox();
      const box = await boxOf(page, 'conv1');
      return Math.abs((top?.y ?? 0) + (top?.height ?? 0) / 2 - box.y);
    })
    .toBeLessThan(3);
});

test('the inspector shows the group or the note that is selected, and changes it', async ({ app: page }) => {
  await groupSecond(page);
  const inspector = page.getByTestId('inspector');
  await frame(page).getByRole('button').click();
  await expect(inspector.getByRole('heading', { name: 'Group' })).toBeVisible();
  await expect(inspector).toContainText('2,416');
  await inspector.getByRole('textbox', { name: 'Title' }).fill('Stage two');
  await expect(frame(page)).toContainText('Stage two');
  await inspector.getByRole('radio', { name: 'teal' }).press('Space');
  await expect(frame(page)).toHaveAttribute('data-category', 'pooling');
  expect(await violations(page)).toEqual([]);
  await inspector.getByRole('button', { name: /conv2/ }).click();
  await expect(row(page, 'conv2')).toHaveAttribute('data-selected', 'true');
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await expect(page.getByLabel('Text of the note')).toBeFocused();
  await page.keyboard.type('Why');
  await page.keyboard.press('Escape');
  const text = inspector.getByRole('textbox', { name: 'What the note says' });
  await expect(text).toHaveValue('Why');
  await text.fill('Because');
  await expect(note(page)).toContainText('Because');
  await page.keyboard.press('Control+z');
  expect(await violations(page)).toEqual([]);
});
