/** The module, its memory and its threads. */
import type { KernelHost } from '../executor';
import { OutOfMemoryError } from '../failures';
import { Unsupported } from './unsupported';

const PAGE = 65536;
/** 4 GiB, all that 32 bits address. */
const PAGES = 65536;
/** Less would not train much. */
const FEWEST_PAGES = 2048;

/** Addresses below belong to the module's own constants; the first page is theirs and the barrier's. */
const CONTROL = 32768;
/** Set by a thread that trapped. */
const FAILED = CONTROL + 20;
/** Milliseconds after which a thread that waits looks whether the others are alive. */
const PATIENCE = 500;
export const RESULT = CONTROL + 128;
export const FIRST_FREE = PAGE;
/** Numbers in float64 that have room there. */
export const RESULTS = (FIRST_FREE - RESULT) / 8;

interface Exports {
  run(control: number, list: number, count: number, threads: number): void;
  dismiss(control: number, threads: number): void;
}

function isExports(exports: object): exports is Exports {
  return (
    'run' in exports &&
    typeof exports.run === 'function' &&
    'dismiss' in exports &&
    typeof exports.dismiss === 'function'
  );
}

/** A module with a relaxed swizzle: bytes that validate only where there is relaxed SIMD. */
const RELAXED_PROBE = Uint8Array.of(
  0,
  97,
  115,
  109,
  1,
  0,
  0,
  0,
  1,
  5,
  1,
  96,
  0,
  1,
  123,
  3,
  2,
  1,
  0,
  10,
  15,
  1,
  13,
  0,
  65,
  1,
  253,
  15,
  65,
  2,
  253,
  15,
  253,
  128,
  2,
  11,
);

const modules = new Map<string, Promise<WebAssembly.Module>>();

/** Products are rounded once where there is relaxed SIMD, and twice elsewhere: other bits. */
type Variant = 'relaxed' | 'strict';

const files: Readonly<Record<Variant, string>> = {
  relaxed: 'kernels-relaxed.wasm',
  strict: 'kernels.wasm',
};

const variant = (): Variant => (WebAssembly.validate(RELAXED_PROBE) ? 'relaxed' : 'strict');

async function compileModule(host: KernelHost): Promise<WebAssembly.Module> {
  const name = files[variant()];
  const known = modules.get(name);
  if (known) return known;
  const compiling = host.load(name).then((bytes) => {
    if (!WebAssembly.validate(bytes)) {
      throw new Unsupported(
        'Our own engine needs vector instructions and threads, which WebAssembly lacks here.',
      );
    }
    return WebAssembly.compile(bytes);
  });
  modules.set(name, compiling);
  try {
    return await compiling;
  } catch (error) {
    modules.delete(name);
    throw error;
  }
}

export interface Machine {
  readonly threads: number;
  readonly variant: Variant;
  /** Makes memory up to here exist. */
  reserve(bytes: number): void;
  floats(address: number, count: number): Float32Array;
  words(address: number, count: number): Int32Array;
  doubles(address: number, count: number): Float64Array;
  run(list: number, count: number): void;
  dispose(): void;
}

/** Threads beside the first; fewer than asked for where they can't be started. */
async function startThreads(
  host: KernelHost,
  count: number,
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Promise<readonly (() => void)[]> {
  const ends: (() => void)[] = [];
  try {
    for (let thread = 1; thread < count; thread += 1)
      ends.push(await host.startThread({ module, memory, control: CONTROL, thread, failed: FAILED }));
  } catch {
    // Those that did start are enough.
  }
  return ends;
}

/** Shared memory that may grow as far as the machine lets it: its addresses are all taken at once. */
function reserveMemory(): WebAssembly.Memory {
  for (let maximum = PAGES; maximum >= FEWEST_PAGES; maximum /= 2) {
    try {
      return new WebAssembly.Memory({ initial: 2, maximum, shared: true });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  throw new OutOfMemoryError('WebAssembly can have no memory here: close other programs or tabs.');
}

export async function startMachine(host: KernelHost, threads: number): Promise<Machine> {
  if (typeof SharedArrayBuffer === 'undefined') {
    throw new Unsupported('Our own engine needs shared memory, which this page does not have.');
  }
  const module = await compileModule(host);
  const memory = reserveMemory();
  const control = new Int32Array(memory.buffer, 0, FIRST_FREE / 4);
  const sleep = (word: number, value: number): void => {
    if (Atomics.load(control, FAILED / 4) !== 0) throw new WebAssembly.RuntimeError('a thread has stopped');
    Atomics.wait(control, word / 4, value, PATIENCE);
  };
  const { exports } = await WebAssembly.instantiate(module, { env: { memory, sleep } });
  if (!isExports(exports))
    throw new Error('The engine’s module is not the one that this program was built with.');
  const others = await startThreads(host, threads, module, memory);
  return {
    threads: 1 + others.length,
    variant: variant(),
    reserve(bytes) {
      const missing = Math.ceil(bytes / PAGE) - memory.buffer.byteLength / PAGE;
      if (missing <= 0) return;
      try {
        memory.grow(missing);
      } catch {
        throw new OutOfMemoryError(
          `This needs ${(bytes / 2 ** 30).toFixed(1)} GiB of memory, and WebAssembly can have no more here: choose a smaller batch.`,
        );
      }
    },
    floats: (address, count) => new Float32Array(memory.buffer, address, count),
    words: (address, count) => new Int32Array(memory.buffer, address, count),
    doubles: (address, count) => new Float64Array(memory.buffer, address, count),
    run(list, count) {
      exports.run(CONTROL, list, count, 1 + others.length);
    },
    dispose() {
      // A worker that sleeps in a thread's wait is ended only seconds after it was asked to.
      exports.dismiss(CONTROL, others.length);
      for (const end of others) end();
    },
  };
}
