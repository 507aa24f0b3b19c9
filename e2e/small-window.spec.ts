import type { Locator, Page } from '@playwright/test';
import { expect, openTemplate, row, rowButton, test, viewAtRest, workspace } from './support/app';
import { savedBy } from './support/files';
import { home, screens } from './support/screens';

// What 1440×900 is at 200 %.
test.use({ viewport: { width: 720, height: 450 } });

async function sticksOut(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width) return ['the page scrolls sideways'];
    const controls = [
      ...document.querySelectorAll<HTMLElement>('header button, header input, footer button'),
    ];
    return controls
      .filter((control) => control.checkVisibility({ visibilityProperty: true }))
      .filter((control) => {
        const { left, right } = control.getBoundingClientRect();
        return left < -1 || right > width + 1;
      })
      .map((control) => control.getAttribute('aria-label') ?? control.innerText);
  });
}

test('at 200 % nothing scrolls sideways or is cut off, on any screen', async ({ app: page }) => {
  test.setTimeout(180_000);
  for (const { name, open } of screens.filter(
    ({ name: each }) => !/^the (networks|outline|layers)|empty/.test(each),
  )) {
    await open(page);
    expect(await sticksOut(page), name).toEqual([]);
    await home(page);
  }
});

test('at 200 % panels lie over the canvas, one at a time, and everything is in reach', async ({
  app: page,
}) => {
  const layers = page.getByRole('complementary', { name: 'Layers, networks and outline' });
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(layers).toHaveCount(0);
  await expect(inspector).toHaveCount(0);

  await page.getByRole('button', { name: 'Show the left panel' }).click();
  await layers.getByLabel('Search layers').fill('dropout');
  await page.keyboard.press('Enter');
  await expect(row(page, 'drop1')).toBeVisible();
  await page.getByRole('button', { name: 'Hide the left panel' }).click();
  await expect(layers).toHaveCount(0);

  await rowButton(page, 'C3').click();
  await page.getByRole('button', { name: 'Show the inspector' }).click();
  await inspector.getByLabel('Filters', { exact: true }).fill('32');
  await page.keyboard.press('Enter');
  await expect(row(page, 'C3')).toContainText('4,832');
  await page.keyboard.press('Control+b');
  await expect(layers).toBeVisible();
  await expect(inspector).toHaveCount(0);
  await page.keyboard.press('Control+b');

  await page.getByRole('button', { name: 'File' }).click();
  await expect(page.getByRole('menuitem', { name: /^Save(?! as)/ })).toBeInViewport();
  await page.keyboard.press('Escape');
  await workspace(page, 'Train').click();
  await expect(page.getByRole('button', { name: 'Start training' })).toBeInViewport();
  await page.setViewportSize({ width: 1440, height: 900 });
  await workspace(page, 'Design').click();
  await expect(layers).toBeVisible();
  await expect(inspector).toBeVisible();
});

test('between both panels the strip keeps everything in its place, also when an edit changed every figure', async ({
  app: page,
}) => {
  await page.setViewportSize({ width: 1440, height: 760 });
  await openTemplate(page, 'resnet50');
  await rowButton(page, 'conv1').click();
  await page.getByTestId('inspector').getByLabel('Filters', { exact: true }).fill('60');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('total-macs')).toContainText('−11.39 MMACs');
  const strip = page.getByRole('contentinfo', { name: 'Totals' });
  // 1041 is the narrowest window that has both panels beside the canvas.
  for (const width of [1440, 1280, 1100, 1041]) {
    await page.setViewportSize({ width, height: 760 });
    const places = await strip.evaluate((element) => {
      const edges = (child: Element): readonly [number, number] => {
        const { left, right } = child.getBoundingClientRect();
        return [left, right];
      };
      const numbers = element.querySelectorAll(
        '[data-testid^="total-"] b, [data-testid^="total-"] [data-tone]',
      );
      return {
        own: edges(element),
        figures: [...element.querySelectorAll('[data-testid^="total-"]')].map(edges),
        numbers: [...numbers].map(edges),
        buttons: [...element.querySelectorAll('button')].map(edges),
      };
    });
    expect(places.numbers, `${width}`).toHaveLength(7);
    const [left, right] = places.own;
    const inRow = [...places.figures, ...places.buttons];
    for (const [at, [from, to]] of inRow.entries()) {
      expect(from, `${width}`).toBeGreaterThanOrEqual(inRow[at - 1]?.[1] ?? left);
      expect(to, `${width}`).toBeLessThanOrEqual(right);
    }
    for (const [from, to] of places.numbers)
      expect(
        places.figures.some(([start, end]) => from >= start && to <= end + 0.5),
        `${width}: a number is wider than its figure`,
      ).toBe(true);
  }
});

