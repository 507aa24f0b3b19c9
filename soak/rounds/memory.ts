import type { Page } from '@playwright/test';

/** Bytes after garbage was collected. */
export interface Memory {
  /** JavaScript of the window. */
  readonly heap: number;
  /** Of the window and its workers, WebAssembly included, as Chromium measures it. */
  readonly all: number;
}

/** Chromium would wait for the next collection. */
export const memoryFlags = ['--enable-blink-features=ForceEagerMeasureMemory'];

/** The JavaScript of the window alone: that of its workers takes Chromium about a minute. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  // What a first collection frees may keep the next thing alive until it is finalized.
  for (let i = 0; i < 3; i += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

export async function memoryOf(page: Page): Promise<Memory> {
  const heap = await heapOf(page);
  const all = await page.evaluate(async () => {
    // TypeScript's library does not know it.
    const measuring = performance as unknown as {
      measureUserAgentSpecificMemory(): Promise<{ bytes: number }>;
    };
    return (await measuring.measureUserAgentSpecificMemory()).bytes;
  });
  return { heap, all };
}
