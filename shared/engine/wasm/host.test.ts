import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterEach, expect, test, vi } from 'vitest';
import { createExecutor } from '../backends/create-executor';
import type { KernelHost, Platform } from '../executor';
import { OutOfMemoryError } from '../failures';
import { initializeWeights } from '../initialize';
import { nodePlatform } from '../testing/platform';
import { smallPlan } from '../../training/testing/small-run';
import { startMachine } from './host';

const { kernels } = nodePlatform;
if (!kernels) throw new Error('There are no kernels to test.');
const host: KernelHost = kernels;

afterEach(() => void vi.unstubAllGlobals());

const create = (platform: Partial<Platform>) => {
  const plan = smallPlan();
  return createExecutor(
    {
      plan,
      weights: initializeWeights(plan, 1),
      backend: 'wasm',
      optimizer: { name: 'sgd', momentum: 0 },
      seed: 1,
    },
    { ...nodePlatform, ...platform },
  );
};

const pixels = { image: { shape: [1, 6, 6, 1], data: new Float32Array(36) } };

test('without shared memory tfjs runs the network, and says so', async () => {
  vi.stubGlobal('SharedArrayBuffer', undefined);
  const executor = await create({});
  expect(executor.notice).toMatch(/shared memory.*TensorFlow\.js runs it/);
  expect((await executor.predict(pixels, 1))['output']?.data).toHaveLength(3);
  executor.dispose();
});

test('where WebAssembly lacks the module’s instructions tfjs runs the network, and says so', async () => {
  // As a host without vector instructions sees ours: bytes that are no module. (Before any test has compiled ours.)
  const executor = await create({ kernels: { ...host, load: () => Promise.resolve(new ArrayBuffer(8)) } });
  expect(executor.notice).toMatch(/vector instructions.*TensorFlow\.js runs it/);
  executor.dispose();
});

test('memory that can’t grow is told as a sentence', async () => {
  const machine = await startMachine(host, 1);
  expect(() => machine.reserve(2 ** 33)).toThrow(OutOfMemoryError);
  expect(() => machine.reserve(2 ** 33)).toThrow(/8\.0 GiB.*choose a smaller batch/);
  machine.dispose();
});

test('takes less where the machine can’t set aside all addresses', async () => {
  const { Memory } = WebAssembly;
  const asked: number[] = [];
  vi.spyOn(WebAssembly, 'Memory').mockImplementation(function (descriptor) {
    asked.push(descriptor.maximum ?? 0);
    if ((descriptor.maximum ?? 0) > 16384) throw new RangeError('could not allocate memory');
    return new Memory(descriptor);
  });
  const machine = await startMachine(host, 1);
  vi.restoreAllMocks();
  expect(asked).toEqual([65536, 32768, 16384]);
  machine.dispose();
});

test('a thread that traps does not leave the others waiting', async () => {
  const machine = await startMachine(
    {
      ...host,
      startThread: ({ memory, failed }) => {
        // What the thread's script does when the module traps in it.
        if (memory instanceof WebAssembly.Memory) Atomics.store(new Int32Array(memory.buffer), failed / 4, 1);
        return Promise.resolve(() => undefined);
      },
    },
    2,
  );
  machine.words(65536, 2).set([0, 0]);
  expect(() => machine.run(65536, 1)).toThrow('a thread has stopped');
  machine.dispose();
});

test('the threads of a machine that is disposed of return, and needn’t be ended by force', async () => {
  const script = `
    const { parentPort, workerData: { module, memory, control, thread } } = require('node:worker_threads');
    const words = new Int32Array(memory.buffer);
    const sleep = (word, value) => Atomics.wait(words, word / 4, value);
    WebAssembly.instantiate(module, { env: { memory, sleep } }).then(({ exports }) => {
      parentPort.postMessage('ready');
      exports.serve(control, thread);
      parentPort.postMessage('returned');
    });`;
  const threads: Worker[] = [];
  const machine = await startMachine(
    {
      ...host,
      startThread: async (request) => {
        const worker = new Worker(script, { eval: true, workerData: request });
        threads.push(worker);
        await once(worker, 'message');
        return () => undefined;
      },
    },
    3,
  );
  expect(machine.threads).toBe(3);
  const returned = Promise.all(threads.map((thread) => once(thread, 'message')));
  machine.dispose();
  expect(await returned).toEqual([['returned'], ['returned']]);
});
