import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Platform } from '../../executor';

/** Node: tfjs's wasm files lie in its package. */
export const nodePlatform: Platform = {
  wasmBase: `${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`,
  backends: ['wasm', 'cpu'],
  threads: 1,
  now: () => performance.now(),
};
