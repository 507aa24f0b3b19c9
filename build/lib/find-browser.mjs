import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Failure } from './failure.mjs';
import { run } from './run.mjs';

const commands = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
  'msedge',
];

/** @returns {string[]} where the installers of Chrome, Chromium and Edge put them on this platform */
function usualPlaces() {
  if (process.platform === 'darwin') {
    const apps = [
      'Google Chrome.app/Contents/MacOS/Google Chrome',
      'Chromium.app/Contents/MacOS/Chromium',
      'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ];
    return ['/Applications', path.join(os.homedir(), 'Applications')].flatMap((folder) =>
      apps.map((app) => path.join(folder, app)),
    );
  }
  if (process.platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
      (name) => process.env[name] ?? [],
    );
    const programs = [
      'Google\\Chrome\\Application\\chrome.exe',
      'Chromium\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ];
    return folders.flatMap((folder) => programs.map((program) => path.join(folder, program)));
  }
  return [
    '/opt/google/chrome/chrome',
    '/opt/microsoft/msedge/msedge',
    '/snap/bin/chromium',
    '/usr/lib/chromium/chromium',
  ];
}

/** @returns {string | null} */
function installedBrowser() {
  const extension = process.platform === 'win32' ? '.exe' : '';
  const onPath = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => commands.map((command) => path.join(folder, command + extension)));
  return [...onPath, ...usualPlaces()].find(isExecutable) ?? null;
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns {Promise<string | null>} the browser that Playwright itself has installed */
async function playwrightBrowser() {
  const { chromium } = await import('@playwright/test');
  const file = chromium.executablePath();
  return file !== '' && existsSync(file) ? file : null;
}

/** @returns {Promise<string | null>} installs Debian's package, where this is Debian and we may */
async function debianBrowser() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/etc/debian_version'))
    return null;
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) return null;
  console.error(
    "No Chrome, Chromium or Edge is installed: installing Debian's chromium for the browser tests …",
  );
  /** @type {import('node:child_process').SpawnOptions} */
  const options = { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  await run('apt-get', ['update'], options);
  await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
  return installedBrowser();
}

/**
 * The browser that is there: CHROMIUM_PATH, an installed one, or Playwright's.
 * @returns {Promise<string | null>}
 */
export async function presentBrowser() {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen) {
    if (isExecutable(chosen)) return chosen;
    throw new Failure(`CHROMIUM_PATH names ${chosen}, which is not a program that can be run.`);
  }
  return installedBrowser() ?? (await playwrightBrowser());
}

/**
 * The browser that tests and benchmarks run in: the one that is there, or Debian's package.
 * @returns {Promise<string>}
 */
export async function findBrowser() {
  const found = (await presentBrowser()) ?? (await debianBrowser());
  if (found !== null) return found;
  throw new Failure(
    'The browser tests need Chrome, Chromium or Edge, and none was found: install one, run ' +
      '"npx playwright install chromium", or set CHROMIUM_PATH to the program.',
  );
}
