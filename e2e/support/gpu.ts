/**
 * For `test.use` in files that need WebGPU or WebGL. Where there is no GPU both run in software, which slows the
 * drawing of every window in that browser: all other tests do without.
 */
import { findBrowser } from '../../build/lib/find-browser.mjs';
import { browserFlags } from './browser-flags';

export const withGpu = { launchOptions: { executablePath: await findBrowser(), args: [...browserFlags] } };
