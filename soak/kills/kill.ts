/** Kills the victim at random moments, again and again in the same folder, and looks at what is left each time. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serializeDocument } from '../../shared/format/document-format';
import { findTemplate } from '../../templates';
import { inspect, type Inspected } from './inspect';
import { placesIn, type Said } from './place';

export interface Killed extends Inspected {
  /** Milliseconds from its first word to the kill. */
  readonly lived: number;
  /** What it was about to do: the kinds of writes that it had done by then. */
  readonly wrote: number;
}

/** Runs the victim for so many milliseconds after its first word. */
function runVictim(
  program: string,
  folder: string,
  first: number,
  life: number,
): Promise<{ said: Said[]; killedAt: number }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, folder, `${first}`], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    let killedAt = 0;
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    child.stdout.on('data', (data: Buffer) => {
      if (output === '') {
        setTimeout(() => {
          killedAt = Date.now();
          child.kill('SIGKILL');
        }, life);
      }
      output += data.toString();
    });
    child.on('close', (code, signal) => {
      if (signal !== 'SIGKILL') {
        reject(new Error(`The victim ended by itself (${code}).\n${errors}`));
        return;
      }
      // The last line may be cut.
      const lines = output.split('\n').slice(0, -1);
      resolve({ said: lines.map((line) => JSON.parse(line) as Said), killedAt });
    });
  });
}

/** `lives`: how long it lives, one kill each. Throws where something was not whole. */
export async function kill(
  program: string,
  lives: readonly number[],
  tell: (killed: Killed) => void,
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-kills-'));
  const places = placesIn(folder);
  const lenet = findTemplate('lenet5');
  if (lenet === undefined) throw new Error('There is no LeNet-5.');
  try {
    await mkdir(places.exported, { recursive: true });
    await writeFile(places.drawing, serializeDocument(lenet.document));
    let first = 0;
    for (const [index, life] of lives.entries()) {
      const { said, killedAt } = await runVictim(program, folder, first, life);
      const inspected = await inspect(places, said, killedAt, `inspector-${index}`);
      tell({ ...inspected, lived: life, wrote: said.filter(({ what }) => what !== 'edit').length });
      first = Math.max(first, ...said.map(({ mark }) => mark)) + 1;
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}
