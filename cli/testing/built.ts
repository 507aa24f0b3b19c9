/** The built command line, as a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fromRoot } from '../../build/lib/paths.mjs';
import { buildStale } from '../../build/lib/targets.mjs';

/** Builds what is stale, and answers where the program lies. */
export async function builtCommandLine(): Promise<string> {
  await buildStale('kernels', 'cli');
  return fromRoot('dist', 'cli', 'main.mjs');
}

export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** What a process prints until it ends. Output that goes elsewhere than to a pipe is empty. */
export function ended(child: ChildProcess): Promise<Ended> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (err += data.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => resolve({ status, signal, out, err }));
  });
}

/** Runs a line of the POSIX shell in which `cli` is the command line; answers how its first program ended. */
export function shell(program: string, line: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const script = `set -o pipefail; cli() { "${process.execPath}" "${program}" "$@"; }; ${line}`;
  return ended(
    spawn('bash', ['-c', script], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } }),
  );
}
