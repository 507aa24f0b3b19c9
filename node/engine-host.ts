/** The engine in Node: WebGPU where Dawn is installed, WebAssembly, and plain JavaScript. */
import { backendTitles } from '../shared/engine/choose-backend';
import type { BackendName } from '../shared/engine/executor';
import type { ModelFacts } from '../shared/model/trained-model';
import { createExecutor, releaseBackends } from '../shared/engine/backends/create-executor';
import { detectBackends } from '../shared/engine/tfjs/detect-backends';
import type { EngineHost } from '../shared/engine/engine-host';
import { WASM_MEMORY } from '../shared/engine/wasm-memory';
import { availableParallelism, totalmem } from 'node:os';
import { setImmediate } from 'node:timers';
import { nodeKernels } from './kernels';
import type { Places } from './places';
import { NO_ADAPTER, startWebGpu } from './webgpu';

/** More wait for each other longer than they compute. */
const MOST_THREADS = 8;

/**
 * WebGPU is started where `backend` is it or "auto". Rejects with a sentence where this machine doesn't have the backend
 * that was asked for.
 */
export async function nodeHost(places: Places, backend: BackendName | 'auto'): Promise<EngineHost> {
  const isWanted = backend === 'webgpu' || backend === 'auto';
  const missing = isWanted ? await startWebGpu(places.packages) : null;
  const candidates = await detectBackends();
  if (backend !== 'auto' && !candidates.some(({ name }) => name === backend)) {
    throw new Error(
      backend === 'webgpu'
        ? (missing ?? NO_ADAPTER)
        : `The command line has no ${backendTitles[backend]}: choose another backend.`,
    );
  }
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
    // The machine needs some of its memory itself.
    memoryLimit: Math.min(WASM_MEMORY, totalmem() * 0.7),
  };
}

/** What `nodeHost` is to start for a trained model: the backend that trained it gives the same figures again. */
export const backendFor = ({ origin }: Pick<ModelFacts, 'origin'>): BackendName | 'auto' =>
  origin.kind === 'run' && origin.record.backend === 'webgpu' ? 'auto' : 'wasm';
