/** What computes: each test of an executor runs on all of them. */
import { isDeep } from '../../../build/lib/depth';
import type { BackendName, Executor, ExecutorOptions } from '../executor';
import { createExecutor } from '../tfjs/create-executor';
import { createWasmExecutor } from '../wasm/create-executor';
import { nodePlatform } from './platform';
import { startSoftwareGpu, whyNoGpu } from './software-gpu';

export interface Engine {
  readonly name: string;
  readonly backend: BackendName;
  readonly create: (options: Omit<ExecutorOptions, 'backend'>) => Promise<Executor>;
}

/** Our own, whose memory is full of NaN before each run. */
export const ours: Engine = {
  name: 'our WebAssembly',
  backend: 'wasm',
  create: (options) => {
    if (!nodePlatform.kernels) throw new Error('There are no kernels to test.');
    return createWasmExecutor({ ...options, backend: 'wasm', poison: true }, nodePlatform.kernels, 1);
  },
};

const tfjs = (backend: 'wasm' | 'cpu'): Engine => ({
  name: `tfjs on ${backend}`,
  backend,
  create: (options) => createExecutor({ ...options, backend }, nodePlatform),
});

export const tfjsWasm = tfjs('wasm');
export const tfjsCpu = tfjs('cpu');
export const engines: readonly Engine[] = [ours, tfjsWasm, tfjsCpu];

const webGpu: Engine = {
  name: 'tfjs on webgpu, in software',
  backend: 'webgpu',
  async create(options) {
    await startSoftwareGpu();
    const platform = { ...nodePlatform, backends: ['webgpu'] as const };
    return createExecutor({ ...options, backend: 'webgpu' }, platform);
  },
};

/**
 * With WebGPU where its software driver is there: each new shape takes it some 30 ms, so that few tests ask for it, and
 * those in `npm run test:deep` alone. `npm test` has the layers, kernels and trainings on WebGPU.
 */
export const enginesWithGpu: readonly Engine[] = isDeep && whyNoGpu === null ? [...engines, webGpu] : engines;
