import { expect, test, workspace } from './support/app';
for (const [scheme, width, height] of [['light', 1440, 900], ['dark', 1440, 900], ['light', 1100, 700], ['dark', 1100, 700]] as const) {
  test(`shots ${scheme} ${width}`, async ({ app: page }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: scheme });
    await workspace(page, 'Data').click();
    await page.screenshot({ path: `/tmp/shots/${scheme}-${width}-0.png` });
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open a folder of pictures…' }).first().click();
    await (await chooser).setFiles('/tmp/pets/shapes');
    await page.waitForTimeout(200);
    await page.screenshot({ path: `/tmp/shots/${scheme}-${width}-1.png` });
    await expect(page.getByRole('heading', { name: 'shapes' })).toBeVisible({ timeout: 60000 });
    await page.waitForTimeout(3000);
    await page.screenshot({ path: `/tmp/shots/${scheme}-${width}-2.png` });
    await page.getByRole('button', { name: 'Fit the network' }).click();
    await page.waitForTimeout(800);
    await page.screenshot({ path: `/tmp/shots/${scheme}-${width}-3.png` });
    await page.getByText('left out').last().click();
    await workspace(page, 'Train').click();
    await page.getByRole('button', { name: 'Start training' }).click();
    await page.waitForTimeout(6000);
    await page.screenshot({ path: `/tmp/shots/${scheme}-${width}-4.png` });
  });
}
