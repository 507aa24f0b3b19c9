import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

/** What the page's process holds alone, in MB (2^20 bytes), its workers included; Linux only, null elsewhere. */
export async function privateMemory(page: Page): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  const browser = await page.context().browser()?.newBrowserCDPSession();
  if (!browser) return null;
  const { processInfo } = (await browser.send('SystemInfo.getProcessInfo')) as {
    processInfo: readonly { readonly type: string; readonly id: number }[];
  };
  await browser.detach();
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      const rollup = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
      return [...rollup.matchAll(/^Private_\w+:\s+(\d+) kB$/gm)].reduce((sum, [, kB]) => sum + Number(kB), 0);
    });
  return Math.max(...sizes) / 1024;
}
