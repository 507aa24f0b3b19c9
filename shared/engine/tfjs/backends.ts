/** Starting tfjs's backends, each loaded only when it is asked for. */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendName, Platform } from '../executor';
import { DeviceFaultError, DeviceLostError, OutOfMemoryError } from '../failures';
import { registerWasmKernels } from './kernels/register';
import { registerWebGpuKernels } from './webgpu/register';

export interface StartedBackend {
  readonly threads: number;
  /** Bytes in one buffer at most. */
  readonly largest: number;
  /** Whether it is a device of whose numbers nothing is known: drivers differ. */
  readonly isDevice: boolean;
  /**
   * Called when the device goes away, until the answer is; never for backends that have none. No promise, since one
   * that lives as long as the device would keep all that was ever raced against it.
   */
  onLost(listener: (error: Error) => void): () => void;
  /** Why what it computes is of no use any more; null while it is well. */
  failure(): Error | null;
}

// No advice about other packages on the console.
tf.enableProdMode();

const steady: StartedBackend = {
  threads: 1,
  largest: Infinity,
  isDevice: false,
  onLost: () => () => undefined,
  failure: () => null,
};
const started = new Map<BackendName, Promise<StartedBackend>>();
/** Executors that live on each. */
const users = new Map<BackendName, number>();

/** Loads, initializes and selects a backend. Rejects with a sentence where this machine doesn't have it. */
export async function startBackend(name: BackendName, platform: Platform): Promise<StartedBackend> {
  const known = started.get(name);
  const starting = known ?? start(name, platform);
  started.set(name, starting);
  try {
    const backend = await starting;
    if (backend.failure()) {
      // A lost device never comes back; a fresh one may.
      stop(name);
      return await startBackend(name, platform);
    }
    await tf.setBackend(name);
    return backend;
  } catch (error) {
    started.delete(name);
    throw error;
  }
}

/** Its memory and its device are given back; it can be started again. */
function stop(name: BackendName): void {
  const factory = tf.findBackendFactory(name);
  started.delete(name);
  tf.removeBackend(name);
  // Else its package, which is loaded but once, would have to tell of it again.
  tf.registerBackend(name, factory);
}

/** An executor is made on a backend, and must say when it is disposed of. */
export function useBackend(name: BackendName): () => void {
  const count = (change: number) => users.set(name, (users.get(name) ?? 0) + change);
  count(1);
  return () => void count(-1);
}

/** Stops the backends that no executor uses, except one. */
export function releaseBackends(except: BackendName): void {
  for (const name of [...started.keys()]) if (name !== except && (users.get(name) ?? 0) === 0) stop(name);
}

async function start(name: BackendName, platform: Platform): Promise<StartedBackend> {
  switch (name) {
    case 'cpu':
      await import('@tensorflow/tfjs-backend-cpu');
      await select(name);
      return steady;
    case 'wasm':
      return startWasm(platform);
    case 'webgl':
      return startWebGl();
    case 'webgpu':
      return startWebGpu();
  }
}

async function select(name: BackendName): Promise<void> {
  // Its types say that there is always one.
  const factory: unknown = tf.findBackendFactory(name);
  if (!factory || !(await tf.setBackend(name))) {
    throw new Error(`This machine has no ${name} backend, or it could not be started: choose another one.`);
  }
}

async function startWasm(platform: Platform): Promise<StartedBackend> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths(platform.wasmBase.endsWith('/') ? platform.wasmBase : `${platform.wasmBase}/`);
  wasm.setThreadsCount(platform.threads);
  await select('wasm');
  registerWasmKernels();
  return { ...steady, threads: wasm.getThreadsCount() };
}

async function startWebGl(): Promise<StartedBackend> {
  const { MathBackendWebGL } = await import('@tensorflow/tfjs-backend-webgl');
  await select('webgl');
  const backend = tf.backend();
  const isLost = () => backend instanceof MathBackendWebGL && backend.gpgpu.gl.isContextLost();
  const failure = () => (isLost() ? new DeviceLostError('WebGL') : null);
  return { ...steady, isDevice: true, failure };
}

async function startWebGpu(): Promise<StartedBackend> {
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  await select('webgpu');
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) throw new Error('The webgpu backend did not start.');
  registerWebGpuKernels();
  let failed: Error | null = null;
  const { device } = backend;
  // tfjs asks for no errors: what it ordered would come back as zeros.
  device.addEventListener('uncapturederror', ({ error }) => {
    failed ??=
      error instanceof GPUOutOfMemoryError
        ? new OutOfMemoryError(
            'The graphics device has not enough memory for this network: choose a smaller batch.',
          )
        : new DeviceFaultError(`The graphics device refused its work: ${error.message}`);
  });
  // tfjs has asked for all that the adapter has of these.
  const { maxBufferSize, maxStorageBufferBindingSize } = device.limits;
  const largest = Math.min(maxBufferSize, maxStorageBufferBindingSize);
  const listeners = new Set<(error: Error) => void>();
  void device.lost.then(({ message, reason }) => {
    const error = new DeviceLostError(message || reason);
    failed = error;
    for (const listener of listeners) listener(error);
  });
  return {
    threads: 1,
    largest,
    isDevice: true,
    onLost(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    failure: () => failed,
  };
}
