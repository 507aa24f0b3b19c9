/** A question to a Python script of this folder, and its answer: one JSON text each. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MOST_BYTES = 64 * 2 ** 20;

export function askPython(python: string, script: string, question: unknown): unknown {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const { error, status, stdout, stderr } = spawnSync(python, [file], {
    input: JSON.stringify(question),
    encoding: 'utf8',
    maxBuffer: MOST_BYTES,
    // Albumentations would ask for newer versions of itself.
    env: { ...process.env, NO_ALBUMENTATIONS_UPDATE: '1' },
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${script} ended with ${status}.\n${stderr}`);
  return JSON.parse(stdout) as unknown;
}
