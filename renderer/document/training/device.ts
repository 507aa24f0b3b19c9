/** What this machine offers to training, as far as the page can know. */

const GIB = 2 ** 30;

/** Where `datasets/` and `wasm/` are served: beside the page. */
export function pageUrl(): string {
  return typeof document === 'undefined' ? '/' : new URL('.', document.baseURI).href;
}

/** Eight are enough for the convolutions of small networks; more only wait for one another. */
export function threads(): number {
  return Math.max(1, Math.min(8, typeof navigator === 'undefined' ? 1 : navigator.hardwareConcurrency || 1));
}

/**
 * Bytes that training may take. Browsers tell memory in coarse steps and never more than 32 GiB; where they tell
 * none, 4 GiB. Three quarters of it, since the system and the window need some too.
 */
export function memoryLimit(): number {
  const told =
    typeof navigator !== 'undefined' && 'deviceMemory' in navigator ? navigator.deviceMemory : null;
  return 0.75 * GIB * (typeof told === 'number' && told > 0 ? told : 4);
}
