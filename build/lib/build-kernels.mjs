/** Before the tests: the WebAssembly kernels, where they are stale. */
import { buildStale } from './targets.mjs';

export const setup = () => buildStale('kernels');
