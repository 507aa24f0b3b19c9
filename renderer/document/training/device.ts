/** What this machine offers to training, as far as the page can know. */

import type { BackendName } from '../../../shared/engine/executor';
import { WASM_MEMORY } from '../../../shared/engine/wasm-memory';

const GIB = 2 ** 30;

/** Where `datasets/` and `wasm/` are served: beside the page. */
export function pageUrl(): string {
  return typeof document === 'undefined' ? '/' : new URL('.', document.baseURI).href;
}

/** Eight are enough for the convolutions of small networks; more only wait for one another. */
export function threads(): number {
  return Math.max(1, Math.min(8, typeof navigator === 'undefined' ? 1 : navigator.hardwareConcurrency || 1));
}

/** Whether the browser offers WebGPU at all; where it does not, WebAssembly trains. */
export const hasGraphics = (): boolean => typeof navigator !== 'undefined' && 'gpu' in navigator;

/**
 * Bytes that training may take on this backend; null where it is not known yet which one it will be. Browsers tell memory in coarse steps and never more than 32 GiB; where they tell
 * none, 4 GiB. Three quarters of it, since the system and the window need some too, and on WebAssembly what that can
 * address.
 */
export function memoryLimit(backend: BackendName | null): number {
  const told =
    typeof navigator !== 'undefined' && 'deviceMemory' in navigator ? navigator.deviceMemory : null;
  const machine = 0.75 * GIB * (typeof told === 'number' && told > 0 ? told : 4);
  return backend === 'wasm' ? Math.min(machine, WASM_MEMORY) : machine;
}
