import type { CDPSession, Page } from '@playwright/test';
import { privateMemory } from '../../bench/private-memory';

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

/**
 * What the page's process holds alone, in MB (2^20 bytes), its workers and WebAssembly included; null where the system
 * does not say.
 */
export async function processMemory(page: Page): Promise<number | null> {
  const session = await page.context().newCDPSession(page);
  await collectGarbage(session);
  // The allocators give back what they keep in reserve.
  await session.send('Memory.simulatePressureNotification', { level: 'critical' });
  await session.detach();
  await page.waitForTimeout(3_000);
  return privateMemory(page);
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
