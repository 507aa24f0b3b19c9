import { expect, row, serveApp, test } from './support/app';

test('npm start serves the app isolated, on a loopback address, with LeNet-5 on the canvas', async ({
  page,
}) => {
  const served = await serveApp();
  try {
    expect(served.output()).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+$/m);
    const response = await page.goto(served.url);
    expect(response?.headers()).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    // A new window begins with the start screen, over the network that is on the canvas.
    await expect(page.getByTestId('start')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(row(page, 'C1')).toBeVisible();
    await expect(page.getByTestId('row')).toHaveCount(14);
    await expect(page.getByTestId('canvas')).toContainText('48,120');
    await expect(page.getByText('61,706').first()).toBeVisible();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    // WebAssembly threads need what isolation gives.
    expect(await page.evaluate(() => typeof SharedArrayBuffer)).toBe('function');
  } finally {
    await served.stop();
  }
});

test('the window’s frame is there before the app, in the colours that were chosen, and says if that does not come', async ({
  page,
  served,
}) => {
  await page.addInitScript(() => localStorage.setItem('convcanvas.theme', 'dark'));
  let answer = (): void => undefined;
  const asked = new Promise<void>((resolve) => (answer = resolve));
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/app-[^/]+\.js$/, async (route) => {
    answer();
    await released;
    await route.abort();
  });
  await page.goto(served.url, { waitUntil: 'commit' });
  await asked;
  await expect(page.getByText('ConvCanvas', { exact: true })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  // That it is laid out does not mean that it was painted: a frame may be still to come.
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length === 1);
  release();
  await expect(page.getByRole('alert')).toContainText('ConvCanvas could not be started. Reload the window');
  await page.unroute(/\/app-[^/]+\.js$/);
  await page.reload();
  await expect(row(page, 'C1')).toHaveCount(1);
});
