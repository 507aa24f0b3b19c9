import type { CDPSession, Page } from '@playwright/test';
import { privateMemory } from '../../bench/private-memory';

/** Of the page's process, its workers and WebAssembly included, in MB (2^20 bytes), after garbage was collected. */
export interface ProcessMemory {
  /** What its allocators have given out and not got back, as Chromium's memory-infra counts it. */
  readonly used: number;
  /**
   * The pages that it holds alone: gaps between what is used are a part of them, and grow for a while under any program.
   * Null where the system does not say.
   */
  readonly pages: number | null;
}

/** In MB (2^20 bytes), after garbage was collected. */
export interface Heap {
  /** What the page's program holds: objects, text, elements. What stays of a document that was closed is a leak. */
  readonly objects: number;
  /** Its code, which V8 goes on compiling as long as parts of it are used often enough for the first time. */
  readonly code: number;
}

interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[], ...unknown[]];
    };
  };
  readonly nodes: readonly number[];
  readonly strings: readonly string[];
}

const MEGABYTE = 2 ** 20;

/** Lists that V8 keeps for code that it has compiled: which code to throw away when an object changes its form. */
const FOR_CODE = 'system / WeakArrayList';

export async function processMemory(page: Page): Promise<ProcessMemory> {
  const session = await page.context().newCDPSession(page);
  await collectGarbage(session);
  // The allocators give back what they keep in reserve.
  await session.send('Memory.simulatePressureNotification', { level: 'critical' });
  await session.detach();
  await page.waitForTimeout(3_000);
  return { pages: await privateMemory(page), used: await usedMemory(page) };
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

async function usedMemory(page: Page): Promise<number> {
  const browser = await page.context().browser()?.newBrowserCDPSession();
  if (!browser) throw new Error('The page belongs to no browser of its own.');
  const events: TraceEvent[] = [];
  browser.on('Tracing.dataCollected', ({ value }) => events.push(...(value as TraceEvent[])));
  const complete = new Promise<void>((resolve) => browser.once('Tracing.tracingComplete', () => resolve()));
  await browser.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['disabled-by-default-memory-infra'],
      memoryDumpConfig: { triggers: [] },
    },
  });
  await browser.send('Tracing.requestMemoryDump', { levelOfDetail: 'detailed' });
  await browser.send('Tracing.end');
  await complete;
  await browser.detach();
  // The largest is that of the page: others are the browser's own pages.
  return Math.max(...events.map(({ args }) => usedBy(args?.dumps?.allocators ?? {})));
}

/** Every allocator of a page's process; those of V8 by their spaces, of which the one of Blink's objects is another. */
function usedBy(allocators: Readonly<Record<string, Dump>>): number {
  if (allocators['blink_gc/main'] === undefined) return 0;
  let used = 0;
  for (const [name, dump] of Object.entries(allocators)) {
    if (/^(malloc|partition_alloc|blink_gc\/(main|workers))\/allocated_objects$/.test(name))
      used += megabytes(dump, 'size');
    else if (/^v8\/(main|workers)\/.*_space$/.test(name)) used += megabytes(dump, 'allocated_objects_size');
  }
  return used;
}

export async function heapOf(page: Page): Promise<Heap> {
  const session = await page.context().newCDPSession(page);
  await collectGarbage(session);
  const sizes = sizesOf(await snapshotOf(session));
  await session.detach();
  return sizes;
}

async function collectGarbage(session: CDPSession): Promise<void> {
  // What a first collection frees may keep the next thing alive until it is finalized.
  for (let i = 0; i < 3; i += 1) await session.send('HeapProfiler.collectGarbage');
}

async function snapshotOf(session: CDPSession): Promise<Snapshot> {
  const parts: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => parts.push(chunk));
  await session.send('HeapProfiler.takeHeapSnapshot');
  // Its form is Chromium's own, as its developer tools read it.
  return JSON.parse(parts.join('')) as Snapshot;
}

function sizesOf({ snapshot, nodes, strings }: Snapshot): Heap {
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const at = (field: string): number => fields.indexOf(field);
  const [type, name, size] = [at('type'), at('name'), at('self_size')];
  let [objects, code] = [0, 0];
  for (let i = 0; i < nodes.length; i += fields.length) {
    const isCode = types[0][nodes[i + type] ?? -1] === 'code' || strings[nodes[i + name] ?? -1] === FOR_CODE;
    if (isCode) code += nodes[i + size] ?? 0;
    else objects += nodes[i + size] ?? 0;
  }
  return { objects: objects / MEGABYTE, code: code / MEGABYTE };
}
