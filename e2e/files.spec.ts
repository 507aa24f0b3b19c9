import { crashAndStartAgain, expect, openFile, row, rowButton, test, workspace } from './support/app';

const drawing = (nodes: readonly unknown[], edges: readonly unknown[] = []): string =>
  JSON.stringify({
    format: 'convcanvas',
    version: 1,
    name: 'Opened',
    description: '',
    nodes,
    edges,
    definitions: {},
    groups: [],
    notes: [],
    layout: {},
  });
const node = (id: string, type: string, params = {}) => ({ id, type, name: id, params });
const edge = (source: string, target: string, targetPort = 'in') => ({
  source,
  sourcePort: 'out',
  target,
  targetPort,
});

const broken: readonly (readonly [string, string | Buffer, RegExp])[] = [
  ['empty.cnn.json', '', /empty\.cnn\.json.*empty/],
  ['cut.cnn.json', '{"format": "convcanvas", "nodes": [', /cut\.cnn\.json/],
  ['newer.cnn.json', JSON.stringify({ format: 'convcanvas', version: 99 }), /newer|version/],
  ['cut.cnn', Buffer.from('PK\u0003\u0004 and no more'), /cut\.cnn/],
  ['picture.cnn.json', Buffer.from([137, 80, 78, 71, 0, 0, 0]), /picture\.cnn\.json/],
  ['unknown.cnn.json', drawing([node('a', 'Conv9D')]), /“a”.*“Conv9D”/],
  ['range.cnn.json', drawing([node('c', 'Conv2D', { filters: -3 })]), /filters.*“c”.*it is -3/],
  ['loose.cnn.json', drawing([node('a', 'Flatten')], [edge('gone', 'a')]), /“gone”/],
];

test('broken files are refused in a sentence, and nothing is lost', async ({ app: page }) => {
  await rowButton(page, 'C1').click();
  await page.keyboard.press('Delete');
  await expect(row(page, 'C1')).toHaveCount(0);
  for (const [name, content, sentence] of broken) {
    await openFile(page, name, content);
    await expect(
      page.getByRole('alert').or(page.getByRole('status')).filter({ hasText: sentence }).first(),
      name,
    ).toBeVisible();
    await expect(row(page, 'C3')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Undo Delete C1' })).toBeVisible();
  }
});

test('a drawing with a cycle opens, and says which connection to cut', async ({ app: page }) => {
  const nodes = [node('in', 'Input'), node('sum', 'Add'), node('act', 'Activation')];
  await openFile(
    page,
    'cycle.cnn.json',
    drawing(nodes, [edge('in', 'sum', 'in:0'), edge('act', 'sum', 'in:1'), edge('sum', 'act')]),
  );
  await expect(row(page, 'sum')).toBeVisible();
  await page.getByRole('button', { name: /^Problems/ }).click();
  const problems = page.getByTestId('problems');
  await expect(problems).toContainText('These layers run in a circle');
  await problems
    .getByRole('button', { name: /^Disconnect/ })
    .first()
    .click();
  await expect(problems).not.toContainText('run in a circle');
});

test('a network that can’t be trained is refused before it starts, with a fix', async ({ app: page }) => {
  await rowButton(page, 'output').click();
  const units = page.getByTestId('inspector').getByLabel('Units', { exact: true });
  await units.fill('7');
  await units.press('Enter');
  await workspace(page, 'Train').click();
  await expect(page.getByRole('list', { name: 'What stands in the way' })).toContainText(
    'The network gives 7 numbers, but the data has 10 classes',
  );
  await expect(page.getByRole('button', { name: 'Start training' })).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'Set output to 10 units' }).click();
  await expect(page.getByRole('button', { name: 'Start training' })).toHaveAttribute(
    'aria-disabled',
    'false',
  );
});

test('work that was not saved is offered again after the window is gone', async ({ app: page }) => {
  await rowButton(page, 'tanh6').click();
  await page.keyboard.press('Delete');
  await expect(row(page, 'tanh6')).toHaveCount(0);
  // Drafts are written a moment after the last edit.
  await page.waitForTimeout(2500);
  const next = await crashAndStartAgain(page);
  const dialog = next.getByRole('dialog', { name: 'Unsaved work was found' });
  await expect(dialog).toContainText('1 unsaved edit');
  // What the first Enter does throws nothing away.
  await expect(dialog.getByRole('button', { name: 'Recover LeNet-5' })).toBeFocused();
  await dialog.getByRole('button', { name: 'Recover LeNet-5' }).click();
  await expect(row(next, 'F6')).toBeVisible();
  await expect(row(next, 'tanh6')).toHaveCount(0);
});
