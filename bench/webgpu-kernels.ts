/** Both gradients of convolutions on WebGPU, next to stock tfjs's kernels on the same device in the same worker. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { fromRoot } from '../build/lib/paths.mjs';
import { withPage } from './browser';
import { type Benchmark, median, type Row } from './row';
import { shapes } from './webgpu-kernels/shapes';
import type { KernelTimesAnswer, KernelTimesRequest } from './webgpu-kernels/times';

const ROUNDS = 5;
/** For convolutions; no peer's figure says what depthwise ones, which wait for memory, should reach. */
const GOAL = { aim: 3, floor: 2 };
const NO_GOAL = { aim: null, floor: null };

export const webgpuKernels: Benchmark = {
  name: 'webgpu',
  async run() {
    const folder = fromRoot('.cache', 'bench', 'webgpu');
    mkdirSync(folder, { recursive: true });
    await build({
      absWorkingDir: fromRoot(),
      entryPoints: ['bench/webgpu-kernels.worker.ts'],
      bundle: true,
      format: 'esm',
      target: 'chrome120',
      outdir: folder,
      logLevel: 'warning',
    });
    writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>Benchmark</title>');
    return withPage('/bench/index.html', { '/bench/': folder }, async (page, host) => {
      const rows: Row[] = [];
      for (const shape of shapes) {
        const { adapter, times } = await page.evaluate(
          async (request) => {
            const worker = new Worker('webgpu-kernels.worker.js', { type: 'module' });
            try {
              return await new Promise<KernelTimesAnswer>((resolve, reject) => {
                worker.onmessage = ({ data }: MessageEvent<KernelTimesAnswer>) => resolve(data);
                worker.onerror = ({ message }) => reject(new Error(message));
                worker.postMessage(request);
              });
            } finally {
              worker.terminate();
            }
          },
          { shape, rounds: ROUNDS } satisfies KernelTimesRequest,
        );
        for (const { kernel, ours, stock } of times) {
          rows.push({
            name: `webgpu ${kernel}: ${shape.title}, batch ${shape.batch}`,
            host: `${host}, worker`,
            backend: 'webgpu',
            threads: null,
            unit: 'ms',
            ours: median(ours),
            peer: median(stock),
            peerName: 'stock tfjs 4.22 kernel',
            ratio: median(stock) / median(ours),
            ...(shape.depthwise ? NO_GOAL : GOAL),
            note: `Adapter: ${adapter}.`,
          });
        }
      }
      return rows;
    });
  },
};
