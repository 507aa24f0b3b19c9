/** Chromium and the built app, for benchmarks that need a page. */
import { type Browser, chromium, type Page } from '@playwright/test';
import { appMounts } from '../build/lib/app-files.mjs';
import { findBrowser } from '../build/lib/find-browser.mjs';
import { root } from '../build/lib/paths.mjs';
import { serve } from '../build/lib/server.mjs';
import { browserFlags } from '../e2e/support/browser-flags';

/** Runs `work` with a page that shows `path`; `mounts` are folders by address, beside the app's own; `flags` are Chromium's. */
export async function withPage<T>(
  path: string,
  mounts: Readonly<Record<string, string>>,
  work: (page: Page, host: string) => Promise<T>,
  flags: readonly string[] = browserFlags,
): Promise<T> {
  const server = await serve({ mounts: { ...appMounts(root), ...mounts }, port: 0 });
  let browser: Browser | null = null;
  try {
    browser = await chromium.launch({
      executablePath: await findBrowser(),
      args: [...flags],
    });
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    // Files are chosen through the file field, which a program can fill.
    await page.addInitScript(() => {
      Reflect.deleteProperty(window, 'showOpenFilePicker');
      Reflect.deleteProperty(window, 'showSaveFilePicker');
      // The start screen would lie over the canvas.
      localStorage.setItem('convcanvas.start-screen', 'no');
    });
    await page.goto(`${server.url}${path}`);
    return await work(page, `Chromium ${browser.version()}`);
  } finally {
    await browser?.close();
    await server.close();
  }
}
