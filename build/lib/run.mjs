import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './paths.mjs';

/** @type {readonly NodeJS.Signals[]} */
const ends = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program to its end and answers its exit status; of one that a signal ended, what a shell answers. It is ended
 * together with this process, which ends by the same signal where its child did not end well.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    /** @type {NodeJS.Signals | null} */
    let asked = null;
    /** @param {NodeJS.Signals} signal */
    const stop = (signal) => {
      // Once: a terminal, and npm once more, tell all programs at a time, and some take a second one for "at once".
      if (asked === null) child.kill('SIGTERM');
      asked ??= signal;
    };
    for (const signal of ends) process.on(signal, stop);
    const forget = () => {
      for (const signal of ends) process.off(signal, stop);
    };
    child.on('error', (error) => {
      forget();
      reject(error);
    });
    child.on('close', (code, signal) => {
      forget();
      if (asked !== null && code !== 0) process.kill(process.pid, asked);
      else resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']);
    });
  });
}

/**
 * The same, with what it prints collected instead of shown.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<{ status: number, output: string }>}
 */
export async function runCollecting(command, args) {
  /** @type {Buffer[]} */
  const chunks = [];
  const status = await new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) },
    });
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
  return { status, output: Buffer.concat(chunks).toString().trimEnd() };
}
