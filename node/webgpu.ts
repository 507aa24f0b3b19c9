/**
 * WebGPU outside of a browser: Dawn, from the npm package `webgpu` where it is installed. It is 132 MB with the bindings
 * of all platforms, so that it is no dependency of ours.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { messageOf } from '../shared/schema/message-of';

/** What the package exports. Its `create` makes what browsers have as `navigator.gpu`; `globals` are classes and flags. */
interface Dawn {
  create(flags: readonly string[]): object;
  readonly globals: object;
}

const isDawn = (module: unknown): module is Dawn =>
  typeof module === 'object' &&
  module !== null &&
  'create' in module &&
  typeof module.create === 'function' &&
  'globals' in module &&
  typeof module.globals === 'object';

/** The package's main file, looked for as Node would for an import in one of the folders. */
function findDawn(folders: readonly string[]): string | null {
  for (const folder of folders) {
    try {
      return createRequire(path.join(folder, 'from-here.js')).resolve('webgpu');
    } catch {
      continue;
    }
  }
  return null;
}

/** Times that Dawn may ask at once: some milliseconds, so that short work is not waited for longer than it takes. */
const EAGER = 200;
/** Milliseconds without a question after which it waits for something else. */
const APART = 50;

/**
 * While it waits Dawn asks by setImmediate whether work is done, tens of thousands of times a second: a whole core, which
 * a driver that computes in software needs itself. After the first it is to ask once in a millisecond. Its callbacks are
 * the native ones.
 */
function pollLessOften(): void {
  const atOnce = globalThis.setImmediate;
  if (Reflect.has(atOnce, POLITE)) return;
  let asked = 0;
  let last = 0;
  const polite = (callback: (...given: unknown[]) => void, ...given: unknown[]): unknown => {
    if (!Function.prototype.toString.call(callback).includes('[native code]'))
      return atOnce(callback, ...given);
    const now = performance.now();
    asked = now - last < APART ? asked + 1 : 0;
    last = now;
    return asked < EAGER ? atOnce(callback, ...given) : setTimeout(callback, 1, ...given);
  };
  const value = Object.assign(polite, atOnce, { [POLITE]: true });
  Object.defineProperty(globalThis, 'setImmediate', { value, configurable: true, writable: true });
}

const POLITE = Symbol('asks less often');

/**
 * Gives Node the `navigator.gpu` of a page, and its classes. Answers why it can't, in sentences, or null where it could;
 * whether there is an adapter is to be asked of `navigator.gpu`. Flags are Dawn's switches.
 */
export async function startWebGpu(
  folders: readonly string[],
  flags: readonly string[] = [],
): Promise<string | null> {
  const present: unknown = Reflect.get(globalThis, 'navigator');
  // A second instance would take the place of the first, whose devices crash when it is collected.
  if (typeof present === 'object' && present !== null && 'gpu' in present) return null;
  const file = findDawn(folders);
  if (file === null)
    return 'WebGPU needs the npm package “webgpu”, which is not installed. Run “npm install --no-save webgpu@0.6.2” (132 MB) in this folder and start again.';
  try {
    const module: unknown = await import(pathToFileURL(file).href);
    if (!isDawn(module))
      return `The package “webgpu” in ${file} is another one than Dawn's, or of another version: install webgpu@0.6.2.`;
    pollLessOften();
    Object.assign(globalThis, module.globals);
    // Node has a navigator since version 21. It keeps Dawn's instance, without which a device in use crashes.
    const navigator = typeof present === 'object' && present !== null ? present : {};
    Object.defineProperty(navigator, 'gpu', { value: module.create(flags), configurable: true });
    if (present !== navigator)
      Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
    return null;
  } catch (error) {
    const [why] = messageOf(error).split('\n');
    return `The package “webgpu” could not be loaded: ${why ?? ''}`;
  }
}

export const NO_ADAPTER =
  'WebGPU finds no graphics device here: it needs the driver of the graphics card, and on Linux Vulkan’s loader (libvulkan1). ' +
  'Without a card, Chromium’s software driver works, slowly: set VK_ICD_FILENAMES to the vk_swiftshader_icd.json beside Chromium.';
