/** The engine's table: our executor next to stock tfjs and to PyTorch on the processor and its memory. */
import { availableParallelism } from 'node:os';
import { findPython } from '../build/lib/find-python.mjs';
import { fromRoot } from '../build/lib/paths.mjs';
import { batchOf, type WorkAnswer, type WorkName, type WorkRequest } from './engine/works';
import { memoryRows } from './memory';
import { askNode, askProgram, nodeHost } from './node-process';
import { type Benchmark, median, type Row } from './row';
import { speedInWorker, STOCK } from './training-speed';
import { type WorkerPage, withWorkerPage } from './worker-page';

const ROUNDS = 3;
const MILLISECONDS = 2500;
type Question = Omit<WorkRequest, 'wasmBase'>;

interface Goal {
  readonly work: WorkName;
  readonly title: string;
  readonly node: boolean;
  readonly aim: number;
  readonly floor: number;
}

/** Ratios to PyTorch's speed. Its vectors are twice as wide as WebAssembly's. */
const goals: readonly Goal[] = [
  { work: 'lenet', title: 'lenet5_modern, batch 64, Adam', node: true, aim: 1.5, floor: 1 },
  { work: 'resnet18', title: 'resnet18 on 32×32, batch 64, Adam', node: false, aim: 0.8, floor: 0.5 },
  {
    work: 'convolution',
    title: '3×3 convolution 64 → 64 on 56×56, batch 16, and both gradients',
    node: false,
    aim: 0.4,
    floor: 0.25,
  },
  {
    work: 'mobilenet',
    title: 'mobilenet_v2 on 224×224, batch 8, forward',
    node: false,
    aim: 0.6,
    floor: 0.4,
  },
];

interface Peer {
  readonly seconds: readonly number[];
  readonly version: string;
}

const question = (work: WorkName, threads: number): Question => ({
  work,
  threads,
  rounds: ROUNDS,
  milliseconds: MILLISECONDS,
});

async function askPyTorch(work: WorkName, threads: number): Promise<Peer | null> {
  const python = findPython(['torch', 'torchvision']);
  if (python === null) return null;
  return askProgram<Peer>(python, [
    fromRoot('bench/engine/peer.py'),
    JSON.stringify(question(work, threads)),
  ]);
}

function rowOf({ work, title, aim, floor }: Goal, host: string, ours: WorkAnswer, peer: Peer | null): Row {
  const perSecond = (seconds: readonly number[]): number => batchOf[work] / median(seconds);
  const speed = perSecond(ours.seconds);
  const other = peer && perSecond(peer.seconds);
  return {
    name: title,
    host,
    backend: 'wasm',
    threads: ours.threads,
    unit: 'images/s',
    ours: speed,
    peer: other,
    peerName: peer && `PyTorch ${peer.version} on the processor`,
    ratio: other === null ? null : speed / other,
    aim,
    floor,
    note: peer ? '' : 'Not compared: Python has no torch and torchvision here.',
  };
}

async function inNode(threads: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const goal of goals.filter(({ node }) => node)) {
    for (const count of new Set([1, threads])) {
      const ours = await askNode<WorkAnswer>('engine/ours', question(goal.work, count));
      rows.push(rowOf(goal, nodeHost, ours, await askPyTorch(goal.work, ours.threads)));
    }
  }
  return rows;
}

/** Stock tfjs on each of its backends, of which the fastest is the peer. */
async function againstStock(page: WorkerPage, threads: number): Promise<Row> {
  const ours = await speedInWorker(page, 'ours', 'wasm', threads);
  const stock: { backend: string; speed: number }[] = [];
  const remarks: string[] = [];
  for (const backend of ['webgl', 'cpu', 'wasm', 'webgpu'] as const) {
    const { imagesPerSecond, reason } = await speedInWorker(page, 'stock', backend, threads);
    if (imagesPerSecond.length > 0) stock.push({ backend, speed: median(imagesPerSecond) });
    remarks.push(`${backend}: ${imagesPerSecond.length > 0 ? Math.round(median(imagesPerSecond)) : reason}`);
  }
  const best = stock.reduce((a, b) => (b.speed > a.speed ? b : a), { backend: 'none', speed: 0 });
  const speed = median(ours.imagesPerSecond);
  return {
    name: 'lenet5_modern, batch 64, Adam, against stock tfjs',
    host: page.host,
    backend: 'wasm',
    threads: ours.threads,
    unit: 'images/s',
    ours: speed,
    peer: best.speed > 0 ? best.speed : null,
    peerName: best.speed > 0 ? `${STOCK} on ${best.backend}, its best` : null,
    ratio: best.speed > 0 ? speed / best.speed : null,
    aim: 40,
    floor: 30,
    note: `Stock tfjs, images/s: ${remarks.join('; ')}.`,
  };
}

const inBrowser = (threads: number) =>
  withWorkerPage(['engine', 'ours', 'stock'], async (page) => {
    const rows: Row[] = [await againstStock(page, threads)];
    for (const goal of goals) {
      const ours = await page.ask<WorkAnswer>('engine', question(goal.work, threads));
      rows.push(rowOf(goal, page.host, ours, await askPyTorch(goal.work, ours.threads)));
    }
    return rows;
  });

export const engine: Benchmark = {
  name: 'engine',
  run: async () => {
    const threads = Math.min(8, availableParallelism());
    return [...(await inNode(threads)), ...(await inBrowser(threads)), ...(await memoryRows())];
  },
};
