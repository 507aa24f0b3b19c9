/** Our engine's WebAssembly from the page's own address. */
import type { KernelHost } from '../../shared/engine/executor';

export const browserKernels = (base: URL): KernelHost => ({
  load: async (name) => {
    const response = await fetch(new URL(name, base));
    if (!response.ok) throw new Error(`${name} can't be loaded: the server answers ${response.status}.`);
    return response.arrayBuffer();
  },
});
