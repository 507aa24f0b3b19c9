/** Our engine's WebAssembly from the files beside the program. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { KernelHost } from '../shared/engine/executor';

export const nodeKernels = (folder: string): KernelHost => ({
  load: async (name) => Uint8Array.from(await readFile(path.join(folder, name))).buffer,
});
