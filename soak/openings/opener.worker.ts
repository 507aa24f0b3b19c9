/** Opens the cases from one number up to another, and says before each which one it is. */
import { parentPort, workerData } from 'node:worker_threads';
import { makeCorpus } from './corpus';
import { openCase } from './open-case';
import type { Word } from './open-all';

const { from, to } = workerData as { readonly from: number; readonly to: number };
const tell = (word: Word): void => parentPort?.postMessage(word);

const corpus = await makeCorpus();
for (let index = from; index < to; index += 1) {
  tell({ index, state: 'begun' });
  const before = performance.now();
  try {
    const outcome = await openCase(corpus, index);
    tell({ index, state: 'done', ...outcome, milliseconds: performance.now() - before });
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tell({ index, state: 'wrong', message });
  }
  // Promises that nobody waits for are rejected here, and end the worker.
  if (index % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
}
