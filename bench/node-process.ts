/** The benchmarks' work in processes of Node of their own. */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { fromRoot } from '../build/lib/paths.mjs';
import { nodeBundle } from '../build/lib/targets.mjs';

/** Runs a program and reads its last line as JSON, or all that it prints. */
export async function askProgram<Answer>(
  program: string,
  args: readonly string[],
  what: 'last line' | 'all' = 'last line',
): Promise<Answer> {
  const { stdout } = await promisify(execFile)(program, [...args], { maxBuffer: 2 ** 24 });
  // What the program prints is what it says it is.
  return JSON.parse(what === 'all' ? stdout : (stdout.trim().split('\n').at(-1) ?? '')) as Answer;
}

/** Asks `bench/<script>.node.ts`, which is given the request with `wasmBase`, and the folder of our kernels. */
export async function askNode<Answer>(script: string, request: object): Promise<Answer> {
  const folder = fromRoot('.cache', 'bench', 'node', script);
  await build({
    ...nodeBundle,
    entryPoints: { main: `bench/${script}.node.ts` },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    splitting: true,
  });
  const wasmBase = `${path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`;
  return askProgram<Answer>(process.execPath, [
    '--expose-gc',
    path.join(folder, 'main.mjs'),
    JSON.stringify({ ...request, wasmBase }),
    fromRoot('dist/kernels'),
  ]);
}

export const nodeHost = `Node ${process.versions.node}`;
