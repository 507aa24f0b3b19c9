/**
 * How the built app's files are handed out, the same by the local server and by Electron's app:// protocol:
 * which file an address means, its type, and the headers that isolate the page.
 */
import { randomBytes } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/** @type {Record<string, string>} */
const mimeTypes = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.gz': 'application/gzip',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/**
 * Scripts only from the app itself. WebAssembly must be compiled; tfjs starts its threads from a blob, which loads
 * its own code from one too. A style that a library puts into the page has to show the page's nonce.
 * @param {string} [nonce] of this answer; left out where it is no page
 */
const contentSecurityPolicy = (nonce) =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval' blob:",
    "worker-src 'self' blob:",
    nonce === undefined ? "style-src 'self'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self' blob: data:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** What a page may ask of the machine or of a service in general, and this one never does. */
const unused = [
  ...[
    'accelerometer',
    'bluetooth',
    'browsing-topics',
    'camera',
    'compute-pressure',
    'deferred-fetch',
    'digital-credentials-get',
  ],
  ...[
    'display-capture',
    'encrypted-media',
    'gamepad',
    'geolocation',
    'gyroscope',
    'hid',
    'identity-credentials-get',
  ],
  ...[
    'idle-detection',
    'language-detector',
    'language-model',
    'local-fonts',
    'magnetometer',
    'microphone',
    'midi',
  ],
  ...['on-device-speech-recognition', 'otp-credentials', 'payment', 'picture-in-picture'],
  ...[
    'publickey-credentials-create',
    'publickey-credentials-get',
    'rewriter',
    'screen-wake-lock',
    'serial',
    'speaker-selection',
  ],
  ...['storage-access', 'summarizer', 'translator', 'usb', 'window-management'],
  ...['writer', 'xr-spatial-tracking'],
];

/** Cross-origin isolation (threads need it), and nothing that the app does not use. */
export const securityHeaders = {
  'Content-Security-Policy': contentSecurityPolicy(),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Permissions-Policy': unused.map((feature) => `${feature}=()`).join(', '),
  'X-DNS-Prefetch-Control': 'off',
};

/** What the build puts where a page's nonce goes. */
export const NONCE_PLACE = 'nonce-of-this-page';

/** @param {string} file */
export const isPage = (file) => file.endsWith('.html');

/**
 * A page as it is handed out this once, under a nonce that nobody can know before.
 * @param {string} file
 * @returns {Promise<{ body: string, headers: Record<string, string> }>}
 */
export async function openPage(file) {
  const nonce = randomBytes(16).toString('base64');
  const body = (await readFile(file, 'utf8')).replaceAll(NONCE_PLACE, nonce);
  return { body, headers: { ...headersFor(file), 'Content-Security-Policy': contentSecurityPolicy(nonce) } };
}

/**
 * Folders by the address that they answer to; the longest matching prefix wins.
 * @typedef {Readonly<Record<string, string>>} Mounts
 */

/**
 * The app's folders: its built page, and the data sets beside it.
 * @param {string} appFolder holds dist/ and datasets/
 * @returns {Mounts}
 */
export const appMounts = (appFolder) => ({
  '/': path.join(appFolder, 'dist', 'renderer'),
  '/datasets/': path.join(appFolder, 'datasets'),
});

/**
 * The file that an address means, or null: nothing outside the mounts, whatever the address is encoded as and
 * wherever links point.
 * @param {Mounts} mounts
 * @param {string} pathname of a URL, still percent-encoded
 * @returns {Promise<string | null>}
 */
export async function findAppFile(mounts, pathname) {
  const name = decode(pathname);
  if (name === null) return null;
  const prefix = Object.keys(mounts)
    .filter((candidate) => name.startsWith(candidate))
    .sort((a, b) => b.length - a.length)[0];
  const folder = prefix === undefined ? undefined : mounts[prefix];
  if (prefix === undefined || folder === undefined) return null;
  const relative = name.slice(prefix.length) || 'index.html';
  try {
    const base = await realpath(folder);
    const file = await realpath(path.join(base, relative));
    if (!file.startsWith(base + path.sep) || !(await stat(file)).isFile()) return null;
    return file;
  } catch {
    return null;
  }
}

/**
 * @param {string} pathname
 * @returns {string | null} decoded, or null where no honest page would ask like that
 */
function decode(pathname) {
  try {
    const name = decodeURIComponent(pathname);
    const isClean = name.startsWith('/') && !/[\0\\:]/.test(name) && !name.split('/').includes('..');
    return isClean ? name : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} file
 * @returns {Record<string, string>}
 */
export function headersFor(file) {
  const extension = path.extname(file).toLowerCase();
  // Built assets carry a hash of their contents in their names; everything else is asked for anew.
  const isHashed = path.basename(path.dirname(file)) === 'assets';
  return {
    ...securityHeaders,
    'Content-Type': mimeTypes[extension] ?? 'application/octet-stream',
    'Cache-Control': isHashed ? 'public, max-age=31536000, immutable' : 'no-store',
  };
}
