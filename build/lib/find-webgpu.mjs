import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { Failure } from './failure.mjs';
import { findBrowser, presentBrowser } from './find-browser.mjs';
import { fromRoot } from './paths.mjs';
import { run } from './run.mjs';

/** Dawn in Node: 132 MB with all platforms, so that it is no dependency, and only tests and benchmarks fetch it. */
const webGpuPackage = 'webgpu@0.6.2';
const place = fromRoot('.cache', 'webgpu');
const packageFolder = path.join(place, 'node_modules', 'webgpu');

/**
 * The folder of the package, which tests and benchmarks import; null where it was not fetched.
 * @returns {string | null}
 */
export function findWebGpuPackage() {
  const about = path.join(packageFolder, 'package.json');
  if (!existsSync(about)) return null;
  return `webgpu@${JSON.parse(readFileSync(about, 'utf8')).version}` === webGpuPackage ? packageFolder : null;
}

/** The folder of Dawn's binding for this machine. */
export const bindingFolder = () =>
  path.join(
    packageFolder,
    'dist',
    process.platform === 'darwin' ? 'darwin-universal' : `${process.platform}-${process.arch}`,
  );

/**
 * Fetches the package where it is missing, and says so on standard error. Throws `Failure` where it can't be had.
 * @returns {Promise<string>} its folder
 */
export async function fetchWebGpuPackage() {
  const found = findWebGpuPackage();
  if (found !== null) return found;
  console.error(`Fetching ${webGpuPackage} (132 MB) into .cache/webgpu …`);
  rmSync(packageFolder, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  const npm = process.env['npm_execpath'];
  // Its script after installing only tells of newer versions.
  const args = ['install', '--prefix', place, webGpuPackage];
  const flags = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
  /** @type {import('node:child_process').SpawnOptions} */
  const options = { stdio: ['ignore', 2, 2] };
  const status =
    npm && /\.c?js$/.test(npm)
      ? await run(process.execPath, [npm, ...args, ...flags], options)
      : await run('npm', [...args, ...flags], { ...options, shell: process.platform === 'win32' });
  const fetched = findWebGpuPackage();
  if (status !== 0 || fetched === null)
    throw new Failure(
      `The package ${webGpuPackage} could not be fetched: npm ended with status ${status}. Its messages above say why.`,
    );
  return fetched;
}

/**
 * Chromium's driver for machines without a GPU, SwiftShader: the file that tells Vulkan's loader of it, and the loader
 * that Chromium brings. Dawn refuses Debian's lavapipe.
 * @typedef {{ driver: string, loader: string | null }} SoftwareGpu
 * @param {string} browser the program
 * @returns {SoftwareGpu | null}
 */
function softwareGpuOf(browser) {
  // A distribution's program may be a script elsewhere.
  const folders = [path.dirname(realpathSync(browser)), '/usr/lib/chromium', '/usr/lib/chromium-browser'];
  for (const folder of folders) {
    const driver = path.join(folder, 'vk_swiftshader_icd.json');
    if (!existsSync(driver)) continue;
    const loader = path.join(folder, 'libvulkan.so.1');
    return { driver, loader: existsSync(loader) ? loader : null };
  }
  return null;
}

/** Dawn looks for Vulkan's loader beside its binding first; a machine without libvulkan1 has only Chromium's. */
function putLoader(/** @type {string} */ loader) {
  const link = path.join(bindingFolder(), 'libvulkan.so.1');
  if (existsSync(link)) return;
  rmSync(link, { force: true });
  try {
    symlinkSync(loader, link);
  } catch (error) {
    // Tests in other processes do the same at the same time.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
}

/**
 * What WebGPU needs in Node without a GPU, as far as it is there, fetching nothing; null where something is missing.
 * @returns {Promise<{ package: string, driver: string } | null>}
 */
export async function findSoftwareGpu() {
  const found = process.platform === 'linux' ? findWebGpuPackage() : null;
  const browser = found && (await presentBrowser());
  const gpu = browser && softwareGpuOf(browser);
  if (!found || !gpu) return null;
  if (gpu.loader !== null) putLoader(gpu.loader);
  return { package: found, driver: gpu.driver };
}

/**
 * The same, with what is missing fetched or installed. Returns why it can't be had, or null where it can.
 * @returns {Promise<string | null>}
 */
export async function ensureSoftwareGpu() {
  if (process.platform !== 'linux') return 'WebGPU’s software driver is used on Linux alone.';
  try {
    const browser = await findBrowser();
    if (softwareGpuOf(browser) === null)
      return `No vk_swiftshader_icd.json lies beside ${browser}: install Chromium or Chrome.`;
    await fetchWebGpuPackage();
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
  return (await findSoftwareGpu()) === null ? 'Dawn or its driver was fetched and is not there.' : null;
}
