/** Our engine on WebAssembly next to PyTorch on the processor, with the same batches and as many threads. */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { findPython } from '../build/lib/find-python.mjs';
import { fromRoot } from '../build/lib/paths.mjs';
import { nodeBundle } from '../build/lib/targets.mjs';
import { withPage } from './browser';
import { batchOf, type WorkAnswer, type WorkName, type WorkRequest } from './engine/works';
import { type Benchmark, median, type Row } from './row';

const ROUNDS = 3;
const MILLISECONDS = 2500;
const folder = fromRoot('.cache', 'bench', 'engine');
const execute = promisify(execFile);

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

async function askPyTorch(work: WorkName, threads: number): Promise<Peer | null> {
  const python = findPython(['torch', 'torchvision']);
  if (python === null) return null;
  const request = { work, threads, rounds: ROUNDS, milliseconds: MILLISECONDS };
  const { stdout } = await execute(python, [fromRoot('bench/engine/peer.py'), JSON.stringify(request)]);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Peer;
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
  await build({
    ...nodeBundle,
    entryPoints: { ours: 'bench/engine/ours.node.ts' },
    outdir: path.join(folder, 'node'),
    outExtension: { '.js': '.mjs' },
    splitting: true,
  });
  const wasmBase = `${path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`;
  const rows: Row[] = [];
  for (const goal of goals.filter(({ node }) => node)) {
    for (const count of new Set([1, threads])) {
      const request: WorkRequest = {
        work: goal.work,
        wasmBase,
        threads: count,
        rounds: ROUNDS,
        milliseconds: MILLISECONDS,
      };
      const { stdout } = await execute(process.execPath, [
        path.join(folder, 'node', 'ours.mjs'),
        JSON.stringify(request),
        fromRoot('dist/kernels'),
      ]);
      const ours = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as WorkAnswer;
      rows.push(
        rowOf(goal, `Node ${process.versions.node}`, ours, await askPyTorch(goal.work, ours.threads)),
      );
    }
  }
  return rows;
}

async function inBrowser(threads: number): Promise<Row[]> {
  const web = path.join(folder, 'web');
  await build({
    absWorkingDir: fromRoot(),
    entryPoints: ['bench/engine.worker.ts'],
    bundle: true,
    format: 'esm',
    target: 'chrome120',
    outdir: web,
    logLevel: 'warning',
  });
  mkdirSync(web, { recursive: true });
  writeFileSync(path.join(web, 'index.html'), '<!doctype html><title>Benchmark</title>');
  return withPage('/bench/index.html', { '/bench/': web }, async (page, host) => {
    const rows: Row[] = [];
    for (const goal of goals) {
      const ours = await page.evaluate(
        async (request) => {
          const worker = new Worker('engine.worker.js', { type: 'module' });
          try {
            return await new Promise<WorkAnswer>((resolve, reject) => {
              worker.onmessage = ({ data }: MessageEvent<WorkAnswer>) => resolve(data);
              worker.onerror = ({ message }) => reject(new Error(message));
              worker.postMessage({ ...request, wasmBase: new URL('/wasm/', location.href).href });
            });
          } finally {
            worker.terminate();
          }
        },
        {
          work: goal.work,
          wasmBase: '',
          threads,
          rounds: ROUNDS,
          milliseconds: MILLISECONDS,
        } satisfies WorkRequest,
      );
      rows.push(rowOf(goal, `${host}, worker`, ours, await askPyTorch(goal.work, ours.threads)));
    }
    return rows;
  });
}

export const engine: Benchmark = {
  name: 'engine',
  run: async () => {
    const threads = Math.min(8, availableParallelism());
    return [...(await inNode(threads)), ...(await inBrowser(threads))];
  },
};
