/** Chromium and the built app, for benchmarks that need a page. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { appMounts } from '../build/lib/app-files.mjs';
import { findBrowser } from '../build/lib/find-browser.mjs';
import { root } from '../build/lib/paths.mjs';
import { serve } from '../build/lib/server.mjs';
import { browserFlags } from '../e2e/support/browser-flags';

interface PageOptions {
  /** Chromium's. */
  readonly flags?: readonly string[];
  /** What the page keeps lies on the disk, as people have it; else it is gone with the page, and in memory before. */
  readonly keeps?: boolean;
}

/** Runs `work` with a page that shows `path`; `mounts` are folders by address, beside the app's own. */
export async function withPage<T>(
  path: string,
  mounts: Readonly<Record<string, string>>,
  work: (page: Page, host: string) => Promise<T>,
  { flags = browserFlags, keeps = false }: PageOptions = {},
): Promise<T> {
  const server = await serve({ mounts: { ...appMounts(root), ...mounts }, port: 0 });
  const profile = keeps ? await mkdtemp(join(tmpdir(), 'convcanvas-bench-')) : null;
  const launch = { executablePath: await findBrowser(), args: [...flags] };
  const viewport = { width: 1440, height: 900 };
  let browser: Browser | null = null;
  let context: BrowserContext | null = null;
  try {
    if (profile === null) browser = await chromium.launch(launch);
    context =
      (await browser?.newContext({ viewport })) ??
      (await chromium.launchPersistentContext(profile ?? '', { ...launch, viewport }));
    const page = await context.newPage();
    // Files are chosen through the file field, which a program can fill.
    await page.addInitScript(() => {
      Reflect.deleteProperty(window, 'showOpenFilePicker');
      Reflect.deleteProperty(window, 'showSaveFilePicker');
      // The start screen would lie over the canvas.
      localStorage.setItem('convcanvas.start-screen', 'no');
    });
    await page.goto(`${server.url}${path}`);
    return await work(page, `Chromium ${context.browser()?.version() ?? ''}`);
  } finally {
    await context?.close();
    await browser?.close();
    await server.close();
    if (profile !== null) await rm(profile, { recursive: true, force: true });
  }
}
