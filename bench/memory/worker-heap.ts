/** The heap of a page's only worker, asked of the browser, since a worker can't see its own. */
import type { Page } from '@playwright/test';

type Session = Awaited<ReturnType<ReturnType<Page['context']>['newCDPSession']>>;

/** Sends a command to a worker by way of its browser. */
async function command(session: Session, sessionId: string, id: number, method: string): Promise<unknown> {
  const answered = new Promise<unknown>((resolve) => {
    const listen = ({ message }: { message: string }): void => {
      const answer: unknown = JSON.parse(message);
      if (typeof answer !== 'object' || answer === null || !('id' in answer) || answer.id !== id) return;
      session.off('Target.receivedMessageFromTarget', listen);
      resolve('result' in answer ? answer.result : null);
    };
    session.on('Target.receivedMessageFromTarget', listen);
  });
  await session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
  return answered;
}

/** Bytes of objects and buffers that are left when garbage was collected. */
export async function workerHeap(page: Page, script: string): Promise<number> {
  const browser = page.context().browser();
  if (!browser) throw new Error('The page has no browser.');
  const session = await browser.newBrowserCDPSession();
  try {
    const { targetInfos } = await session.send('Target.getTargets');
    const worker = targetInfos.find(({ type, url }) => type === 'worker' && url.includes(script));
    if (!worker) throw new Error(`There is no worker ${script}.`);
    const { sessionId } = await session.send('Target.attachToTarget', {
      targetId: worker.targetId,
      flatten: false,
    });
    await command(session, sessionId, 1, 'HeapProfiler.collectGarbage');
    await command(session, sessionId, 2, 'HeapProfiler.collectGarbage');
    const usage = await command(session, sessionId, 3, 'Runtime.getHeapUsage');
    const part = (name: string): number => {
      const value: unknown = typeof usage === 'object' && usage !== null ? Reflect.get(usage, name) : null;
      return typeof value === 'number' ? value : 0;
    };
    return part('usedSize') + part('backingStorageSize');
  } finally {
    await session.detach();
  }
}
