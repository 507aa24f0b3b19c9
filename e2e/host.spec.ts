/** The browser's host meets the same expectations as Electron's (host/electron.test.ts). */
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { expectations } from './host/contract';
import { expect, test } from './support/app';

test('the browser’s host does what the app expects of its host', async ({ page, served }) => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('host/browser-page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'chrome120',
    logLevel: 'error',
  });
  await page.route('**/contract.js*', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: outputFiles[0]?.text ?? '' }),
  );
  await page.route('**/empty.html', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
  );
  await page.goto(`${served.url}/empty.html`);
  expect(expectations.length).toBeGreaterThan(10);
  const problems = await page.evaluate(async (address) => {
    const page = (await import(address)) as { run(): Promise<readonly string[]> };
    return page.run();
  }, `${served.url}/contract.js?0`);
  expect(problems).toEqual([]);
});
