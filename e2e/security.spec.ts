/** A hostile page and a hostile document, in the built app; docs/security.md names these tests. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type {} from '../renderer/host/electron-host';
import { chooseMenu, expect as expectDesktop, realElectron, test as desktopTest } from './support/desktop';
import { expect, openFile, openTemplate, row, rowButton, test, workspace } from './support/app';
import { savedBy } from './support/files';
import { attack, leave, startNeighbour } from './support/hostile';
import { readSvg } from './support/svg';

const SCRIPT = '<img src=x onerror="window.attackSucceeded=1"><script>window.attackSucceeded=1</script>';
const NOTE = `# ${SCRIPT}

[link](javascript:window.attackSucceeded=1) [file](file:///etc/passwd) [page](http://127.0.0.1:9/page)
![picture](http://127.0.0.1:9/picture.png) <iframe src="http://127.0.0.1:9/frame"></iframe>
<svg onload="window.attackSucceeded=1"></svg>`;

const hostile = JSON.stringify({
  format: 'convcanvas',
  version: 1,
  name: SCRIPT,
  description: NOTE,
  nodes: [
    { id: 'in', type: 'Input', name: SCRIPT, params: {} },
    { id: 'c', type: 'Conv2D', name: `"><svg onload=window.attackSucceeded=1>`, params: { filters: 4 } },
    { id: 'f', type: 'Flatten', name: 'javascript:window.attackSucceeded=1', params: {} },
    { id: 'out', type: 'Output', name: ']]><script>window.attackSucceeded=1</script>', params: {} },
  ],
  edges: [
    { source: 'in', sourcePort: 'out', target: 'c', targetPort: 'in' },
    { source: 'c', sourcePort: 'out', target: 'f', targetPort: 'in' },
    { source: 'f', sourcePort: 'out', target: 'out', targetPort: 'in' },
  ],
  definitions: {},
  groups: [{ id: 'g', title: SCRIPT, color: 'url(http://127.0.0.1:9/color)', nodes: ['c', 'f'] }],
  notes: [{ id: 'n', text: NOTE, x: 700, y: 0 }],
  layout: {},
});

/** Addresses that the page asked for, other than the app's own and what it made itself. */
function foreignRequests(page: Page): readonly string[] {
  const app = new URL(page.url()).origin;
  const foreign: string[] = [];
  page.context().on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${app}/`) && !/^(?:blob|data):/.test(url)) foreign.push(url);
  });
  return foreign;
}

const attacked = (page: Page): Promise<boolean> => page.evaluate(() => 'attackSucceeded' in window);

test('a hostile document is text everywhere, and so is what is exported from it', async ({ app: page }) => {
  const foreign = foreignRequests(page);
  await openFile(page, `x'"<svg onload=1>.cnn.json`.replace(/["<>]/g, '_'), hostile);
  await expect(row(page, 'c')).toBeVisible();
  await rowButton(page, 'in').click();
  await expect(page.getByTestId('inspector').getByLabel('Name of the layer')).toHaveValue(SCRIPT);
  await page.getByRole('button', { name: /^Problems/ }).click();
  await page.getByRole('button', { name: 'Summary', exact: true }).click();
  await page.getByRole('button', { name: 'Code', exact: true }).click();
  await expect(page.getByTestId('note')).toContainText('file');
  // A note opens nothing: its links are words.
  expect(await page.getByTestId('note').locator('a, img, iframe, svg').count()).toBe(0);

  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+E');
  const dialog = page.getByRole('dialog', { name: 'Export figure' });
  await dialog.getByText('SVG', { exact: true }).click();
  const saved = await savedBy(page, () => dialog.getByRole('button', { name: 'Save…' }).click());
  const figure = await readSvg(page, await readFile(saved.path, 'utf8'));
  expect(figure.broken).toBeNull();
  expect(figure.elements).toEqual(['font-face', 'path', 'rect', 'svg', 'text', 'title']);
  expect(figure.addresses).toEqual([]);
  expect(figure.texts.some((text) => text.includes('onerror'))).toBe(true);
  expect(await attacked(page)).toBe(false);
  expect(foreign).toEqual([]);
});

test('nothing is fetched from anywhere but the app', async ({ app: page }) => {
  const foreign = foreignRequests(page);
  await page.reload();
  await expect(row(page, 'C1')).toBeVisible();
  await openTemplate(page, 'lenet5_modern');
  await page.keyboard.press('v');
  await page.keyboard.press('v');
  await page.getByRole('button', { name: 'Code', exact: true }).click();
  await workspace(page, 'Data').click();
  await expect(page.getByRole('main').or(page.getByRole('tabpanel')).last()).toContainText('Fashion-MNIST');
  await workspace(page, 'Train').click();
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(page.getByRole('heading', { name: 'Run 1' })).toBeVisible();
  await workspace(page, 'Evaluate').click();
  await workspace(page, 'Design').click();
  expect(foreign).toEqual([]);
});

