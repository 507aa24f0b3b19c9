import { existsSync, readFileSync } from 'node:fs';
import { Failure } from './failure.mjs';
import { fromRoot } from './paths.mjs';
import { run } from './run.mjs';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} LockEntry
 * @param {string} file
 * @returns {Record<string, LockEntry>}
 */
const lockedPackages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages ?? {};

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes what it has installed, last of all, to
 * node_modules/.package-lock.json; comparing the two is exact, where times of change are not (a checkout touches them).
 */
export function dependenciesAreInstalled() {
  const installedFile = fromRoot('node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = lockedPackages(installedFile);
  return Object.entries(lockedPackages(fromRoot('package-lock.json'))).every(([location, wanted]) => {
    if (location === '') return true;
    const found = installed[location];
    // Packages for other platforms are locked and never installed.
    if (!found) return wanted.optional === true || wanted.devOptional === true;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

/** Installs what is missing. All it prints goes to standard error, so that a command's own output stays clean. */
export async function ensureDependencies() {
  if (dependenciesAreInstalled()) return;
  console.error('Installing the packages of package-lock.json …');
  const npm = process.env['npm_execpath'];
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  /** @type {import('node:child_process').SpawnOptions} */
  const options = { stdio: ['ignore', 2, 2] };
  const status =
    npm && /\.c?js$/.test(npm)
      ? await run(process.execPath, [npm, ...args], options)
      : await run('npm', args, { ...options, shell: process.platform === 'win32' });
  if (status !== 0) {
    throw new Failure(
      `The packages could not be installed: "npm ci" ended with status ${status}. Its messages above say why; ` +
        'it needs the npm registry once, and works offline afterwards.',
    );
  }
}
