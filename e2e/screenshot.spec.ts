import { expect, openTemplate, rowButton, test } from './support/app';

/** The picture of the README. It is looked at by people; UPDATE_SCREENSHOT=1 puts it in its place. */
test('the window with LeNet-5, a layer selected', async ({ app: page }, info) => {
  await openTemplate(page, 'LeNet-5, modern');
  await rowButton(page, 'conv2').click();
  await expect(page.getByTestId('inspector')).toContainText('2,416');
  await page.mouse.move(5, 400);
  const path =
    process.env['UPDATE_SCREENSHOT'] === '1' ? 'docs/screenshot.png' : info.outputPath('screenshot.png');
  await page.screenshot({ path });
});
