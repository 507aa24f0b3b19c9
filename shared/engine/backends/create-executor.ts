/** The executor for a backend: on WebAssembly our own where it can run the network, else tfjs. */
import type { BackendName, Executor, ExecutorOptions, Platform } from '../executor';
import type * as Tfjs from '../tfjs/create-executor';
import { createWasmExecutor, obstacleTo } from '../wasm/create-executor';
import { Unsupported } from '../wasm/unsupported';

/** It is loaded where it is needed alone, since our own engine runs most networks. */
let tfjs: typeof Tfjs | null = null;

async function createTfjsExecutor(options: ExecutorOptions, platform: Platform): Promise<Executor> {
  tfjs ??= await import('../tfjs/create-executor');
  return tfjs.createExecutor(options, platform);
}

/** Stops what runs on no executor, except one: its memory and its device are given back. */
export function releaseBackends(except: BackendName): void {
  tfjs?.releaseBackends(except);
}

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
