/** Measures the documents from one number up to another, in a process of its own: it says before each step which it is. */
import { readFileSync, writeFileSync } from 'node:fs';
import { strToU8 } from 'fflate';
import { costlyDocument } from './documents';
import { isSentence, stepsFor } from './steps';
import type { Word } from './measure-all';

const MEGABYTE = 2 ** 20;
const [from = 0, to = 0, share = 1] = process.argv.slice(2).map(Number);

/** Waits until it is sent, since what comes next may end the process. */
const tell = (word: Word): Promise<void> =>
  new Promise((resolve, reject) => {
    process.send?.(word, undefined, undefined, (error) => (error ? reject(error) : resolve()));
  });

const collect = globalThis.gc ?? (() => undefined);
/** Bytes. Collecting garbage takes longer than most steps; less of it than this changes no judgement. */
const LITTLE = 32 * MEGABYTE;

/** The most that the process has held since, in bytes. Elsewhere than on Linux, what it holds now. */
function peak(): number {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'));
    return Number(line?.[1] ?? 0) * 1_024;
  } catch {
    return process.memoryUsage.rss();
  }
}

function forgetPeak(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Not on Linux.
  }
}

/** Thousands of documents are measured: some of each kind whole, of the others the dearest in part. */
const EACH = 25;
const A_TENTH = 0.1;

/** What the process holds when its garbage has been collected. */
let held = process.memoryUsage.rss();

for (let index = from; index < to; index += 1) {
  const { kind, document } = costlyDocument(index, share === 1 && index % EACH > 0 ? A_TENTH : share);
  await tell({ state: 'begun', index, kind, step: 'write' });
  const bytes = strToU8(JSON.stringify(document));
  const { list, isWrong } = stepsFor(bytes);
  let refused = false;
  for (const [step, run] of list) {
    await tell({ state: 'begun', index, kind, step });
    if (process.memoryUsage.rss() - held > LITTLE) {
      collect();
      held = process.memoryUsage.rss();
    }
    forgetPeak();
    const [clock, cpu] = [performance.now(), process.cpuUsage()];
    let wrong: string | null = null;
    try {
      await run();
    } catch (error) {
      refused = true;
      if (!isSentence(error)) wrong = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    const { user, system } = process.cpuUsage(cpu);
    // The clock counts what else the machine does, the processor's time what is done beside (collecting garbage).
    const milliseconds = Math.min(performance.now() - clock, (user + system) / 1_000);
    const megabytes = Math.max(0, peak() - held) / MEGABYTE;
    await tell({
      state: 'done',
      index,
      kind,
      step,
      milliseconds,
      megabytes,
      wrong: wrong?.slice(0, 3_000) ?? null,
    });
    // What was not opened or compiled can't be gone on with.
    if (refused && (step === 'open' || step === 'compile')) break;
    refused = false;
  }
  await tell({
    state: 'ended',
    index,
    kind,
    bytes: bytes.length,
    opened: !refused,
    drawn: !refused && !isWrong(),
  });
}
process.disconnect();
