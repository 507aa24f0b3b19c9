import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeKernels } from '../../../node/kernels';
import type { Platform } from '../executor';

const kernels = fileURLToPath(new URL('../../../dist/kernels', import.meta.url));

/** Node: tfjs's wasm files lie in its package, ours where the tests' setup has built them. */
export const nodePlatform: Platform = {
  kernels: nodeKernels(kernels),
  wasmBase: `${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`,
  backends: ['wasm', 'cpu'],
  threads: 1,
  now: () => performance.now(),
};
