import type { Page } from '@playwright/test';
import { expect, row, rowButton, test } from './support/app';

const said = (page: Page) => page.getByTestId('announcer');

/** How thick the line around what has the focus is, in pixels; controls that draw it around themselves count as well. */
async function focusIsSeen(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const lines = (element: Element | null, depth: number): boolean => {
      if (element === null || depth === 0) return false;
      const { outlineStyle, outlineWidth, borderColor, boxShadow } = getComputedStyle(element);
      const accent = getComputedStyle(document.documentElement).getPropertyValue('--accent').trim();
      const probe = document.createElement('span');
      probe.style.color = accent;
      document.body.append(probe);
      const { color } = getComputedStyle(probe);
      probe.remove();
      if (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) return true;
      if (borderColor === color || boxShadow.includes(color)) return true;
      return lines(element.parentElement, depth - 1);
    };
    const active = document.activeElement;
    // A wire is drawn thicker instead.
    const path = active instanceof SVGElement ? active.querySelector('path') : null;
    if (path !== null) return parseFloat(getComputedStyle(path).strokeWidth) > 2;
    return lines(active, 3);
  });
}

test('a network is drawn, mended and taken back without a mouse, and changes are announced', async ({
  app: page,
}) => {
  await test.step('from an empty sheet, through the command palette', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('New document');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Draw a network' })).toBeVisible();
    await expect(said(page)).toContainText('Opened Untitled, 0 layers.');
  });

  await test.step('layers are added by name', async () => {
    for (const [name, type] of [
      ['input1', 'Input'],
      ['conv1', 'Conv2D'],
    ] as const) {
      await page.keyboard.press('/');
      await page.keyboard.type(type);
      await page.keyboard.press('Enter');
      await expect(rowButton(page, name)).toBeFocused();
      await expect(said(page)).toContainText(`Added ${name}`);
    }
    await expect(said(page)).toContainText('after input1');
    await page.keyboard.press('/');
    await page.keyboard.type('Dense');
    await page.keyboard.press('Enter');
    await expect(rowButton(page, 'dense1')).toBeFocused();
    await expect(said(page)).toContainText('Added flatten1 and dense1');
  });

  await test.step('the arrow keys walk along the edges, Enter goes to the parameters', async () => {
    await page.keyboard.press('ArrowUp');
    await expect(rowButton(page, 'flatten1')).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expect(rowButton(page, 'conv1')).toBeFocused();
    expect(await focusIsSeen(page)).toBe(true);
    await page.keyboard.press('Enter');
    const filters = page.getByTestId('inspector').getByLabel('Filters', { exact: true });
    await expect(filters).toBeFocused();
    expect(await focusIsSeen(page)).toBe(true);
    await page.keyboard.press('Shift+ArrowUp');
    await page.keyboard.press('Enter');
    await expect(said(page)).toContainText('parameters.');
  });

  await test.step('Escape leads back to the layer, which stays selected, and so does a name that is taken', async () => {
    for (const layer of ['conv1', 'flatten1']) {
      await rowButton(page, layer).focus();
      await page.keyboard.press('Enter');
      await expect(rowButton(page, layer)).not.toBeFocused();
      await page.keyboard.press('Escape');
      await expect(rowButton(page, layer)).toBeFocused();
      await expect(row(page, layer)).toHaveAttribute('data-selected', 'true');
    }
    await page.getByTestId('inspector').getByLabel('Name of the layer').focus();
    await page.keyboard.type('again');
    await page.keyboard.press('Escape');
    await expect(rowButton(page, 'flatten1')).toBeFocused();
    await page.getByTestId('inspector').getByLabel('Name of the layer').fill('flat vector');
    await page.keyboard.press('Enter');
    await expect(rowButton(page, 'flatten1')).toContainText('flat vector');
    await expect(rowButton(page, 'flatten1')).toBeFocused();
    await page.keyboard.press('Control+z');
    await page.keyboard.press('ArrowUp');
    await expect(rowButton(page, 'conv1')).toBeFocused();
  });

  await test.step('undo and redo say what they did', async () => {
    await rowButton(page, 'conv1').focus();
    await page.keyboard.press('Delete');
    await expect(row(page, 'conv1')).toHaveCount(0);
    await expect(said(page)).toContainText('Removed conv1.');
    // The keyboard stays where it was in the drawing, and the same key takes nothing else away.
    await expect(rowButton(page, 'flatten1')).toBeFocused();
    await page.keyboard.press('Delete');
    await expect(row(page, 'flatten1')).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(said(page)).toContainText('Undone: Delete conv1. Added conv1');
    await page.keyboard.press('Control+Shift+z');
    await expect(said(page)).toContainText('Redone: Delete conv1. Removed conv1.');
  });
});

