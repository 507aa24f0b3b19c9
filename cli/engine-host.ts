/** The engine in Node: WebAssembly, and plain JavaScript. */
import { createExecutor } from '../shared/engine/backends/create-executor';
import { detectBackends } from '../shared/engine/tfjs/detect-backends';
import type { EngineHost } from '../shared/engine/engine-host';
import { releaseBackends } from '../shared/engine/tfjs/backends';
import { availableParallelism, totalmem } from 'node:os';
import { nodeKernels } from './kernels';
import type { Places } from './places';

/** More wait for each other longer than they compute. */
const MOST_THREADS = 8;

/** WebAssembly can address 4 GB, and the machine needs some of its memory itself. */
const WASM_LIMIT = 4 * 1024 ** 3;

export async function nodeHost(places: Places): Promise<EngineHost> {
  const candidates = await detectBackends();
  return {
    platform: {
      wasmBase: places.wasm,
      kernels: nodeKernels(places.kernels),
      backends: candidates.map(({ name }) => name),
      threads: Math.min(MOST_THREADS, availableParallelism()),
      now: () => performance.now(),
    },
    candidates,
    createExecutor,
    releaseBackends,
    choices: new Map(),
    yieldToHost: () => new Promise((resolve) => setImmediate(resolve)),
    today: () => new Date().toISOString(),
    memoryLimit: Math.min(WASM_LIMIT, totalmem() * 0.7),
  };
}
