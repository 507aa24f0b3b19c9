/** A Python process that runs one generated program after the other. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Framework } from '../../shared/export/code/generate-code';

export interface Task {
  readonly code: string;
  /** Height, width and channels, or a size. */
  readonly inputs: readonly (readonly number[])[];
  readonly values?: {
    readonly batch: number;
    readonly float: 'float32' | 'float64';
    readonly given: string;
    readonly answer: string;
    readonly layers: readonly (readonly (readonly [name: string, shape: readonly number[]])[])[];
  };
  readonly first?: true;
}

export interface Answer {
  readonly trainable?: number;
  readonly fixed?: number;
  /** Of convolutions and dense layers: right only if every picture on the way has the right size. */
  readonly macs?: number;
  readonly shapes?: readonly (readonly number[])[];
  readonly error?: string;
  /** By layer and by weight: mean, deviation, least and most. */
  readonly first?: readonly Readonly<Record<string, readonly [number, number, number, number]>>[];
}

export interface CodeRunner {
  ask(task: Task): Promise<Answer>;
  end(): Promise<void>;
}

export function startPython(python: string, framework: Framework, backend = 'jax'): CodeRunner {
  const script = fileURLToPath(new URL('run-code.py', import.meta.url));
  const child = spawn(python, [script, framework], {
    env: {
      ...process.env,
      KERAS_BACKEND: backend,
      JAX_PLATFORMS: 'cpu',
      // A program that runs once need not be a fast one.
      XLA_FLAGS: '--xla_backend_optimization_level=0',
      TF_CPP_MIN_LOG_LEVEL: '2',
      CUDA_VISIBLE_DEVICES: '-1',
    },
  });
  let errors = '';
  child.stderr.on('data', (data: Buffer) => (errors = (errors + data.toString()).slice(-4000)));
  /** Those who wait for their answer, in the order in which they asked. */
  const waiting: { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void }[] =
    [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    waiting.shift()?.resolve(JSON.parse(line) as Answer);
  });
  let over: Error | null = null;
  const ended = new Promise<void>((resolve) => {
    const fail = (why: string): void => {
      over = new Error(`${python} ${why}.\n${errors}`);
      for (const { reject } of waiting.splice(0)) reject(over);
      resolve();
    };
    child.once('error', (error) => fail(`can't be started: ${error.message}`));
    child.once('close', (status, signal) => fail(`ended with ${status ?? signal}`));
  });
  return {
    ask: (task) =>
      new Promise((resolve, reject) => {
        if (over !== null) {
          reject(over);
          return;
        }
        waiting.push({ resolve, reject });
        child.stdin.write(`${JSON.stringify(task)}\n`);
      }),
    end() {
      child.stdin.end();
      return ended;
    },
  };
}
