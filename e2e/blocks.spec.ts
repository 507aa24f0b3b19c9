import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, openTemplate, row, rowButton, test, viewAtRest } from './support/app';
import { command } from './support/arranging';
import { giveFile, savedBy } from './support/files';

const total = (page: Page) => page.getByTestId('total-parameters');
const where = (page: Page) => page.getByRole('navigation', { name: 'Where you are' });
const inspector = (page: Page) => page.getByTestId('inspector');

test('layers become a block that is repeated, opened, edited inside and dissolved', async ({ app: page }) => {
  await openTemplate(page, 'lenet5_modern');
  await expect(total(page)).toContainText('61,706');

  await test.step('make a block of two layers, and name it', async () => {
    await rowButton(page, 'conv1').click();
    await rowButton(page, 'relu1').click({ modifiers: ['Shift'] });
    await page.keyboard.press('Control+g');
    await expect(row(page, 'conv1')).toHaveCount(0);
    await expect(row(page, 'block1')).toBeVisible();
    const name = inspector(page).getByLabel('Name of the layer');
    await expect(name).toBeFocused();
    await page.keyboard.type('stem');
    await page.keyboard.press('Enter');
    await expect(row(page, 'block1')).toContainText('stem');
    await expect(total(page)).toContainText('61,706');
  });

  await test.step('repeat it three times, in its row', async () => {
    const repeat = row(page, 'block1').getByLabel('Repeat stem');
    await repeat.fill('3');
    await repeat.press('Enter');
    // 6 filters of 5×5 over 6 channels, twice more: 2 × (5·5·6 + 1)·6.
    await expect(total(page)).toContainText('63,518');
    await expect(row(page, 'block1')).toContainText('28×28×6');
  });

  await test.step('open it, and look at its copies', async () => {
    await rowButton(page, 'block1').dblclick();
    await expect(where(page)).toContainText('stem');
    await expect(row(page, 'conv1')).toContainText('156');
    await where(page).getByLabel('Which copy is shown').selectOption('1');
    await expect(row(page, 'conv1')).toContainText('906');
    await expect(page.getByTestId('port-pill')).toHaveCount(4);
  });

  await test.step('give each copy its own filters', async () => {
    await rowButton(page, 'conv1').click();
    await inspector(page).getByRole('button', { name: 'Use an expression for filters' }).click();
    const field = inspector(page).getByLabel('Filters, as an expression');
    await field.fill('i == 0 ? wide : 6');
    await expect(inspector(page).getByRole('alert')).toContainText('speaks of “wide”');
    await expect(row(page, 'conv1')).toContainText('906');
    await field.fill('i == 0 ? 8 : 6');
    await expect(inspector(page)).toContainText('8, 6, 6');
    // The second copy reads 8 channels now: (5·5·8 + 1)·6.
    await expect(row(page, 'conv1')).toContainText('1,206');
    await expect(total(page)).toContainText('63,870');
  });

  await test.step('leave it by the keyboard', async () => {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Alt+ArrowUp');
    await expect(where(page)).toHaveCount(0);
    await expect(rowButton(page, 'block1')).toBeFocused();
    await expect(inspector(page)).toContainText('1,206');
  });

  await test.step('dissolve it, and undo everything', async () => {
    await page.keyboard.press('Control+Shift+g');
    await expect(row(page, 'block1')).toHaveCount(0);
    await expect(total(page)).toContainText('63,870');
    await expect(page.getByTestId('row')).toHaveCount(12 + 6);
    for (let step = 0; step < 20; step += 1) {
      if (await page.getByRole('button', { name: 'Undo', exact: true }).count()) break;
      await page.keyboard.press('Control+z');
    }
    await expect(total(page)).toContainText('61,706');
    await expect(row(page, 'conv1')).toBeVisible();
  });
});

test('blocks are opened, walked through and left without a pointer', async ({ app: page }) => {
  await openTemplate(page, 'resnet50');
  await rowButton(page, 'stage2').focus();
  await page.keyboard.press('Enter');
  await expect(where(page)).toContainText('stage2');
  await expect(rowButton(page, 'conv1')).toBeFocused();
  await expect(row(page, 'project')).toContainText('131,072');
  await page.keyboard.press('Alt+ArrowRight');
  await expect(row(page, 'project')).toContainText('left out here');
  await page.keyboard.press('ArrowDown');
  await expect(rowButton(page, 'bn1')).toBeFocused();
  // The first press selects nothing, the second leads out.
  await page.keyboard.press('Escape');
  await expect(where(page)).toContainText('stage2');
  await page.keyboard.press('Escape');
  await expect(where(page)).toHaveCount(0);
  await expect(rowButton(page, 'stage2')).toBeFocused();
});

