/** Both gradients of convolutions on WebGPU, next to stock tfjs's kernels on the same device in the same worker. */
import { type Benchmark, median, type Row } from './row';
import { shapes } from './webgpu-kernels/shapes';
import type { KernelTimesAnswer, KernelTimesRequest } from './webgpu-kernels/times';
import { withWorkerPage } from './worker-page';

const ROUNDS = 5;
/** For convolutions; no peer's figure says what depthwise ones, which wait for memory, should reach. */
const GOAL = { aim: 3, floor: 2 };
const NO_GOAL = { aim: null, floor: null };

export const webgpuKernels: Benchmark = {
  name: 'webgpu',
  partOf: 'engine',
  run: () =>
    withWorkerPage(['webgpu-kernels'], async ({ ask, host }) => {
      const rows: Row[] = [];
      for (const shape of shapes) {
        const request: KernelTimesRequest = { shape, rounds: ROUNDS };
        const { adapter, times } = await ask<KernelTimesAnswer>('webgpu-kernels', request);
        for (const { kernel, ours, stock } of times) {
          rows.push({
            name: `webgpu ${kernel}: ${shape.title}, batch ${shape.batch}`,
            host,
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
    }),
};
