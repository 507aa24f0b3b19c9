/** Starting tfjs's backends, each loaded only when it is asked for. */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendName, Platform } from '../executor';
import { registerWasmKernels } from './kernels/register';
import { registerWebGpuKernels } from './webgpu/register';

export interface StartedBackend {
  readonly threads: number;
  /** Bytes in one buffer at most. */
  readonly largest: number;
  /** Resolves with a reason when the device goes away; never for backends that have none. */
  readonly lost: Promise<string>;
  /** Whether it has gone away by now. */
  isLost(): boolean;
}

// No advice about other packages on the console.
tf.enableProdMode();

const never = new Promise<string>(() => undefined);
const steady: StartedBackend = { threads: 1, largest: Infinity, lost: never, isLost: () => false };
const started = new Map<BackendName, Promise<StartedBackend>>();

/** Loads, initializes and selects a backend. Rejects with a sentence where this machine doesn't have it. */
export async function startBackend(name: BackendName, platform: Platform): Promise<StartedBackend> {
  const known = started.get(name);
  const starting = known ?? start(name, platform);
  started.set(name, starting);
  try {
    const backend = await starting;
    if (backend.isLost()) {
      // A lost device never comes back; a fresh one may.
      tf.removeBackend(name);
      started.delete(name);
      return await startBackend(name, platform);
    }
    await tf.setBackend(name);
    return backend;
  } catch (error) {
    started.delete(name);
    throw error;
  }
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
  return { ...steady, isLost };
}

async function startWebGpu(): Promise<StartedBackend> {
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  await select('webgpu');
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) throw new Error('The webgpu backend did not start.');
  registerWebGpuKernels();
  let gone = false;
  const lost = backend.device.lost.then(({ message, reason }) => {
    gone = true;
    return message || reason;
  });
  // tfjs has asked for all that the adapter has of these.
  const { maxBufferSize, maxStorageBufferBindingSize } = backend.device.limits;
  const largest = Math.min(maxBufferSize, maxStorageBufferBindingSize);
  return { threads: 1, largest, lost, isLost: () => gone };
}
