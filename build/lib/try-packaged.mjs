/** Opens the program that electron-builder left in release/, and trains an epoch in it. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { Failure } from './failure.mjs';
import { fromRoot } from './paths.mjs';

/** Where the program lies in the unpacked folder of each platform. */
const places = {
  linux: ['convcanvas'],
  darwin: ['ConvCanvas.app', 'Contents', 'MacOS', 'ConvCanvas'],
  win32: ['ConvCanvas.exe'],
};

/** @returns {string | null} */
export function findPackaged() {
  const release = fromRoot('release');
  const own = places[/** @type {keyof typeof places} */ (process.platform)];
  const folders = existsSync(release) ? readdirSync(release) : [];
  const found = folders
    .map((folder) => path.join(release, folder, ...(own ?? [''])))
    .find((file) => existsSync(file));
  return own === undefined ? null : (found ?? null);
}

const SECONDS_TO_START = 60;
const pause = (/** @type {number} */ milliseconds) =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Chromium says in its profile on which port it can be asked; the program's own fuses keep Node's inspector shut.
 * @param {string} profile
 */
async function portOf(profile) {
  const file = path.join(profile, 'DevToolsActivePort');
  for (let waited = 0; waited < SECONDS_TO_START * 4; waited += 1) {
    if (existsSync(file)) return Number(readFileSync(file, 'utf8').split('\n')[0]);
    await pause(250);
  }
  throw new Failure(`The packaged program did not open within ${SECONDS_TO_START} seconds.`);
}

/**
 * @param {boolean} holds
 * @param {string} what
 */
function expectThat(holds, what) {
  if (!holds) throw new Failure(`In the packaged program it does not hold that ${what}.`);
  return what;
}

/** What was seen, a line each. Throws `Failure`. @returns {Promise<readonly string[]>} */
export async function tryPackaged() {
  const program = findPackaged();
  if (program === null) throw new Failure('There is no packaged program in release/.');
  const profile = mkdtempSync(path.join(tmpdir(), 'convcanvas-packaged-'));
  const child = spawn(program, [`--user-data-dir=${profile}`, '--remote-debugging-port=0'], {
    stdio: 'ignore',
  });
  try {
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${await portOf(profile)}`);
    const page = browser.contexts()[0]?.pages()[0];
    if (page === undefined) throw new Failure('The packaged program opened no window.');
    await page.waitForLoadState();
    const inside = await page.evaluate(() => ({
      address: location.href,
      isolated: crossOriginIsolated,
      node: 'process' in globalThis || 'require' in globalThis,
    }));
    const lines = [
      expectThat(inside.address.startsWith('app://convcanvas/'), `the page comes by the app’s own scheme`),
      expectThat(inside.isolated, 'the page is isolated from other origins, so that threads work'),
      expectThat(!inside.node, 'the page has nothing of Node (sandbox and context isolation)'),
    ];
    lines.push(await trainsAnEpoch(page));
    await browser.close();
    return lines;
  } finally {
    child.kill();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** @param {import('@playwright/test').Page} page */
async function trainsAnEpoch(page) {
  const skip = page.getByTestId('start').locator('[data-template="lenet5_modern"]');
  if (await skip.isVisible()) await skip.click();
  const workspace = (/** @type {string} */ name) =>
    page.getByRole('tablist', { name: 'Workspaces' }).getByRole('tab', { name });
  await workspace('Data').click();
  await page.getByRole('radio', { name: /^Digits/ }).check({ force: true });
  await workspace('Train').click();
  const epochs = page.getByLabel('Epochs', { exact: true });
  await epochs.fill('1');
  await epochs.press('Enter');
  await page.getByRole('button', { name: 'Start training' }).click();
  const test = page.getByRole('region', { name: 'Progress' }).locator('dl > div', { hasText: 'Test' });
  await test.filter({ hasText: '%' }).waitFor({ timeout: 120_000 });
  return 'an epoch is trained, and its test accuracy shown';
}