test('where the window has no room for both panels, the inspector stays', async ({ app: page }) => {
  const layers = page.getByRole('complementary', { name: 'Layers, networks and outline' });
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await page.setViewportSize({ width: 1024, height: 768 });
  await expect(inspector).toBeVisible();
  await expect(layers).toHaveCount(0);
  await rowButton(page, 'C3').click();
  await expect(inspector.getByLabel('Filters', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Show the left panel' }).click();
  await expect(layers).toBeVisible();
  await expect(inspector).toBeVisible();
});

test('a drawing that is shown whole stays whole in a window of another size, above the toolbar', async ({
  app: page,
}) => {
  const bar = page.getByRole('toolbar', { name: 'View' });
  for (const [width, height] of [
    [1440, 900],
    [1280, 720],
    [1024, 768],
    [1440, 900],
  ] as const) {
    await page.setViewportSize({ width, height });
    await viewAtRest(page);
    const [tools, output] = [await bar.boundingBox(), await row(page, 'classes').boundingBox()];
    expect(tools).not.toBeNull();
    expect((output?.y ?? 0) + (output?.height ?? 0), `${width}×${height}`).toBeLessThanOrEqual(tools?.y ?? 0);
  }
});

test('a notice lies below the tabs, however many rows the header has', async ({ app: page }) => {
  for (const width of [390, 800, 1024]) {
    await page.setViewportSize({ width, height: 760 });
    await savedBy(page, () => page.keyboard.press('Control+s'));
    const notice = page.getByRole('region', { name: 'Notices' }).getByText('Saved as');
    await notice.waitFor();
    const tabs = await page.getByRole('tab', { name: 'Evaluate' }).boundingBox();
    const box = await notice.locator('..').boundingBox();
    expect(box?.y, `${width} pixels`).toBeGreaterThan((tabs?.y ?? Infinity) + (tabs?.height ?? 0));
  }
});

test('on a phone nothing of the header and the strip lies over another thing', async ({ app: page }) => {
  await page.setViewportSize({ width: 390, height: 760 });
  const overlaps = await page.evaluate(() => {
    const shown = [
      ...document.querySelectorAll<HTMLElement>('header button, header input, footer b, footer button'),
    ].filter((element) => element.checkVisibility({ visibilityProperty: true }));
    const boxes = shown.map((element) => ({
      name: element.getAttribute('aria-label') ?? element.innerText,
      box: element.getBoundingClientRect(),
    }));
    return boxes.flatMap((a, index) =>
      boxes
        .slice(index + 1)
        .filter(
          (b) =>
            Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left) > 1 &&
            Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top) > 1,
        )
        .map((b) => `${a.name} / ${b.name}`),
    );
  });
  expect(overlaps).toEqual([]);
});

test('on a phone Enter leads into the inspector and Escape out of it, and what is opened below the canvas is not covered', async ({
  app: page,
}) => {
  await page.setViewportSize({ width: 390, height: 760 });
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await rowButton(page, 'C3').focus();
  await page.keyboard.press('Enter');
  await expect(inspector.getByLabel('Filters', { exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(inspector).toHaveCount(0);
  await expect(rowButton(page, 'C3')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(inspector).toBeVisible();
  await page.getByRole('button', { name: /^Summary/ }).click();
  await expect(inspector).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Summary' })).toBeVisible();
});

test('the pill of a run has its score where there is room for one thing', async ({ app: page }) => {
  await page.setViewportSize({ width: 1100, height: 700 });
  await openTemplate(page, 'lenet5_modern');
  await workspace(page, 'Data').click();
  await page.getByRole('radio', { name: /^Digits/ }).check({ force: true });
  await workspace(page, 'Train').click();
  await page.getByLabel('Epochs', { exact: true }).fill('1');
  await page.getByRole('button', { name: 'Start training' }).click();
  const pill = page.getByRole('banner').getByTitle(/^finished/);
  await expect(pill).toBeVisible({ timeout: 60_000 });
  const first = await pill.evaluate((button) => {
    const at = (element: Element) => element.getBoundingClientRect();
    const text = button.querySelector('[data-score]')!.parentElement!;
    const seen = [...text.children].filter((part) => at(part).bottom <= at(text).bottom + 1);
    return seen.sort((a, b) => at(a).left - at(b).left)[0]?.textContent;
  });
  expect(first).toContain('validation');
  // A notice lies over no field that is typed in.
  await page.getByRole('button', { name: 'ConvCanvas: start screen' }).click();
  await savedBy(page, () => page.keyboard.press('Control+s'));
  const notice = page.getByText(/^Saved as/);
  await expect(notice).toBeVisible();
  const [search, box] = [await page.getByRole('searchbox').first().boundingBox(), await notice.boundingBox()];
  expect(box!.y).toBeGreaterThan(search!.y + search!.height);
});

test('on a phone dialogs have room for what they show', async ({ app: page }) => {
  await page.setViewportSize({ width: 390, height: 760 });
  const dialog = page.getByRole('dialog');
  const box = async (name: string, locator: Locator) => {
    const found = await locator.boundingBox();
    expect(found, name).not.toBeNull();
    return found!;
  };
  await page.keyboard.press('Control+Shift+O');
  const search = await box('search', dialog.getByRole('searchbox'));
  const close = await box('close', dialog.getByRole('button', { name: 'Close' }));
  expect(search.x + search.width).toBeLessThanOrEqual(close.x);
  await page.keyboard.press('Escape');
  const command = async (name: string) => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('heading', { level: 2 })).toHaveText(new RegExp(name, 'i'));
  };
  await command('Compare');
  for (const side of ['Left', 'Right'])
    expect((await box(side, dialog.getByLabel(side).first())).width).toBeGreaterThan(120);
  await page.keyboard.press('Escape');
  await command('Export figure');
  const figure = await box('figure', dialog.locator('svg').filter({ hasText: 'C3' }));
  expect(figure.height).toBeGreaterThan(120);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Summary/ }).click();
  const copies = await box('copies', page.getByRole('group', { name: 'Copy the table' }));
  expect(copies.x + copies.width).toBeLessThanOrEqual(390);
});
