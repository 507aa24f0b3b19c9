import { existsSync, readFileSync } from 'node:fs';
import { fromRoot } from './paths.mjs';

/**
 * Electron's program, if it is there. Looking must not start the download that `require('electron')` would.
 * @returns {string | null}
 */
export function findElectron() {
  const pathFile = fromRoot('node_modules', 'electron', 'path.txt');
  if (!existsSync(pathFile)) return null;
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? fromRoot('node_modules', 'electron', 'dist');
  const program = `${folder}/${readFileSync(pathFile, 'utf8').trim()}`;
  return existsSync(program) ? program : null;
}

/**
 * Why the app can't be opened in Electron here, in a sentence; null where it can.
 * @returns {string | null}
 */
export function electronObstacle() {
  if (findElectron() === null) {
    return "Electron's binary is not installed (npx install-electron fetches it), so the app opens in a browser.";
  }
  if (process.platform === 'linux') {
    if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
      return 'There is no display for Electron here, so the app is served for a browser.';
    }
    if (process.getuid?.() === 0) {
      return 'Electron does not run sandboxed as root, so the app opens in a browser.';
    }
  }
  return null;
}
