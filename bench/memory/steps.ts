/** A training run that is held at two of its steps, so that its memory can be looked at. */
import { createExecutor } from '../../shared/engine/backends/create-executor';
import type { KernelHost } from '../../shared/engine/executor';
import type { Failure } from '../../shared/engine/fallback';
import { createSmall, smallRun } from '../../shared/training/testing/small-run';
import { trainNetwork } from '../../shared/training/train';
import { createTrainingControl } from '../../shared/training/training-control';

export interface MemoryRequest {
  /** Our engine, or tfjs in plain JavaScript. */
  readonly backend: 'wasm' | 'cpu';
  readonly wasmBase: string;
  /** The two steps. */
  readonly early: number;
  readonly late: number;
}

/** What the engine holds at a step; the place where it runs adds its heap. */
export interface Held {
  readonly step: number;
  readonly tensors: number;
  readonly tensorBytes: number;
  readonly wasmBytes: number;
}

const BATCH = 8;
/** Steps. */
const EPOCH = 1000;
/**
 * Steps of a run before: until then V8's own compiled code and type feedback grow the heap by a megabyte, whatever it
 * runs; afterwards they stay.
 */
const WARM_UP = 5000;

/** Every WebAssembly memory that is made from now on: an executor tells nobody of its own. */
function recordMemories(): readonly WebAssembly.Memory[] {
  const made: WebAssembly.Memory[] = [];
  WebAssembly.Memory = class extends WebAssembly.Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super(descriptor);
      made.push(this);
    }
  };
  return made;
}

/** A network of a few hundred weights: beside it, a hundred bytes a step that are never freed can be seen. */
export async function holdAtSteps(
  { backend, wasmBase, early, late }: MemoryRequest,
  kernels: KernelHost,
  yieldToHost: () => Promise<void>,
  onHold: (held: Held) => Promise<void>,
): Promise<void> {
  const memories = recordMemories();
  // Our engine has no tensors, and goes without tfjs.
  const tensors = backend === 'wasm' ? null : await import('./tensors');
  let isHeld = false;
  const platform = { kernels, wasmBase, backends: [backend], threads: 1, now: () => performance.now() };
  const start = async (failure?: Failure) => {
    if (failure) throw new Error('The run failed.', { cause: failure.error });
    const executor = await createSmall({
      create: (options) => createExecutor({ ...options, backend }, platform),
    });
    let count = 0;
    return {
      ...executor,
      step: async (...args: Parameters<typeof executor.step>) => {
        await executor.step(...args);
        count += 1;
        if (!isHeld || (count !== early && count !== late)) return;
        const { numTensors, numBytes } = tensors?.memory() ?? { numTensors: 0, numBytes: 0 };
        const wasmBytes = memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
        await onHold({ step: count, tensors: numTensors, tensorBytes: numBytes, wasmBytes });
      },
    };
  };
  const run = async (epochs: number): Promise<void> => {
    const { train, ...args } = smallRun(start, { batchSize: BATCH, epochs });
    const samples = { ...train, length: BATCH * EPOCH };
    const { executor } = await trainNetwork(
      { ...args, train: samples, yieldToHost },
      createTrainingControl(),
      {},
    );
    executor.dispose();
  };
  await run(WARM_UP / EPOCH);
  isHeld = true;
  await run(Math.ceil(late / EPOCH));
}
