import { isDeep } from '../build/lib/depth';
import { expect, openFile, row, rowButton, test } from './support/app';
import { violations } from './support/axe';

const node = (id: string, type: string, params = {}) => ({ id, type, name: id, params });
const edge = (source: string, target: string, targetPort = 'in') => ({
  source,
  sourcePort: 'out',
  target,
  targetPort,
});
const conv = (filters: number, stride: number) => ({
  filters,
  kernelSize: [3, 3],
  strides: [stride, stride],
  padding: [1, 1, 1, 1],
});
/** A shortcut that forgot its projection, and a bias that a batch norm takes away. */
const residual = JSON.stringify({
  format: 'convcanvas',
  version: 1,
  name: 'resnet-mini',
  description: '',
  nodes: [
    node('input', 'Input', { shape: [32, 32, 3] }),
    node('conv1', 'Conv2D', conv(64, 1)),
    node('bn1', 'BatchNormalization'),
    node('relu1', 'Activation'),
    node('pool1', 'MaxPooling2D'),
    node('conv2a', 'Conv2D', conv(128, 2)),
    node('bn2a', 'BatchNormalization'),
    node('relu2a', 'Activation'),
    node('conv2b', 'Conv2D', conv(128, 1)),
    node('add', 'Add'),
    node('gap', 'GlobalAveragePooling2D'),
    node('fc', 'Dense', { units: 10 }),
    node('output', 'Output'),
  ],
  edges: [
    edge('input', 'conv1'),
    edge('conv1', 'bn1'),
    edge('bn1', 'relu1'),
    edge('relu1', 'pool1'),
    edge('pool1', 'conv2a'),
    edge('conv2a', 'bn2a'),
    edge('bn2a', 'relu2a'),
    edge('relu2a', 'conv2b'),
    edge('conv2b', 'add', 'in:0'),
    edge('pool1', 'add', 'in:1'),
    edge('add', 'gap'),
    edge('gap', 'fc'),
    edge('fc', 'output'),
  ],
  layout: {
    input: { x: 0, y: 0 },
    conv1: { x: 0, y: 90 },
    conv2a: { x: 0, y: 270 },
    add: { x: 0, y: 450 },
    gap: { x: 0, y: 540 },
    output: { x: 0, y: 660 },
  },
});

/** Trainable parameters of the network that the fix makes. */
const promised = '233,226';

for (const scheme of isDeep ? (['light', 'dark'] as const) : (['light'] as const)) {
  test(`a fix says what it costs, shows what it does, and can be undone (${scheme})`, async ({
    app: page,
  }, info) => {
    await page.emulateMedia({ colorScheme: scheme });
    await openFile(page, 'resnet-mini.cnn.json', residual);
    const marker = row(page, 'add').getByTestId('problem-marker');
    const popover = page.getByRole('dialog', { name: 'Problems of add' });
    const fix = popover.getByRole('button', {
      name: 'Insert a 1×1 convolution with stride 2 and 128 filters',
    });
    const ghost = page.getByTestId('ghost');
    const total = page.getByTestId('total-parameters');

    await test.step('by keyboard: the popover opens on the fix, with its cost and its ghost', async () => {
      await marker.focus();
      await page.keyboard.press('Enter');
      await expect(popover).toContainText("8×8×128 and 16×16×64 can't be added");
      await expect(fix).toBeFocused();
      await expect(fix.getByTestId('fix-cost')).toHaveText(`${promised} parameters · 16.45 MMACs in all`);
      await expect(ghost).toHaveText('Conv 1×1 · 128 · s2 · p0');
      await page.screenshot({ path: info.outputPath('popover.png') });
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(popover).toHaveCount(0);
      await expect(ghost).toHaveCount(0);
    });

    await test.step('by mouse: taken, it costs what it said, and is one step', async () => {
      const before = await total.locator('b').innerText();
      await marker.click();
      await fix.hover();
      await expect(ghost).toBeVisible();
      await fix.click();
      await expect(marker).toHaveCount(0);
      await expect(ghost).toHaveCount(0);
      const added =
        Number((await total.locator('b').innerText()).replaceAll(',', '')) -
        Number(before.replaceAll(',', ''));
      // What lay behind the error, fc's (128 + 1)·10, is counted again.
      expect(added).toBe(8_320 + 1_290);
      await expect(total.locator('b')).toHaveText(promised);
      await page.getByRole('button', { name: 'Undo Insert a 1×1 convolution' }).click();
      await expect(marker).toBeVisible();
      await page.getByRole('button', { name: 'Redo Insert a 1×1 convolution' }).click();
      await expect(marker).toHaveCount(0);
    });

    const drawer = page.getByTestId('problems');
    await test.step('advice costs less than nothing here, and can be dismissed of one layer', async () => {
      await page.getByRole('button', { name: /^Problems/ }).click();
      const advice = drawer.getByRole('list', { name: 'Advice' });
      const item = advice.locator('[data-code="bias-before-norm"]');
      await expect(item.getByTestId('fix-cost')).toHaveText('−192 parameters');
      await item.getByRole('button', { name: 'Leave these biases out' }).hover();
      await page.screenshot({ path: info.outputPath('drawer.png') });
      expect(await violations(page)).toEqual([]);
      await item.getByRole('button', { name: 'Don’t advise this here' }).click();
      await expect(drawer.getByText('1 piece of advice is dismissed.')).toBeVisible();
      // It was said of conv1 for both.
      await expect(item).toContainText('conv2a');
      await item.getByRole('button', { name: 'Never in this network' }).click();
      await expect(item).toHaveCount(0);
      await page.screenshot({ path: info.outputPath('dismissed.png') });
    });

    await test.step('and be brought back, undone and redone', async () => {
      await drawer.getByRole('button', { name: 'Bring back' }).click();
      await expect(drawer.locator('[data-code="bias-before-norm"]')).toHaveCount(1);
      await page.getByRole('button', { name: 'Undo Bring back dismissed advice' }).click();
      await expect(drawer.locator('[data-code="bias-before-norm"]')).toHaveCount(0);
      await page.getByRole('button', { name: 'Undo Dismiss advice' }).click();
      await expect(drawer.locator('[data-code="bias-before-norm"]')).toContainText('conv2a');
    });

    await test.step('errors have no such button', async () => {
      const toggle = page.getByRole('button', { name: /^Problems/ });
      await toggle.click();
      await rowButton(page, 'gap').click();
      await page.keyboard.press('Delete');
      await toggle.click();
      const error = drawer.locator('[data-severity="error"]').first();
      await expect(error).toBeVisible();
      await expect(error.getByRole('button', { name: 'Don’t advise this here' })).toHaveCount(0);
      await toggle.click();
      await rowButton(page, 'fc').click();
      await expect(page.getByTestId('inspector').getByTestId('fix-cost').first()).toContainText('parameters');
      await page.screenshot({ path: info.outputPath('inspector.png') });
    });
  });
}