test('a page that was taken over runs nothing of its own, and reaches nobody', async ({ page, served }) => {
  const neighbour = await startNeighbour();
  await page.goto(served.url);
  await expect(page.getByTestId('start')).toBeVisible();
  const came = await attack(page, neighbour.url);
  expect(came).toEqual([]);
  expect(neighbour.visits).toEqual([]);
  expect(neighbour.connections()).toBe(0);
  // The neighbour is there: the address bar reaches it.
  await page.goto(neighbour.url);
  expect(neighbour.visits.length).toBeGreaterThan(0);
  neighbour.close();
});

/**
 * What reaches others past the policy, where it is still there: in the page, and in a worker of it. The page loads what
 * takes it away before anything else.
 */
function peersLeft(
  page: Page,
): Promise<{ first: boolean; page: readonly string[]; worker: readonly string[] }> {
  return page.evaluate(async () => {
    const seek = `['RTCPeerConnection', 'webkitRTCPeerConnection', 'PresentationRequest', 'SpeechRecognition',
      'webkitSpeechRecognition', 'SpeechSynthesisUtterance', 'speechSynthesis'].filter((name) => name in self)`;
    const answer = (worker: Worker) =>
      new Promise((resolve) => (worker.onmessage = ({ data }) => resolve(data)));
    const url = URL.createObjectURL(new Blob([`postMessage(${seek})`], { type: 'text/javascript' }));
    const names = (await answer(new Worker(url))) as string[];
    const [script] = document.scripts;
    return {
      // Whose first import it is: renderer/main.test.ts.
      first:
        document.scripts.length === 1 && script?.type === 'module' && /\/index-[^/]+\.js$/.test(script.src),
      page: [
        'RTCPeerConnection',
        'webkitRTCPeerConnection',
        'PresentationRequest',
        'SpeechRecognition',
        'webkitSpeechRecognition',
        'SpeechSynthesisUtterance',
        'speechSynthesis',
      ].filter((name) => name in window),
      worker: names,
    };
  });
}

test('the page holds nothing that reaches peers past the policy', async ({ page, served }) => {
  const answer = await page.goto(served.url);
  await expect(page.getByTestId('start')).toBeVisible();
  expect(await peersLeft(page)).toEqual({ first: true, page: [], worker: [] });
  // Frames have all of it anew, which no script can help: this is what Chromium then holds them by.
  expect(answer?.headers()['connection-allowlist']).toBe('(response-origin);webrtc=block');
  // The browser had them to take away.
  const blank = await page.context().newPage();
  expect(await blank.evaluate(() => 'RTCPeerConnection' in window)).toBe(true);
});

test('a page that was taken over does not leave with what it knows', async ({ page, served }) => {
  const neighbour = await startNeighbour();
  let taken = page;
  for (const way of ['location', 'link', 'download', 'window', 'refresh', 'form'] as const) {
    // Where the page was lost by the way before, another one is taken.
    if (taken.isClosed() || !taken.url().startsWith(served.url) || way === 'location') {
      taken = await page.context().newPage();
      await taken.goto(served.url);
      await expect(taken.getByTestId('start')).toBeVisible();
    }
    // Where the page is lost by it, nothing is answered.
    await taken.evaluate(leave, { way, url: `${neighbour.url}/${way}?secret` }).catch(() => undefined);
    await page.waitForTimeout(500);
    expect(neighbour.visits, way).toEqual([]);
    expect(taken.url().startsWith(neighbour.url), way).toBe(false);
  }
  // The neighbour is there, and from the app's page the address bar reaches it.
  await page.goto(served.url);
  await page.goto(neighbour.url);
  expect(neighbour.visits.length).toBeGreaterThan(0);
  neighbour.close();
});

