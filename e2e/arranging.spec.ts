import type { Page } from '@playwright/test';
import { expect, openTemplate, row, rowButton, test } from './support/app';
import { violations } from './support/axe';

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

test('a card comes apart by dragging a row, stays wired, and snaps together again', async ({ app: page }) => {
  await openTemplate(page, 'lenet5_modern');
  const rows = (id: string) => card(page, id).getByTestId('row');
  const all = await rows('conv1').count();
  const wires = page.locator('.react-flow__edge');
  const count = await wires.count();
  const pane = page.locator('.react-flow__pane');

  await test.step('by mouse', async () => {
    const body = await boxOf(page, 'conv1');
    const area = await pane.boundingBox();
    await row(page, 'conv2').hover();
    await row(page, 'conv2')
      .getByTitle('Drag to move this layer')
      .dragTo(pane, {
        targetPosition: { x: body.x + body.width + 150 - (area?.x ?? 0), y: body.y + 120 - (area?.y ?? 0) },
      });
    await expect(rows('conv1')).toHaveCount(3);
    await expect(rows('conv2')).toHaveCount(all - 3);
    await expect(wires).toHaveCount(count + 1);

    // Close under the card that it came from.
    const upper = await boxOf(page, 'conv1');
    const lower = await boxOf(page, 'conv2');
    const grab = { x: lower.x + 120, y: lower.y + 3 };
    const by = { x: upper.x + 10 - lower.x, y: upper.y + upper.height + 8 - lower.y };
    await page.mouse.move(grab.x, grab.y);
    await page.mouse.down();
    await page.mouse.move(grab.x + by.x / 2, grab.y + by.y / 2, { steps: 5 });
    await page.mouse.move(grab.x + by.x, grab.y + by.y, { steps: 8 });
    await expect(page.getByTestId('seam')).toBeVisible();
    await expect(page.getByText('Drop to join it to pool1')).toBeVisible();
    await page.mouse.up();
    await expect(rows('conv1')).toHaveCount(all);
    await expect(wires).toHaveCount(count);
    await page.keyboard.press('Control+z');
    await expect(rows('conv2')).toHaveCount(all - 3);
    await page.keyboard.press('Control+z');
    await expect(rows('conv1')).toHaveCount(all);
  });

  await test.step('by keyboard', async () => {
    await rowButton(page, 'conv2').click();
    await page.keyboard.press('Shift+X');
    await expect(rows('conv2')).toHaveCount(all - 3);
    await expect(rowButton(page, 'conv2')).toBeFocused();
    const [upper, lower] = [await boxOf(page, 'conv1'), await boxOf(page, 'conv2')];
    expect(lower.y).toBeGreaterThan(upper.y + upper.height);
    expect((await boxOf(page, 'output')).y).toBeGreaterThan(lower.y + lower.height);
    await page.keyboard.press('Shift+J');
    await expect(rows('conv1')).toHaveCount(all);
    await expect(rowButton(page, 'conv2')).toBeFocused();
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
    const corner = await page.getByTestId('note-corner').boundingBox();
    await drag(page, { x: (corner?.x ?? 0) + 10, y: (corner?.y ?? 0) + 10 }, { x: 60, y: 40 });
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

const xs = async (page: Page, ids: readonly string[]): Promise<readonly number[]> =>
  Promise.all(ids.map(async (id) => Math.round((await boxOf(page, id)).x)));

test('cards are aligned, spread and tidied up, all or some of them, each as one step', async ({
  app: page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openTemplate(page, 'lenet5_modern');
  const ids = ['input', 'conv1', 'output'] as const;
  const first = await xs(page, ids);

  await test.step('align, by keyboard', async () => {
    const at = await boxOf(page, 'output');
    await drag(page, { x: at.x + at.width - 3, y: at.y + 5 }, { x: 140, y: 0 });
    await expect.poll(async () => (await boxOf(page, 'output')).x - at.x).toBeGreaterThan(80);
    await page.keyboard.press('Control+a');
    await command(page, 'Align left edges');
    await expect.poll(() => xs(page, ids)).toEqual(first);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await boxOf(page, 'output')).x - at.x).toBeGreaterThan(80);
  });

  await test.step('equal gaps, from the context menu', async () => {
    await page.keyboard.press('Control+a');
    await rowButton(page, 'conv1').click({ button: 'right' });
    await item(page, 'Arrange').click();
    await item(page, 'Align right edges').click();
    await expect.poll(async () => new Set(await xs(page, ids)).size).toBe(1);
    await page.keyboard.press('Control+z');
    const input = await boxOf(page, 'input');
    await drag(page, { x: input.x + input.width - 3, y: input.y + 5 }, { x: -90, y: -70 });
    await command(page, 'Make the gaps equal, top to bottom');
    await expect
      .poll(async () => {
        const [a, b, c] = [
          await boxOf(page, 'input'),
          await boxOf(page, 'conv1'),
          await boxOf(page, 'output'),
        ];
        return Math.abs(b.y - a.y - a.height - (c.y - b.y - b.height));
      })
      .toBeLessThan(2);
  });

  await test.step('tidy up, from left to right and back to top-down', async () => {
    await command(page, 'Tidy up from left to right');
    await expect
      .poll(async () => {
        const [a, b] = [await boxOf(page, 'input'), await boxOf(page, 'conv1')];
        return b.x >= a.x + a.width;
      })
      .toBe(true);
    await page.keyboard.press('Shift+T');
    await expect.poll(async () => new Set(await xs(page, ids)).size).toBe(1);
  });

  await test.step('tidy up some, which leaves the others alone', async () => {
    const at = await boxOf(page, 'output');
    await drag(page, { x: at.x + at.width - 3, y: at.y + 5 }, { x: 140, y: 0 });
    await rowButton(page, 'input').click();
    await rowButton(page, 'conv1').click({ modifiers: ['Shift'] });
    const other = (await boxOf(page, 'output')).x;
    const input = await boxOf(page, 'input');
    await command(page, 'Tidy up the selection, left to right');
    await expect.poll(async () => (await boxOf(page, 'conv1')).x > input.x + input.width).toBe(true);
    expect((await boxOf(page, 'output')).x).toBe(other);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => Math.round((await boxOf(page, 'conv1')).x - input.x)).toBe(0);
  });
});

test('a group stays together when the network is tidied up, and what moved glides', async ({ app: page }) => {
  await groupSecond(page);
  await page.keyboard.press('Shift+T');
  const below = async (): Promise<boolean> => {
    const [a, b] = [await frame(page).boundingBox(), await boxOf(page, 'pool2')];
    return a !== null && b.y >= a.y + a.height;
  };
  await expect.poll(below).toBe(true);
  await expect
    .poll(async () => {
      const [a, b] = [await frame(page).boundingBox(), await boxOf(page, 'conv2')];
      return a !== null && b.x > a.x && b.y > a.y && b.y + b.height < a.y + a.height;
    })
    .toBe(true);
});

test('a dragged card snaps to where it lines up, shows with what, and with Control it does not', async ({
  app: page,
}) => {
  await openTemplate(page, 'lenet5_modern');
  const lines = page.getByTestId('snap-line');
  const home = await boxOf(page, 'output');
  const grip = { x: home.x + home.width - 3, y: home.y + 5 };
  const away = async (): Promise<void> => {
    await page.mouse.move(grip.x, grip.y);
    await page.mouse.down();
    await page.mouse.move(grip.x + 60, grip.y + 20, { steps: 5 });
  };
  /** Where the card is while the pointer is so far from where it began. */
  const off = async (): Promise<number> => (await boxOf(page, 'output')).x - home.x;

  await away();
  await expect.poll(off).toBeGreaterThan(40);
  // The first movement only begins the drag: so far the pointer is ahead of the card.
  const ahead = 60 - (await off());
  await page.mouse.move(grip.x + ahead + 4, grip.y + 30);
  await expect(lines.first()).toBeVisible();
  await page.mouse.up();
  await expect(lines).toHaveCount(0);
  await expect.poll(async () => Math.abs(await off())).toBeLessThan(0.6);
  await page.keyboard.press('Control+z');

  await away();
  await page.keyboard.down('Control');
  await page.mouse.move(grip.x + ahead + 4, grip.y + 30);
  await expect.poll(async () => Math.round(await off())).toBe(4);
  await expect(lines).toHaveCount(0);
  await page.mouse.up();
  await page.keyboard.up('Control');
  await expect.poll(async () => Math.round(await off())).toBe(4);
});
