/** Opens the cases from one number up to another, and says before each which one it is. */
import { parentPort, workerData } from 'node:worker_threads';
import { makeCorpus } from './corpus';
import { makeCase, type Case } from './make-case';
import { openCase } from './open-case';
import { watchMemory } from './peak-memory';
import type { Word } from './open-all';

const { from, to } = workerData as { readonly from: number; readonly to: number };
const tell = (word: Word): void => parentPort?.postMessage(word);

const corpus = await makeCorpus();

/** Smaller files are too many to be looked at: what they take would show in their time. */
const LARGE = 512 * 1024;

const sizeOf = (changed: Case): number => (changed.kind === 'drafts' ? 0 : changed.bytes.length);

for (let index = from; index < to; index += 1) {
  tell({ index, state: 'begun' });
  const changed = makeCase(corpus, index);
  const memory = sizeOf(changed) >= LARGE ? watchMemory() : () => 0;
  const before = performance.now();
  const computed = process.cpuUsage();
  try {
    const opened = await openCase(changed);
    const milliseconds = performance.now() - before;
    const { user, system } = process.cpuUsage(computed);
    const computing = (user + system) / 1000;
    const { kind } = changed;
    tell({ index, state: 'done', kind, opened, milliseconds, computing, megabytes: memory() });
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tell({ index, state: 'wrong', message });
  }
  // Promises that nobody waits for are rejected here, and end the worker.
  if (index % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
}
