/** WebGPU in Node on Chromium's software driver, for tests. */
import { startWebGpu } from '../../../node/webgpu';
import { findSoftwareGpu } from '../../../build/lib/find-webgpu.mjs';

const found = await findSoftwareGpu();

/** For the title of tests that can't run; null where they can. */
export const whyNoGpu =
  found === null
    ? ' (not run: WebGPU’s package or Chromium’s driver is missing; npm test fetches them)'
    : null;

/** Gives this process a `navigator.gpu` that computes in software. */
export async function startSoftwareGpu(): Promise<void> {
  if (found === null) throw new Error('There is no software driver for WebGPU here.');
  process.env['VK_ICD_FILENAMES'] = found.driver;
  const missing = await startWebGpu([found.package]);
  if (missing !== null) throw new Error(missing);
}
