/** Runs the built main process in this process, with windows as pages of a browser that Playwright started. */
import { register } from 'node:module';
import path from 'node:path';
import type { Browser, ElectronApplication } from '@playwright/test';
import { AppOrigin } from './app-origin';
import { createElectron, type ElectronModule } from './electron-module';

/** What tests use of Playwright's handle on Electron; the stand-in has the same. */
export type DesktopApp = Pick<
  ElectronApplication,
  'evaluate' | 'windows' | 'firstWindow' | 'waitForEvent' | 'context' | 'close'
>;

export interface LaunchOptions {
  readonly browser: Browser;
  /** The folder that holds package.json and dist/. */
  readonly appFolder: string;
  /** What follows the program's name on the command line. */
  readonly args: readonly string[];
}

/** The stand-ins by run, where the hooks look for them. */
const runs = new Map<string, ElectronModule>();
Object.assign(globalThis, { [Symbol.for('electron-stand-in')]: runs });
let hooked = false;
const MONITOR = 'uncaughtExceptionMonitor';

export async function launchStandIn({ browser, appFolder, args }: LaunchOptions): Promise<DesktopApp> {
  const run = `run${runs.size}`;
  const userData = args.find((arg) => arg.startsWith('--user-data-dir='))?.split('=')[1];
  if (userData === undefined)
    throw new Error('A run needs --user-data-dir, so that it leaves nothing behind.');
  const context = await browser.newContext();
  const origin = new AppOrigin();
  const before = new Set(process.listeners(MONITOR));
  let end = (): void => undefined;
  const closed = new Promise<void>((resolve) => (end = resolve)).then(async () => {
    await context.close();
    origin.close();
    // What the main process listens to is this process's own, which goes on.
    for (const listener of process.listeners(MONITOR)) {
      if (!before.has(listener)) process.off(MONITOR, listener);
    }
  });
  const electron = createElectron({
    stage: { context, origin, windows: [], focused: null },
    userData,
    args,
    ended: () => end(),
  });
  // Pages that are no windows, as they pop up, load nothing before they are closed.
  await context.route(
    (url) => !origin.isInside(url.href),
    (route) => route.abort('aborted'),
  );
  runs.set(run, electron);
  if (!hooked) register('./hooks.mjs', import.meta.url, { data: { names: Object.keys(electron) } });
  hooked = true;
  const given = process.argv;
  process.argv = ['electron', ...args];
  try {
    const main = new URL(`file://${path.join(appFolder, 'dist/electron/main.js')}`);
    main.searchParams.set('electron-run', run);
    await import(main.href);
  } finally {
    process.argv = given;
  }
  return {
    context: () => context,
    windows: () => context.pages(),
    firstWindow: async () => context.pages()[0] ?? (await context.waitForEvent('page')),
    waitForEvent: ((name: 'window' | 'close') =>
      name === 'close' ? closed : context.waitForEvent('page')) as DesktopApp['waitForEvent'],
    // As in Electron, the function is sent there as text and knows nothing of where it was written.
    evaluate: ((sent: unknown, value: unknown) => {
      const received = (0, eval)(`(${String(sent)})`) as (module: unknown, value: unknown) => unknown;
      return Promise.resolve(received(electron, value));
    }) as DesktopApp['evaluate'],
    async close() {
      electron.app.quit();
      await closed;
    },
  };
}
