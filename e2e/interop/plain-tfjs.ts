/** What plain tfjs answers to models that we export: it runs in a process of its own, without anything of ours. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Tensor } from '../../shared/engine/executor';
import type { ExportedFile } from '../../shared/export/exported-file';

export interface Asked {
  readonly files: readonly ExportedFile[];
  /** In the order of the model's inputs. */
  readonly inputs: readonly Tensor[];
}

export type Answer =
  | {
      readonly outputs: readonly Tensor[];
      /** Keys of layers' configs that tfjs does not know: `ReLU.threshold`. */
      readonly dropped: readonly string[];
    }
  /** Why tfjs refuses the model. */
  | { readonly error: string };

interface Running {
  readonly child: ChildProcess;
  /** What it complained of. */
  complaints: string;
}

let running: Running | null = null;

/** One process answers all that this one asks, since to load tfjs takes longer than most answers, and ends with it. */
function plainTfjs(): Running {
  if (running?.child.connected) return running;
  const child = fork(fileURLToPath(new URL('predict-with-tfjs.mjs', import.meta.url)), {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const started: Running = { child, complaints: '' };
  child.stderr?.on('data', (data: Buffer) => (started.complaints += data.toString()));
  child.unref();
  child.channel?.unref();
  running = started;
  return started;
}

/** Resolves when each of the folders has its answer. */
function answered(folders: readonly string[]): Promise<void> {
  const asked = plainTfjs();
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error(`Plain tfjs ended: ${asked.complaints}`));
    asked.child.once('exit', ended);
    asked.child.once('message', () => {
      asked.child.off('exit', ended);
      resolve();
    });
    asked.child.send(folders);
  });
}

/** One answer for each model, in their order. */
export async function askPlainTfjs(models: readonly Asked[]): Promise<readonly Answer[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'convcanvas-interop-'));
  try {
    const folders = models.map((model, i) => {
      const own = path.join(folder, String(i));
      mkdirSync(own);
      for (const { path: file, bytes } of model.files) writeFileSync(path.join(own, file), bytes);
      const inputs = model.inputs.map(({ shape, data }) => ({ shape, values: [...data] }));
      writeFileSync(path.join(own, 'input.json'), JSON.stringify(inputs));
      return own;
    });
    await answered(folders);
    return folders.map((own) => answerIn(path.join(own, 'output.json')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Said {
  readonly error?: string;
  /** JSON has no NaN. */
  readonly outputs: readonly { readonly shape: number[]; readonly values: (number | null)[] }[];
  readonly dropped: readonly string[];
}

/** Known there, though it writes them not: we give them the values that they have anyway. */
const HARMLESS = ['InputLayer.trainable', 'Conv2DTranspose.dilation_rate'];

function answerIn(file: string): Answer {
  const { error, outputs, dropped } = JSON.parse(readFileSync(file, 'utf8')) as Said;
  if (error !== undefined) return { error };
  return {
    outputs: outputs.map(({ shape, values }) => ({
      shape,
      data: Float32Array.from(values, (value) => value ?? NaN),
    })),
    dropped: dropped.filter((key) => !HARMLESS.includes(key)),
  };
}

/**
 * Of float32, in units of the largest value where that is more than 1. Infinite where shapes differ, or only one of both
 * has overflown.
 */
export function largestDifference(theirs: Tensor, ours: Tensor): number {
  if (String(theirs.shape) !== String(ours.shape)) return Infinity;
  const scale = Math.max(1, ...ours.data.filter(Number.isFinite).map(Math.abs));
  const differences = ours.data.map((value, i) => {
    const their = theirs.data[i] ?? NaN;
    if (Number.isFinite(value)) return Math.abs(their - value) / scale;
    return Number.isFinite(their) ? Infinity : 0;
  });
  return Math.max(0, ...differences);
}
