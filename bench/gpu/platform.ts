import type { Platform } from '../../shared/engine/executor';

/** WebGPU, and plain JavaScript to compare with: neither needs a file. */
export const gpuPlatform: Platform = {
  wasmBase: '',
  kernels: null,
  backends: ['webgpu', 'cpu'],
  threads: 1,
  now: () => performance.now(),
};
