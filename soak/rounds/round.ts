/** A piece of a day's work, as its user does it: open, edit, train, export, save, close. */
import { expect, type Download, type Page } from '@playwright/test';
import { serializeDocument } from '../../shared/format/document-format';
import { emptyDocument } from '../../shared/graph/document';

const node = (id: string, type: string, params = {}) => ({ id, type, name: id, params });
const edge = (source: string, target: string) => ({ source, sourcePort: 'out', target, targetPort: 'in' });

/** Small, so that a round is short: it is the same code that trains. */
const drawing = serializeDocument({
  ...emptyDocument('Rounds'),
  nodes: [
    node('in', 'Input', { shape: [8, 8, 1] }),
    node('conv', 'Conv2D', { filters: 4, kernelSize: [3, 3] }),
    node('relu', 'Activation', { activation: 'relu' }),
    node('flat', 'Flatten'),
    node('fc', 'Dense', { units: 10 }),
    node('out', 'Output'),
  ],
  edges: [
    edge('in', 'conv'),
    edge('conv', 'relu'),
    edge('relu', 'flat'),
    edge('flat', 'fc'),
    edge('fc', 'out'),
  ],
  data: { ...emptyDocument().data, dataset: 'digits', limit: 128 },
  training: { ...emptyDocument().training, epochs: 1, batchSize: 32 },
});

const row = (page: Page, id: string) => page.locator(`[data-testid="row"][data-node-id="${id}"]`);
const workspace = (page: Page, name: string) =>
  page.getByRole('tablist', { name: 'Workspaces' }).getByRole('tab', { name });
const figure = (page: Page, label: string) =>
  page
    .locator('dl > div')
    .filter({ has: page.getByText(label, { exact: true }) })
    .locator('dd');

async function downloaded(page: Page, act: () => Promise<void>): Promise<void> {
  const coming: Promise<Download> = page.waitForEvent('download');
  await act();
  await (await coming).delete();
}

/** Dropped, since of a file that is chosen Playwright keeps the field, and the file with it. */
async function drop(page: Page): Promise<void> {
  await page.evaluate((text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'rounds.cnn.json', { type: 'application/json' }));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, drawing);
}

/** About as much as somebody changes in a minute. */
async function edit(page: Page): Promise<void> {
  const parameters = page.getByTestId('total-parameters');
  await row(page, 'conv').getByRole('button').first().click();
  for (const [label, value, total] of [
    ['Filters', 8, '2,970'],
    ['Filters', 12, '4,450'],
    ['Strides, height', 2, '1,210'],
    ['Strides, height', 1, '4,450'],
    ['Filters', 6, '2,230'],
  ] as const) {
    const field = page.getByTestId('inspector').getByLabel(label, { exact: true });
    await field.fill(String(value));
    await field.press('Enter');
    await expect(parameters).toContainText(total);
  }
  await row(page, 'relu').getByRole('button').first().click();
  await page.keyboard.press('Delete');
  await expect(row(page, 'relu')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(row(page, 'relu')).toBeVisible();
  await row(page, 'relu').getByRole('button').first().click();
  await page.getByLabel('Search layers').fill('dropout');
  await page.keyboard.press('Enter');
  await row(page, 'drop1').getByRole('button').first().click();
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('Control+z');
  await expect(row(page, 'drop1')).toHaveCount(0);
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('Control+Shift+z');
  await expect(row(page, 'drop1')).toBeVisible();
  for (const drawer of ['Summary', 'Code']) {
    const button = page
      .getByRole('contentinfo', { name: 'Totals' })
      .getByRole('button', { name: drawer, exact: true });
    await button.click();
    await expect(page.getByRole('region', { name: drawer })).toContainText('flat');
    await button.click();
  }
}

export async function round(page: Page): Promise<void> {
  await drop(page);
  await edit(page);
  await workspace(page, 'Train').click();
  await page.getByLabel('Backend', { exact: true }).selectOption('wasm');
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(figure(page, 'Test')).toContainText('%', { timeout: 120_000 });
  await workspace(page, 'Design').click();
  for (const entry of [/Trained model/, /TensorFlow\.js layers model/, /Keras code/]) {
    await downloaded(page, async () => {
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: entry }).click();
    });
  }
  await downloaded(page, () => page.keyboard.press('Control+s'));
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('menuitem', { name: 'New document' }).click();
  await expect(row(page, 'conv')).toHaveCount(0);
}