test('a row of the summary opens its block, in its copy', async ({ app: page }) => {
  await openTemplate(page, 'resnet50');
  await page.getByRole('button', { name: /^Summary/ }).click();
  await page.getByRole('button', { name: 'stage3[4]/conv2', exact: true }).click();
  await expect(where(page)).toContainText('stage3');
  await expect(where(page).getByLabel('Which copy is shown')).toHaveValue('4');
  await expect(inspector(page).getByLabel('Name of the layer')).toHaveValue('conv2');
});

test('a block has inputs and outputs of its own, made, named and removed by mouse', async ({ app: page }) => {
  await openTemplate(page, 'resnet50');
  await rowButton(page, 'stage1').dblclick();
  const pills = page.getByTestId('port-pill');
  const handleOf = (text: string) => pills.filter({ hasText: text }).locator('.react-flow__handle');
  const drag = async (from: ReturnType<typeof handleOf>, to: ReturnType<typeof handleOf>): Promise<void> => {
    await viewAtRest(page);
    await from.hover();
    await page.mouse.down();
    await to.hover();
    await page.mouse.up();
  };
  const add = page.getByTestId('card').filter({ has: row(page, 'add1') });
  await drag(handleOf('new input'), add.locator('.react-flow__handle-top').last());
  await expect(pills).toHaveCount(5);
  const name = page.getByRole('textbox', { name: 'Name of the input' }).last();
  await name.fill('skip');
  await name.press('Enter');
  await page.getByRole('button', { name: 'Remove the input skip' }).click();
  await expect(pills).toHaveCount(4);
  await page.keyboard.press('Control+z');
  await expect(pills).toHaveCount(5);
});

test('a block is kept, put into another network twice, and saved as a file', async ({ app: page }) => {
  await openTemplate(page, 'resnet18');
  await rowButton(page, 'stage1').dblclick();
  await page.getByRole('button', { name: 'Save to my blocks' }).click();
  await expect(page.getByText('is among your blocks now')).toBeVisible();

  await openTemplate(page, 'lenet5_modern');
  await page.reload();
  await expect(page.getByTestId('row').first()).toBeVisible();
  await openTemplate(page, 'lenet5_modern');
  await page.getByRole('radio', { name: 'Blocks' }).click();
  const own = page.getByRole('region', { name: 'My blocks' });
  const block = own.getByRole('button', { name: 'Basic block: add this block' });
  await block.dragTo(row(page, 'pool1'), { targetPosition: { x: 60, y: 24 } });
  await expect(row(page, 'block1')).toContainText('Basic block');
  await block.focus();
  await page.keyboard.press('Enter');
  await expect(row(page, 'block2')).toContainText('Basic block');
  // Both stand for one definition.
  await expect(inspector(page)).toContainText('another block');
  await expect(
    page.getByRole('region', { name: 'In this network' }).getByRole('button', { name: /add this block/ }),
  ).toHaveCount(1);

  await own.getByRole('button', { name: 'More for Basic block' }).click();
  const file = await savedBy(page, () => page.getByRole('menuitem', { name: 'Save as a file…' }).click());
  expect(file.name).toBe('Basic block.block.json');
  const content = await readFile(file.path);

  await own.getByRole('button', { name: 'More for Basic block' }).click();
  await page.getByRole('menuitem', { name: 'Remove from my blocks' }).click();
  await expect(block).toHaveCount(0);
  await giveFile(page, { name: 'mine.block.json', content }, () =>
    own.getByRole('button', { name: 'Add a block from a file…' }).click(),
  );
  await expect(block).toBeVisible();
});

test('everything is expanded in one step, from the input at the top to the output at the bottom', async ({
  app: page,
}) => {
  await openTemplate(page, 'resnet18');
  await command(page, 'Expand everything');
  await viewAtRest(page);
  /** First layers of the cards, from the highest to the lowest. */
  const fromTop = async () => {
    const cards = await page.getByTestId('card').evaluateAll((all) =>
      all.map((card) => ({
        top: card.getBoundingClientRect().top,
        first: card.querySelector('[data-node-id]')?.getAttribute('data-node-id'),
      })),
    );
    return cards.sort((a, b) => a.top - b.top).map(({ first }) => first);
  };
  // Tidying is worked out beside the window.
  await expect
    .poll(async () => {
      const order = await fromTop();
      return [order.length > 20, order[0], order.at(-1)];
    })
    .toEqual([true, 'input', 'output']);
  await page.getByRole('button', { name: 'Undo Expand everything' }).click();
  await expect(row(page, 'stage4')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Redo Expand everything' })).toBeVisible();
});
