import type { Page } from '@playwright/test';
import { expect, openTemplate, row, rowButton, test } from './support/app';
import { boxOf, card, command, drag, frame, groupSecond, item, note } from './support/arranging';

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
