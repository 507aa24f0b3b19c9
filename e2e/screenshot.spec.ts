import type { Page, TestInfo } from '@playwright/test';
import { isDeep } from '../build/lib/depth';
import { expect, openTemplate, rowButton, test } from './support/app';

const isUpdating = process.env['UPDATE_SCREENSHOT'] === '1';

/**
 * The pictures of the README and of docs/. They are looked at by people; UPDATE_SCREENSHOT=1 puts them in
 * their place.
 */
async function take(page: Page, info: TestInfo, name: string): Promise<void> {
  await page.mouse.move(5, 400);
  // Toasts and tooltips of what came before are not part of the picture.
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  const path = isUpdating ? `docs/${name}.png` : info.outputPath(`${name}.png`);
  await page.screenshot({ path });
}

test('the window with LeNet-5, a layer selected', async ({ app: page }, info) => {
  await openTemplate(page, 'lenet5_modern');
  await rowButton(page, 'conv2').click();
  await expect(page.getByTestId('inspector')).toContainText('2,416');
  await take(page, info, 'screenshot');
});

test('the gallery of networks', async ({ app: page }, info) => {
  await openTemplate(page, 'resnet50');
  await page.keyboard.press('ControlOrMeta+Shift+O');
  await expect(page.getByRole('dialog', { name: 'Networks' })).toBeVisible();
  await expect(page.getByText('Yours: ResNet-50', { exact: true })).toBeVisible();
  await take(page, info, 'gallery');
});

/** What is asserted here of them, `templates/reference.test.ts` compares too. */
const drawings = [
  { name: 'vgg16', title: 'VGG-16', parameters: '138,357,544' },
  { name: 'resnet50', title: 'ResNet-50', parameters: '25,557,032' },
  { name: 'googlenet', title: 'GoogLeNet', parameters: '6,624,904' },
];
for (const { name, title, parameters } of isDeep || isUpdating ? drawings : []) {
  test(`${title} on the canvas`, async ({ app: page }, info) => {
    await openTemplate(page, name);
    await expect(page.getByTestId('total-parameters')).toHaveAttribute(
      'title',
      new RegExp(`^${parameters} `),
    );
    // A click on the canvas takes the focus off the list that the network was chosen from.
    await page.getByTestId('canvas').click({ position: { x: 20, y: 400 } });
    await take(page, info, name);
  });
}
