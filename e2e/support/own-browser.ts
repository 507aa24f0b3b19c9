/** A browser that a test may kill: what it then finds on its profile is what was safe on the disk. */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { chromium, expect } from '@playwright/test';
import { findBrowser } from '../../build/lib/find-browser.mjs';
import { quietFlags } from './browser-flags';

/** Chromium on a profile of its own, which Playwright does not close. */
export async function startBrowser(profile: string) {
  const child = spawn(
    await findBrowser(),
    [
      ...quietFlags,
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    // A group of its own: what it starts ends with it.
    { stdio: 'ignore', detached: true },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const portFile = path.join(profile, 'DevToolsActivePort');
  await expect.poll(() => readFile(portFile, 'utf8').catch(() => ''), { timeout: 60_000 }).toMatch(/^\d+\n/);
  const [port = ''] = (await readFile(portFile, 'utf8')).split('\n');
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  return {
    page: await (browser.contexts()[0] ?? (await browser.newContext())).newPage(),
    async kill() {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await ended;
      await browser.close().catch(() => undefined);
      await rm(portFile, { force: true });
    },
  };
}
