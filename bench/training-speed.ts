/** Images per second while training, next to stock tfjs: each side in a process or worker of its own. */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { fromRoot } from '../build/lib/paths.mjs';
import { nodeBundle } from '../build/lib/targets.mjs';
import { withPage } from './browser';
import { type Benchmark, median, type Row } from './row';
import type { SpeedAnswer, SpeedRequest } from './training/network';

const ROUNDS = 3;
const MILLISECONDS = 4000;
const PEER = 'stock tfjs 4.22 model.fit';
const folder = fromRoot('.cache', 'bench', 'training');
type Backend = SpeedRequest['backend'];

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
    peerName: peer === null ? null : PEER,
    ratio: speed !== null && peer !== null ? speed / peer : null,
    aim: peer === null ? null : 1,
    floor: null,
    note: [note, ours.reason, stock.reason === null ? null : `Stock tfjs can't: ${stock.reason}`]
      .filter(Boolean)
      .join(' '),
  };
}

async function inNode(): Promise<Row[]> {
  await build({
    ...nodeBundle,
    entryPoints: { ours: 'bench/training/ours.node.ts', stock: 'bench/training/stock.node.ts' },
    outdir: path.join(folder, 'node'),
    outExtension: { '.js': '.mjs' },
    splitting: true,
  });
  const wasmBase = `${path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`;
  const measure = async (side: 'ours' | 'stock', backend: Backend): Promise<SpeedAnswer> => {
    const request: SpeedRequest = {
      backend,
      wasmBase,
      threads: 1,
      milliseconds: MILLISECONDS,
      rounds: ROUNDS,
    };
    const script = path.join(folder, 'node', `${side}.mjs`);
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [script, JSON.stringify(request), fromRoot('dist/kernels')],
      {
        maxBuffer: 2 ** 24,
      },
    );
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as SpeedAnswer;
  };
  const rows: Row[] = [];
  for (const backend of ['wasm', 'cpu'] as const) {
    rows.push(
      rowOf(
        `Node ${process.versions.node}`,
        backend,
        await measure('ours', backend),
        await measure('stock', backend),
        '',
      ),
    );
  }
  return rows;
}

async function inBrowser(): Promise<Row[]> {
  const web = path.join(folder, 'web');
  await build({
    absWorkingDir: fromRoot(),
    entryPoints: ['bench/ours.worker.ts', 'bench/stock.worker.ts'],
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
    for (const backend of ['wasm', 'cpu', 'webgpu', 'webgl'] as const) {
      const measure = (side: 'ours' | 'stock'): Promise<SpeedAnswer> =>
        page.evaluate(
          async ({ script, request }) => {
            const worker = new Worker(script, { type: 'module' });
            try {
              return await new Promise<SpeedAnswer>((resolve) => {
                worker.onmessage = ({ data }: MessageEvent<SpeedAnswer>) => resolve(data);
                worker.onerror = ({ message }) =>
                  resolve({ imagesPerSecond: [], threads: 1, reason: message });
                worker.postMessage({ ...request, wasmBase: new URL('/wasm/', location.href).href });
              });
            } finally {
              worker.terminate();
            }
          },
          {
            script: `${side}.worker.js`,
            request: {
              backend,
              wasmBase: '',
              threads: 2,
              milliseconds: MILLISECONDS,
              rounds: ROUNDS,
            } satisfies SpeedRequest,
          },
        );
      const emulated =
        backend === 'webgpu' || backend === 'webgl'
          ? 'On whatever adapter this machine has; without a graphics card it is emulated.'
          : '';
      rows.push(rowOf(`${host}, worker`, backend, await measure('ours'), await measure('stock'), emulated));
    }
    return rows;
  });
}

export const trainingSpeed: Benchmark = {
  name: 'train',
  run: async () => [...(await inNode()), ...(await inBrowser())],
};
