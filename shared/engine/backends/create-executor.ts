/** The executor for a backend: on WebAssembly our own where it can run the network, else tfjs. */
import type { Executor, ExecutorOptions, Platform } from '../executor';
import { createExecutor as createTfjsExecutor } from '../tfjs/create-executor';
import { createWasmExecutor, obstacleTo } from '../wasm/create-executor';
import { Unsupported } from '../wasm/unsupported';

/** Rejects with a sentence where the backend can't be started. */
export async function createExecutor(options: ExecutorOptions, platform: Platform): Promise<Executor> {
  const { kernels } = platform;
  if (options.backend === 'wasm' && kernels && obstacleTo(options.plan) === null) {
    try {
      return await createWasmExecutor(options, kernels, platform.threads);
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
    }
  }
  return createTfjsExecutor(options, platform);
}
