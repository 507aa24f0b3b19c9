/** Images per second while training, next to stock tfjs: each side in a process or worker of its own. */
import { askNode, nodeHost } from './node-process';
import { type Benchmark, median, type Row } from './row';
import type { SpeedAnswer, SpeedRequest } from './training/network';
import { type WorkerPage, withWorkerPage } from './worker-page';
import { messageOf } from '../shared/schema/message-of';

type Side = 'ours' | 'stock';
type Backend = SpeedRequest['backend'];
type Question = Omit<SpeedRequest, 'wasmBase'>;

const measured = { milliseconds: 4000, rounds: 3 } as const;
export const STOCK = 'stock tfjs 4.22 model.fit';

function rowOf(host: string, backend: Backend, ours: SpeedAnswer, stock: SpeedAnswer, note: string): Row {
  const speed = ours.imagesPerSecond.length > 0 ? median(ours.imagesPerSecond) : null;
  const peer = stock.imagesPerSecond.length > 0 ? median(stock.imagesPerSecond) : null;
  return {
    name: 'train',
    host,
    backend,
    threads: ours.threads,
    unit: 'images/s',
    ours: speed,
    peer,
    peerName: peer === null ? null : STOCK,
    ratio: speed !== null && peer !== null ? speed / peer : null,
    aim: peer === null ? null : 1,
    floor: null,
    note: [note, ours.reason, stock.reason === null ? null : `Stock tfjs can't: ${stock.reason}`]
      .filter(Boolean)
      .join(' '),
  };
}

async function inNode(): Promise<Row[]> {
  const measure = (side: Side, backend: Backend) =>
    askNode<SpeedAnswer>(`training/${side}`, { ...measured, backend, threads: 1 } satisfies Question);
  const rows: Row[] = [];
  for (const backend of ['wasm', 'cpu'] as const) {
    rows.push(rowOf(nodeHost, backend, await measure('ours', backend), await measure('stock', backend), ''));
  }
  return rows;
}

/** A side that can't is a reason and no error. */
export async function speedInWorker(
  { ask }: WorkerPage,
  side: Side,
  backend: Backend,
  threads: number,
): Promise<SpeedAnswer> {
  try {
    return await ask<SpeedAnswer>(side, { ...measured, backend, threads } satisfies Question);
  } catch (error) {
    return { imagesPerSecond: [], threads, reason: messageOf(error) };
  }
}

const inBrowser = () =>
  withWorkerPage(['ours', 'stock'], async (page) => {
    const rows: Row[] = [];
    for (const backend of ['wasm', 'cpu', 'webgpu', 'webgl'] as const) {
      const emulated =
        backend === 'webgpu' || backend === 'webgl'
          ? 'On whatever adapter this machine has; without a graphics card it is emulated.'
          : '';
      const ours = await speedInWorker(page, 'ours', backend, 2);
      rows.push(rowOf(page.host, backend, ours, await speedInWorker(page, 'stock', backend, 2), emulated));
    }
    return rows;
  });

export const trainingSpeed: Benchmark = {
  name: 'train',
  run: async () => [...(await inNode()), ...(await inBrowser())],
};