test('Tab goes through the whole window, and the focus is seen everywhere', async ({ app: page }) => {
  const seen = new Set<string>();
  await page.locator('body').press('Tab');
  for (let i = 0; i < 160; i++) {
    const name = await page.evaluate(() => {
      const active = document.activeElement;
      if (active === null || active === document.body) return null;
      return `${active.tagName} ${active.getAttribute('aria-label') ?? (active.textContent || '').slice(0, 40)}`;
    });
    if (name !== null) {
      if (!seen.has(name)) expect(await focusIsSeen(page), name).toBe(true);
      seen.add(name);
    }
    await page.keyboard.press('Tab');
  }
  const all = [...seen].join('\n');
  for (const part of [
    'start screen',
    'Undo',
    'Design',
    'Theme',
    'Help',
    'Export',
    'Search layers',
    'C3',
    'Zoom in',
    'Problems',
    'Summary',
  ]) {
    expect(all).toContain(part);
  }
});

test('nothing glides or fades where motion is not wanted', async ({ app: page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.keyboard.press('f');
  await page.getByRole('button', { name: 'Help' }).click();
  await page.getByRole('menuitem', { name: /tour/ }).click();
  await page.keyboard.press('ArrowRight');
  const longest = await page.evaluate(() =>
    Math.max(
      0,
      ...document.getAnimations().map(({ effect }) => Number(effect?.getComputedTiming().duration ?? 0)),
    ),
  );
  expect(longest).toBeLessThanOrEqual(1);
});

test('what is typed before a box has been fetched is in it, and does nothing to the network', async ({
  app: page,
}) => {
  const parameters = page.getByTestId('total-parameters');
  const boxes = [
    { chunk: 'PlacingBox', open: '/', field: page.getByTestId('placing').getByRole('combobox') },
    {
      chunk: 'CommandPalette',
      open: 'Control+k',
      field: page.getByRole('dialog', { name: 'Find a command' }).getByRole('combobox'),
    },
    {
      chunk: 'GalleryDialog',
      open: 'Control+Shift+O',
      field: page.getByRole('dialog', { name: 'Networks' }).getByLabel('Search all networks'),
    },
    { chunk: 'FindBox', open: 'Control+f', field: page.getByRole('textbox', { name: 'Find' }) },
  ];
  const letThrough = new Map<string, () => void>();
  for (const { chunk } of boxes) {
    const wait = new Promise<void>((resolve) => letThrough.set(chunk, resolve));
    await page.route(`**/${chunk}-*.js`, async (route) => {
      await wait;
      await route.fallback();
    });
  }
  await page.reload();
  // Until the work of before is brought back nothing stays selected: then the window has its name.
  await expect(page).toHaveTitle(/LeNet-5/);
  for (const { chunk, open, field } of boxes) {
    await test.step(chunk, async () => {
      await rowButton(page, 'C3').click();
      await page.keyboard.press(open);
      // Each of these is a shortcut: a note, the volumes, a group, deleting.
      await page.keyboard.type('nvvG');
      await page.keyboard.press('Backspace');
      await page.keyboard.type('n');
      await expect(field).toHaveCount(0);
      letThrough.get(chunk)?.();
      await expect(field).toBeFocused();
      await expect(field).toHaveValue('nvvn');
      await page.keyboard.type('x');
      await expect(field).toHaveValue('nvvnx');
      await page.keyboard.press('Escape');
      await expect(field).toHaveCount(0);
      await expect(page.getByTestId('note')).toHaveCount(0);
      await expect(parameters).toContainText('61,706');
      // From now on keys are the canvas's again.
      await page.keyboard.press('Delete');
      await expect(row(page, 'C3')).toHaveCount(0);
      await page.keyboard.press('Control+z');
      await expect(row(page, 'C3')).toBeVisible();
    });
  }
});
