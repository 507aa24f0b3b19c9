/** The executor for a backend: on WebAssembly our own where it can run the network, else tfjs. */
import type { Executor, ExecutorOptions, Platform } from '../executor';
import { createExecutor as createTfjsExecutor } from '../tfjs/create-executor';
import { createWasmExecutor, obstacleTo } from '../wasm/create-executor';
import { Unsupported } from '../wasm/unsupported';

/** Rejects with a sentence where the backend can't be started. */
export async function createExecutor(options: ExecutorOptions, platform: Platform): Promise<Executor> {
  const { kernels } = platform;
  if (options.backend !== 'wasm' || !kernels) return createTfjsExecutor(options, platform);
  let obstacle = obstacleTo(options.plan);
  if (obstacle === null) {
    try {
      return await createWasmExecutor(options, kernels, platform.threads);
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      obstacle = error.message;
    }
  }
  const executor = await createTfjsExecutor(options, platform);
  return { ...executor, notice: `${obstacle} TensorFlow.js runs it on WebAssembly, more slowly.` };
}
