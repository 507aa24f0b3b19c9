/** The browser's host meets the same expectations as Electron's (host/electron.test.ts). */
import type { Host } from '../shared/protocol/host';
import { expectations } from './host/contract';
import { openHostPage } from './host/open-host-page';
import { expect, test } from './support/app';

test('the browser’s host does what the app expects of its host', async ({ page, served }) => {
  const address = await openHostPage(page, served.url);
  expect(expectations.length).toBeGreaterThan(10);
  const problems = await page.evaluate(async (module) => {
    const hostPage = (await import(module)) as { run(): Promise<readonly string[]> };
    return hostPage.run();
  }, address);
  expect(problems).toEqual([]);
});

test('work in progress of an earlier version of the store is listed with its size and time, and can be dropped', async ({
  page,
  served,
}) => {
  const address = await openHostPage(page, served.url);
  // As version 3 made it.
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('convcanvas', 3);
        request.onupgradeneeded = () => {
          for (const name of ['drafts', 'blocks'])
            request.result.createObjectStore(name, { keyPath: 'key' }).put({
              key: `${name}/old`,
              savedAt: '2026-01-02T03:04:05.678Z',
              bytes: new Uint8Array(name.length),
            });
          for (const name of ['handles', 'backups'])
            request.result.createObjectStore(name, { keyPath: 'handle' });
        };
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
        request.onerror = () => reject(new Error('The store of version 3 could not be made.'));
      }),
  );
  const [drafts, blocks, bytes, dropped] = await page.evaluate(async (module) => {
    const { browserHost: host } = (await import(module)) as { browserHost: Host };
    const found = [await host.drafts.list(''), await host.blocks.list('')] as const;
    const old = await host.drafts.read('drafts/old');
    await host.drafts.drop('drafts/old');
    return [...found, old?.length, await host.drafts.list('')] as const;
  }, address);
  const savedAt = '2026-01-02T03:04:05.678Z';
  expect(drafts).toEqual([{ key: 'drafts/old', savedAt, size: 6 }]);
  expect(blocks).toEqual([{ key: 'blocks/old', savedAt, size: 6 }]);
  expect([bytes, dropped]).toEqual([6, []]);
});
