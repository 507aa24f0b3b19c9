/** The built app, served as `npm start` does it, and what journeys do in it again and again. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type ConsoleMessage, expect, type Page } from '@playwright/test';
import { desktopOf, onDesktop, test as base } from './desktop';
import { giveFile } from './files';
import { keepPage, type KeptPage } from './kept-page';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Served {
  readonly url: string;
  /** All that it printed to standard output so far. */
  readonly output: () => string;
  stop(): Promise<void>;
}

/** Runs `npm start -- --browser --no-open --port 0` and waits for its line. */
export async function serveApp(): Promise<Served> {
  const child = spawn('npm', ['start', '--silent', '--', '--browser', '--no-open', '--port', '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  let errors = '';
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
      const address = /^ready (http:\/\/127\.0\.0\.1:\d+)\s*$/m.exec(output)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}.\n${output}\n${errors}`)));
  });
  return {
    url,
    output: () => output,
    stop: async () => {
      // npm does not hand signals on to what it started; the whole group was started here.
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
      await ended;
    },
  };
}

interface Fixtures {
  /** A page with the app in it, and nothing that an earlier test left. */
  readonly app: Page;
}

export const test = base.extend<Fixtures, { served: Served; kept: KeptPage }>({
  served: [
    async ({}, use) => {
      const served = await serveApp();
      await use(served);
      await served.stop();
    },
    { scope: 'worker' },
  ],
  kept: [
    async ({ browser, served }, use) => {
      const kept = await keepPage(browser, served.url, prepare);
      await use(kept);
      await kept.close();
    },
    { scope: 'worker' },
  ],
  app: async ({ served, kept, startDesktop, viewport }, use) => {
    const page = onDesktop ? (await startDesktop()).page : await kept.fresh(viewport);
    const problems: string[] = [];
    const onError = (error: Error) => problems.push(error.message);
    const onMessage = (message: ConsoleMessage) => {
      const { url } = message.location();
      // Of the page between two visits, which has no icon: Chromium may ask for one late. The app names its own.
      if (message.type() === 'error' && !url.endsWith('/favicon.ico'))
        problems.push(`${message.text()} (${url})`);
    };
    page.on('pageerror', onError);
    page.on('console', onMessage);
    if (onDesktop) {
      await prepare(page);
      if (viewport !== null) await page.setViewportSize(viewport);
      await page.reload();
    } else await page.goto(served.url);
    await expect(row(page, 'C1')).toBeVisible();
    await allFetched(page);
    await use(page);
    page.off('pageerror', onError);
    page.off('console', onMessage);
    expect(problems).toEqual([]);
  },
});

export { expect };

async function prepare(page: Page): Promise<void> {
  // Files go through downloads and the file field: the browser's own dialogs can't be reached by a test.
  await page.addInitScript(() => {
    for (const name of ['showOpenFilePicker', 'showSaveFilePicker', 'showDirectoryPicker']) {
      Reflect.deleteProperty(window, name);
    }
  });
  // The start screen has a test of its own, which asks for it again.
  await page.addInitScript(() => {
    // An empty page, as there is one between two visits, has no storage.
    if (location.protocol === 'about:') return;
    if (localStorage.getItem('convcanvas.start-screen') === null) {
      localStorage.setItem('convcanvas.start-screen', 'no');
    }
  });
}

/** So that no test depends on how soon the parts are there that the window can do without at first. */
async function allFetched(page: Page): Promise<void> {
  await page.waitForFunction(() => performance.getEntriesByName('convcanvas.fetched').length > 0);
}

/** A view that glides stands still for a frame before it begins: what is at rest has not moved for a while. */
export async function viewAtRest(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      new Promise<boolean>((resolve) => {
        const place = () =>
          document.querySelector<HTMLElement>('.react-flow__viewport')?.style.transform ?? '';
        const before = place();
        setTimeout(() => resolve(place() === before), 300);
      }),
  );
}

export const row = (page: Page, id: string) => page.locator(`[data-testid="row"][data-node-id="${id}"]`);
/** The part of a row that selects it. */
export const rowButton = (page: Page, id: string) => row(page, id).getByRole('button').first();
export const workspace = (page: Page, name: string) =>
  page.getByRole('tablist', { name: 'Workspaces' }).getByRole('tab', { name });

/** `name` is the template's: `lenet5`, `resnet50`. All but twelve are found by a search only. */
export async function openTemplate(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name: 'Networks' }).click();
  await page.getByLabel('Search networks').fill(name);
  await page.getByRole('list', { name: 'Networks to open' }).locator(`[data-template="${name}"]`).click();
  await page.getByRole('tab', { name: 'Layers' }).click();
}

/** As with File, Open. */
export async function openFile(page: Page, name: string, content: string | Buffer): Promise<void> {
  await giveFile(page, { name, content }, async () => {
    await page.getByRole('button', { name: 'File', exact: true }).click();
    await page.getByRole('menuitem', { name: /^Open/ }).click();
  });
}

/** As after a crash: the page goes without a word, and the app is started again. */
export async function crashAndStartAgain(page: Page): Promise<Page> {
  const desktop = desktopOf(page);
  if (desktop !== undefined) return desktop.restart();
  const context = page.context();
  const address = page.url();
  await page.close({ runBeforeUnload: false });
  const next = await context.newPage();
  await next.goto(address);
  return next;
}
