/** Our engine's WebAssembly from the files beside the program, and its threads. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { KernelHost } from '../shared/engine/executor';

/** A text, since what runs it is bundled into one file. */
const threadScript = `
const { parentPort, workerData: { module, memory, control, thread, failed } } = require('node:worker_threads');
const words = new Int32Array(memory.buffer);
const sleep = (word, value) => Atomics.wait(words, word / 4, value);
WebAssembly.instantiate(module, { env: { memory, sleep } }).then(({ exports }) => {
  parentPort.postMessage('ready');
  try {
    exports.serve(control, thread);
  } catch {
    Atomics.store(words, failed / 4, 1);
  }
});`;

export const nodeKernels = (folder: string): KernelHost => ({
  load: async (name) => Uint8Array.from(await readFile(path.join(folder, name))).buffer,
  startThread: async (request) => {
    const worker = new Worker(threadScript, { eval: true, workerData: request });
    await once(worker, 'message');
    // The program may end while it waits for work.
    worker.unref();
    return () => void worker.terminate();
  },
});
