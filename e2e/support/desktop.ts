/**
 * The desktop app for a test: on Electron itself where its binary is there and there is a display, else on the
 * stand-in. Which of the two ran is printed.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, test as base, expect, type Browser, type Page } from '@playwright/test';
import { electronObstacle, findElectron } from '../../build/lib/electron-binary.mjs';
import { type DesktopApp, launchStandIn } from '../electron-stand-in/launch';

const root = fileURLToPath(new URL('../..', import.meta.url));
const obstacle = electronObstacle();
export const realElectron = obstacle === null;

/** Which host the other journeys run on: HOST=desktop, or a plain browser. */
export const onDesktop = process.env['HOST'] === 'desktop';

export interface Desktop {
  readonly app: DesktopApp;
  /** The first window, with the app in it. */
  readonly page: Page;
  /** Of the user's profile and the test's files; empty at first, deleted afterwards. */
  readonly folder: string;
  /** Starts the program once more with these arguments; resolves when that second one has ended. */
  startAgain(...files: readonly string[]): Promise<void>;
  /** Ends the app and starts it anew on the same profile. */
  restart(...files: readonly string[]): Promise<Page>;
}

async function launch(browser: Browser, args: readonly string[]): Promise<DesktopApp> {
  if (!realElectron) return launchStandIn({ browser, appFolder: root, args });
  return _electron.launch({ executablePath: findElectron() ?? '', args: [...args] });
}

async function firstPage(app: DesktopApp): Promise<Page> {
  const page = await app.firstWindow();
  await page.waitForLoadState();
  return page;
}

/** Ends it without being asked about unsaved work. */
async function end(app: DesktopApp): Promise<void> {
  const closed = app.waitForEvent('close');
  await app.evaluate(({ app: electronApp }) => electronApp.exit(0)).catch(() => undefined);
  await closed;
}

const desktops = new WeakMap<Page, Desktop>();
/** The desktop whose first window this page is; undefined in a plain browser. */
export const desktopOf = (page: Page): Desktop | undefined => desktops.get(page);

class RunningDesktop implements Desktop {
  private constructor(
    private readonly browser: Browser,
    readonly folder: string,
    public app: DesktopApp,
    public page: Page,
  ) {
    desktops.set(page, this);
  }

  static async start(browser: Browser, folder: string, files: readonly string[]): Promise<RunningDesktop> {
    const app = await launch(browser, argumentsFor(folder, files));
    return new RunningDesktop(browser, folder, app, await firstPage(app));
  }

  async startAgain(...files: readonly string[]): Promise<void> {
    const args = argumentsFor(this.folder, files);
    if (realElectron) {
      const second = spawn(findElectron() ?? '', args, { stdio: 'ignore' });
      await new Promise((resolve) => second.once('exit', resolve));
    } else {
      await (await launch(this.browser, args)).waitForEvent('close');
    }
  }

  async restart(...files: readonly string[]): Promise<Page> {
    await this.end();
    this.app = await launch(this.browser, argumentsFor(this.folder, files));
    this.page = await firstPage(this.app);
    desktops.set(this.page, this);
    return this.page;
  }

  end(): Promise<void> {
    return end(this.app);
  }
}

const argumentsFor = (folder: string, files: readonly string[]): string[] => [
  root,
  `--user-data-dir=${path.join(folder, 'profile')}`,
  ...files,
];

export const test = base.extend<{
  readonly folder: string;
  /** Starts the app with these files. */
  readonly startDesktop: (...files: readonly string[]) => Promise<Desktop>;
}>({
  /** Empty at first, deleted afterwards. */
  folder: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-desktop-'));
    await use(folder);
    // A draft may still be on its way to the disk.
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  startDesktop: async ({ browser, folder }, use) => {
    const started: RunningDesktop[] = [];
    await use(async (...files) => {
      console.log(`Desktop: ${realElectron ? 'real Electron' : `the stand-in. ${obstacle ?? ''}`}`);
      const desktop = await RunningDesktop.start(browser, folder, files);
      started.push(desktop);
      return desktop;
    });
    for (const desktop of started) await desktop.end();
  },
});

export { expect };

/** The next open dialog is answered with these paths; none: it is cancelled. */
export async function answerOpen({ app }: Desktop, ...filePaths: readonly string[]): Promise<void> {
  await app.evaluate(({ dialog }, paths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: paths.length === 0, filePaths: [...paths] });
  }, filePaths);
}

/** The next save dialog is answered with this path. */
export async function answerSave({ app }: Desktop, filePath: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, filePath);
}

/** As if the entry of the menu bar was chosen; ids are those of the commands. */
export async function chooseMenu({ app }: Desktop, id: string): Promise<void> {
  await app.evaluate(({ Menu }, wanted) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
    if (!item) throw new Error(`The menu has no ${wanted}.`);
    (item.click as () => void)();
  }, id);
}

/** The entry of the menu bar as it is now; null where there is none. */
export function menuItem({ app }: Desktop, id: string): Promise<{ label: string; enabled: boolean } | null> {
  return app.evaluate(({ Menu }, wanted) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
    return item ? { label: item.label, enabled: item.enabled } : null;
  }, id);
}

/** Message boxes are answered with this button from now on; returns how many there were. */
export async function answerMessage({ app }: Desktop, button: number): Promise<() => Promise<number>> {
  await app.evaluate(({ dialog }, response) => {
    Object.assign(dialog, {
      asked: 0,
      showMessageBox: () => {
        Object.assign(dialog, { asked: (Reflect.get(dialog, 'asked') as number) + 1 });
        return Promise.resolve({ response, checkboxChecked: false });
      },
    });
  }, button);
  return () => app.evaluate(({ dialog }) => Reflect.get(dialog, 'asked') as number);
}

/** As the user does it, by the title bar. */
export async function closeWindow({ app }: Desktop, page: Page): Promise<void> {
  const index = app.windows().indexOf(page);
  await app.evaluate(({ BrowserWindow }, at) => {
    // The oldest first, as Playwright lists their pages.
    const windows = BrowserWindow.getAllWindows().sort((a, b) => a.id - b.id);
    windows[at]?.close();
  }, index);
}

export function windowTitles({ app }: Desktop): Promise<string[]> {
  return app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.getTitle()),
  );
}
