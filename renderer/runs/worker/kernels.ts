/** Our engine's WebAssembly from the page's own address, and its threads: workers of the worker. */
import type { KernelHost } from '../../../shared/engine/executor';

/** A text, since the page's policy lets workers start from one, wherever this is bundled. */
const threadScript = `
onmessage = ({ data: { module, memory, control, thread, failed } }) => {
  const words = new Int32Array(memory.buffer);
  const sleep = (word, value) => Atomics.wait(words, word / 4, value);
  WebAssembly.instantiate(module, { env: { memory, sleep } }).then(({ exports }) => {
    postMessage('ready');
    try {
      exports.serve(control, thread);
    } catch {
      Atomics.store(words, failed / 4, 1);
    }
  });
};`;

export const browserKernels = (base: URL): KernelHost => ({
  load: async (name) => {
    const response = await fetch(new URL(name, base));
    if (!response.ok) throw new Error(`${name} can't be loaded: the server answers ${response.status}.`);
    return response.arrayBuffer();
  },
  startThread: async (request) => {
    const address = URL.createObjectURL(new Blob([threadScript], { type: 'text/javascript' }));
    const worker = new Worker(address);
    try {
      await new Promise<void>((resolve, reject) => {
        worker.onmessage = () => resolve();
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage(request);
      });
    } catch (error) {
      worker.terminate();
      throw error;
    } finally {
      URL.revokeObjectURL(address);
    }
    return () => worker.terminate();
  },
});
