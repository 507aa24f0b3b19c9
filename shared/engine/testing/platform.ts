import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Platform } from '../executor';

const kernels = new URL('../../../dist/kernels/', import.meta.url);

/** Node: tfjs's wasm files lie in its package, ours where the tests' setup has built them. */
export const nodePlatform: Platform = {
  kernels: { load: async (name) => Uint8Array.from(await readFile(new URL(name, kernels))).buffer },
  wasmBase: `${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`,
  backends: ['wasm', 'cpu'],
  threads: 1,
  now: () => performance.now(),
};
