import type { Page, Worker } from '@playwright/test';
import { privateMemory } from '../../bench/private-memory';

/** Of the page's process, its workers and WebAssembly included, in MB (2^20 bytes), after garbage was collected. */
export interface Memory {
  /** What its allocators have given out and not got back, as Chromium's memory-infra counts it. */
  readonly used: number;
  /** Of it what the window's program holds: objects, text, elements. What stays of a closed document is a leak. */
  readonly objects: number;
  /** Of it the window's code, which V8 goes on compiling as long as parts are used often enough for the first time. */
  readonly code: number;
  /**
   * The pages that it holds alone, the gaps between what is used among them.
   * Null where the system does not say.
   */
  readonly pages: number | null;
}

const MEGABYTE = 2 ** 20;

/** What Chromium must be started with, so that its garbage can be collected. */
export const collectionFlags: readonly string[] = ['--js-flags=--expose-gc'];

interface Collector {
  gc(options: { readonly type: 'major'; readonly execution: 'sync'; readonly flavor: 'last-resort' }): void;
}

/** All that can be, as where memory runs out: otherwise spaces for new objects stay as large as they once were. */
const collect = (): void =>
  (globalThis as unknown as Collector).gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });

/** Threads of the engine, which run from a text, sleep and don't answer. */
const workersOf = (page: Page): readonly Worker[] =>
  page.workers().filter((worker) => !worker.url().startsWith('blob:'));

export async function memoryOf(page: Page): Promise<Memory> {
  // What a first collection frees may keep the next thing alive until it is finalized.
  for (let i = 0; i < 3; i += 1) {
    await page.evaluate(collect);
    for (const worker of workersOf(page)) await worker.evaluate(collect);
  }
  const session = await page.context().newCDPSession(page);
  // The allocators give back what they keep in reserve.
  for (let i = 0; i < 2; i += 1) {
    await session.send('Memory.simulatePressureNotification', { level: 'critical' });
    await page.waitForTimeout(2_000);
  }
  await session.detach();
  const pages = await privateMemory(page);
  return { pages, ...shares(await allocatorsOf(page)) };
}

/** Attributes are hexadecimal. */
interface Dump {
  readonly attrs?: Readonly<Record<string, { readonly value: string } | undefined>>;
}

/** What one process says of its allocators. */
interface TraceEvent {
  readonly args?: { readonly dumps?: { readonly allocators?: Readonly<Record<string, Dump>> } };
}

const megabytes = (dump: Dump | undefined, attribute: string): number =>
  parseInt(dump?.attrs?.[attribute]?.value ?? '0', 16) / MEGABYTE;

type Allocators = Readonly<Record<string, Dump>>;

async function allocatorsOf(page: Page): Promise<Allocators> {
  const browser = await page.context().browser()?.newBrowserCDPSession();
  if (!browser) throw new Error('The page belongs to no browser of its own.');
  const events: TraceEvent[] = [];
  browser.on('Tracing.dataCollected', ({ value }) => events.push(...(value as TraceEvent[])));
  const complete = new Promise<void>((resolve) => browser.once('Tracing.tracingComplete', () => resolve()));
  await browser.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['disabled-by-default-memory-infra'],
      // None but the one that is asked for.
      memoryDumpConfig: {},
    },
  });
  await browser.send('Tracing.requestMemoryDump', { levelOfDetail: 'detailed' });
  await browser.send('Tracing.end');
  await complete;
  await browser.detach();
  // The largest is that of the page: others are the browser's own pages.
  const size = (allocators: Allocators): number => megabytes(allocators['blink_gc/main'], 'size');
  const all = events.flatMap(({ args }): readonly Allocators[] => {
    const allocators = args?.dumps?.allocators;
    return allocators === undefined ? [] : [allocators];
  });
  return all.reduce<Allocators>((largest, next) => (size(next) > size(largest) ? next : largest), {});
}

/** V8 has spaces for code of each kind, and others for objects; Blink has its own for what scripts can reach. */
function shares(allocators: Allocators): Pick<Memory, 'used' | 'objects' | 'code'> {
  let [others, workers, objects, code] = [0, 0, 0, 0];
  for (const [name, dump] of Object.entries(allocators)) {
    const given = megabytes(dump, 'allocated_objects_size');
    if (/^v8\/workers\/heap\/\w+_space\/[^/]+$/.test(name)) workers += given;
    else if (/^v8\/main\/.*(code|trusted)\w*_space$/.test(name)) code += given;
    else if (/^v8\/main\/.*_space$/.test(name)) objects += given;
    else if (name === 'blink_gc/main/allocated_objects') objects += megabytes(dump, 'size');
    else if (/^(malloc|partition_alloc|blink_gc\/workers)\/allocated_objects$/.test(name))
      others += megabytes(dump, 'size');
    // What a thread was given back and keeps for what it is asked for next is not in use, and yet counted above.
    else if (/^(malloc|partition_alloc)\/partitions\/[^/]+\/thread_cache$/.test(name))
      others -= megabytes(dump, 'size');
  }
  return { used: others + workers + objects + code, objects, code };
}
