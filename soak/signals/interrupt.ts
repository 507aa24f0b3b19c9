/** Trains on the built command line, interrupts it, and looks at what is left. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fromRoot } from '../../build/lib/paths.mjs';
import { isTemporaryName } from '../../node/files/write-whole';
import { readCheckpoint, readWeights } from '../../shared/format/model-read';
import { openBytes } from '../../shared/format/open';

export const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
export type Signal = (typeof signals)[number];

/** How the command line is started: alone, by the script that builds it, or by npm. */
export type Start = 'alone' | 'build' | 'npm';

export interface Interruption {
  readonly signal: Signal;
  readonly start: Start;
  /** When: milliseconds after the start, or after the first step that was reported. */
  readonly after: { readonly from: 'start' | 'step'; readonly milliseconds: number };
  /** A second signal so many milliseconds after the first. */
  readonly again: number | null;
  /** Whether nobody reads its output when the signal comes, as where a terminal is closed. */
  readonly unheard: boolean;
}

export interface Interrupted {
  readonly status: number;
  /** The steps that its last line told before the signal. */
  readonly toldSteps: number;
  /** The steps that the model on the disk has learned, null where there is none. */
  readonly keptSteps: number | null;
  /** Milliseconds from the signal to the end. */
  readonly took: number;
  /** Temporary files that a second signal left. */
  readonly leftovers: number;
}

const EPOCHS = 5_000;

function command(start: Start, args: readonly string[]): readonly [string, readonly string[]] {
  switch (start) {
    case 'alone':
      return [process.execPath, [fromRoot('dist', 'cli', 'main.mjs'), ...args]];
    case 'build':
      return [process.execPath, [fromRoot('build', 'cli.mjs'), ...args]];
    case 'npm':
      return ['npm', ['run', '-s', 'cli', '--', ...args]];
  }
}

/** Throws where what was learned is not there, is not whole, or the program ended in another way than it should. */
export async function interrupt({
  signal,
  start,
  after,
  again,
  unheard,
}: Interruption): Promise<Interrupted> {
  const folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-signals-'));
  const out = path.join(folder, 'm.cnn');
  const args = [
    ...['train', 'template:lenet5', '--data', 'digits', '--limit', '256', '--backend', 'wasm'],
    ...['--epochs', `${EPOCHS}`, '--json', '--out', out],
  ];
  const [program, given] = command(start, args);
  const child = spawn(program, given, { cwd: fromRoot(), stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    let lines = '';
    let errors = '';
    const stepped = new Promise<void>((resolve) => {
      child.stdout.on('data', (data: Buffer) => {
        lines += data.toString();
        resolve();
      });
    });
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    const closed = new Promise<{ code: number | null; by: NodeJS.Signals | null }>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, by) => resolve({ code, by }));
    });
    if (after.from === 'step') await Promise.race([stepped, closed]);
    await sleep(after.milliseconds);
    if (unheard) {
      child.stdout.destroy();
      child.stderr.destroy();
    }
    const before = lines;
    const sentAt = performance.now();
    child.kill(signal);
    if (again !== null) {
      await sleep(again);
      child.kill(signal);
    }
    const { code, by } = await closed;
    const took = performance.now() - sentAt;
    const status = code ?? 128 + (by === null ? 0 : constants.signals[by]);
    check(status === 128 + constants.signals[signal], `It ended with ${status} after ${signal}.\n${errors}`);
    check(!/^\s+at /m.test(errors), `It ended with a stack trace.\n${errors}`);
    const toldSteps = lastStep(before);
    const keptSteps = existsSync(out) ? await stepsOf(out) : null;
    check(toldSteps === 0 || keptSteps !== null, `${toldSteps} steps are lost.\n${errors}`);
    // A second signal may come before the step that is under way has ended: then the last checkpoint is kept.
    check(again !== null || (keptSteps ?? 0) >= toldSteps, `${keptSteps} of ${toldSteps} steps were kept.`);
    const others = readdirSync(folder).filter((name) => name !== 'm.cnn');
    check(others.every(isTemporaryName), `There are other files: ${others.join(', ')}.`);
    check(again !== null || others.length === 0, 'One signal left a temporary file.');
    return { status, toldSteps, keptSteps, took, leftovers: others.length };
  } finally {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

function check(condition: boolean, message: string): void {
  if (!condition) throw new Error(message);
}

function lastStep(lines: string): number {
  const whole = lines.split('\n').slice(0, -1).at(-1);
  return whole === undefined ? 0 : (JSON.parse(whole) as { readonly step: number }).step;
}

async function stepsOf(file: string): Promise<number> {
  const opened = await openBytes('m.cnn', new Uint8Array(readFileSync(file)));
  const run = opened.kind === 'model' ? opened.model.runs.at(-1) : undefined;
  if (run?.origin.kind !== 'run') throw new Error('The model has no run.');
  const { state } = run.origin.record;
  check((await readWeights(run, 'last')).size > 0, 'The model has no weights.');
  check(state === 'stopped', `The run says that it is ${state}.`);
  const checkpoint = await readCheckpoint(run);
  if (checkpoint === null) throw new Error('The model holds nothing to go on from.');
  return checkpoint.state.step;
}