desktopTest(
  'on the desktop, a page that was taken over stays in the app and opens no file of its choice',
  async ({ startDesktop, folder }) => {
    const neighbour = await startNeighbour();
    const secret = path.join(folder, 'secret.txt');
    await writeFile(secret, 'secret');
    const desktop = await startDesktop();
    const { page } = desktop;
    await expectDesktop(page.getByTestId('start')).toBeVisible();
    expectDesktop(await attack(page, neighbour.url)).toEqual([]);
    expectDesktop(await peersLeft(page)).toEqual({ first: true, page: [], worker: [] });
    const peers = await desktop.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getWebRTCIPHandlingPolicy()),
    );
    expectDesktop(peers).toEqual(['disable_non_proxied_udp']);

    // Nothing of Node and Electron is there, and the bridge can't be put in another's place.
    const seen = await page.evaluate(() => ({
      node: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter(
        (name) => name in window,
      ),
      replaced: Reflect.set(window, 'convcanvas', {}) || Reflect.set(window.convcanvas!, 'open', null),
    }));
    expectDesktop(seen).toEqual({ node: [], replaced: false });

    // Paths are no handles, and folders are not left.
    const answers = await page.evaluate(async (file) => {
      const said = async (attempt: () => Promise<unknown>): Promise<string> =>
        attempt().then(
          (value) => `answered ${JSON.stringify(value)}`,
          (error: unknown) => (error instanceof Error ? error.message : String(error)),
        );
      const bridge = window.convcanvas!;
      const part = { url: `file://${file}`, from: 0, length: 1 };
      const read = async (address: string): Promise<string> =>
        (await fetch(address, { headers: { range: 'bytes=0-5' } })).text();
      return [
        await said(() => bridge.openRecent(file)),
        await said(() => bridge.openRecent('../secret.txt')),
        await said(() => bridge.beginSave({ suggestedName: 'x', handle: file, kind: 'document' })),
        await said(() => bridge.savePart(file, part)),
        await said(() => bridge.saveBytes(file, new Uint8Array(1))),
        await said(() => bridge.endSave(file)),
        await said(() => read(`/opened/${file}`)),
        await said(() => read('/opened/00000000-0000-4000-8000-000000000000')),
        await said(() => bridge.handleOfDropped(file)),
        await said(() => bridge.handleOfDropped(new File(['x'], file))),
        await said(() => bridge.setDocument(file, false)),
      ];
    }, secret);
    expectDesktop(answers).toEqual([
      expectDesktop.stringMatching(/not open any more/),
      expectDesktop.stringMatching(/not open any more/),
      expectDesktop.stringMatching(/not open any more/),
      expectDesktop.stringMatching(/not open any more/),
      expectDesktop.stringMatching(/not being saved any more/),
      expectDesktop.stringMatching(/not being saved any more/),
      expectDesktop.stringMatching(/There is no such file/),
      expectDesktop.stringMatching(/There is no such file/),
      'answered null',
      'answered null',
      expectDesktop.stringMatching(/not open any more/),
    ]);
    expectDesktop(await readFile(secret, 'utf8')).toBe('secret');

    // It goes nowhere, and opens no window.
    const before = page.url();
    for (const url of [neighbour.url, 'file:///etc/passwd', 'data:text/html,x']) {
      await page.evaluate((to) => void (location.href = to), url).catch(() => undefined);
      await page.evaluate((to) => void window.open(to), url).catch(() => undefined);
    }
    await page.waitForTimeout(500);
    expectDesktop(page.url()).toBe(before);
    expectDesktop(desktop.app.windows()).toHaveLength(1);
    expectDesktop(neighbour.visits).toEqual([]);
    // The stand-in has no switches, so that a hint to connect gets through.
    if (realElectron) expectDesktop(neighbour.connections()).toBe(0);
    neighbour.close();
    // It is still the app, and answers its menu.
    await chooseMenu(desktop, 'view.train');
    await expectDesktop(page.getByRole('tab', { name: 'Train', selected: true })).toBeVisible();
  },
);

desktopTest('on the desktop, a foreign frame is answered nothing', async ({ startDesktop }) => {
  desktopTest.skip(
    realElectron,
    'There a frame has no way to ask: the preload script is the main frame’s alone.',
  );
  const desktop = await startDesktop();
  const { page } = desktop;
  await expectDesktop(page.getByTestId('start')).toBeVisible();
  const frame = await page.evaluateHandle(() => {
    const element = document.createElement('iframe');
    element.src = 'about:blank';
    document.body.append(element);
    return element;
  });
  const inner = (await frame.asElement().contentFrame())!;
  const ask = () => window.electronInvoke('convcanvas:recent', []);
  expectDesktop(await page.evaluate(ask)).toEqual({ value: [] });
  expectDesktop(await inner.evaluate(ask)).toEqual({ error: 'A message of a foreign page was refused.' });
  expectDesktop(await inner.evaluate(() => 'convcanvas' in window)).toBe(false);
});
