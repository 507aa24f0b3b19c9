/** The GPU of this machine, or a software driver where it has none: kernels and whole training steps beside their peers. */
import { readFileSync } from 'node:fs';
import { fetchWebGpuPackage, ensureSoftwareGpu, findSoftwareGpu } from '../build/lib/find-webgpu.mjs';
import { fromRoot } from '../build/lib/paths.mjs';
import { run } from '../build/lib/run.mjs';
import { bundleProgram } from './gpu/bundle';
import { NO_ADAPTER } from './gpu/exit-status';
import type { Benchmark, Row } from './row';

/** Runs the program where VK_ICD_FILENAMES or the system names a driver; 1 where there is none. */
async function measure(program: string, out: string, environment: Record<string, string>): Promise<number> {
  return run(process.execPath, [program, '--out', out], {
    // Its table belongs on the terminal, and not between rows of JSON.
    stdio: ['ignore', process.argv.includes('--json') ? 2 : 1, 2],
    env: { ...process.env, ...environment },
  });
}

export const gpu: Benchmark = {
  name: 'gpu',
  prints: true,
  withoutApp: true,
  async run() {
    const missing = await ensureSoftwareGpu();
    const CONVCANVAS_WEBGPU = await fetchWebGpuPackage();
    const program = await bundleProgram();
    const out = fromRoot('.cache', 'bench', 'gpu.json');
    const chosen = process.env['VK_ICD_FILENAMES'] ?? process.env['VK_DRIVER_FILES'];
    let status = await measure(program, out, { CONVCANVAS_WEBGPU });
    const software = await findSoftwareGpu();
    if (status === NO_ADAPTER && chosen === undefined && software !== null) {
      console.error('There is no GPU here: Chromium’s software driver takes its place.');
      status = await measure(program, out, { CONVCANVAS_WEBGPU, VK_ICD_FILENAMES: software.driver });
    }
    if (status === NO_ADAPTER) throw new Error(missing ?? 'WebGPU finds no adapter here.');
    // What our own program has written.
    return JSON.parse(readFileSync(out, 'utf8')) as Row[];
  },
};
