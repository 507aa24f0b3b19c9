/** A page that stays between the tests of a worker: to start its process and to compile the app takes longer than most of them. */
import type { Browser, Page, ViewportSize } from '@playwright/test';

export interface KeptPage {
  /** The page as a new one would be, with nothing that an earlier test left. */
  fresh(viewport: ViewportSize | null): Promise<Page>;
  close(): Promise<void>;
}

/** `prepare` is called for each page that is begun: for the first, and where a test has closed it. */
export async function keepPage(
  browser: Browser,
  origin: string,
  prepare: (page: Page) => Promise<void>,
): Promise<KeptPage> {
  const context = await browser.newContext();
  // As playwright.config.ts has it for a page of a test's own.
  context.setDefaultTimeout(15_000);
  context.setDefaultNavigationTimeout(0);
  let kept: Page | null = null;

  async function begun(): Promise<Page> {
    if (kept === null || kept.isClosed()) {
      kept = await context.newPage();
      await prepare(kept);
    }
    const page = kept;
    const others = context.pages().filter((each) => each !== page);
    await Promise.all(others.map((each) => each.close()));
    return page;
  }

  return {
    async fresh(viewport) {
      const page = await begun();
      await page.unrouteAll();
      await context.clearPermissions();
      await page.emulateMedia({
        colorScheme: 'light',
        contrast: 'no-preference',
        reducedMotion: 'no-preference',
      });
      if (viewport !== null) await page.setViewportSize(viewport);
      // Of the app's address, and without its scripts: what an earlier test began is over, and nothing new is written.
      await page.goto(`${origin}/about.json`);
      await page.mouse.move(0, 0);
      await page.evaluate(() => sessionStorage.clear());
      const session = await context.newCDPSession(page);
      await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
      await session.detach();
      return page;
    },
    close: () => context.close(),
  };
}
