/** `npm run soak -- signals`: interruptions at random moments, by every signal, however the command line was started. */
import { buildStale } from '../../build/lib/targets.mjs';
import { interrupt, type Interrupted, type Interruption, signals, type Start } from './interrupt';

/** Milliseconds from a signal to the end that a small network may take on a busy machine. */
const LONGEST = 30_000;

const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!;

/**
 * npm passes signals on to a shell. Of SIGTERM that shell dies, which the command line notices; SIGINT, which a terminal
 * sends to all of them, reaches it through some shells only, and npm itself passes on no SIGHUP.
 */
function plan(index: number): Interruption {
  const start = pick<Start>(['alone', 'alone', 'build', 'npm']);
  return {
    signal: start === 'npm' ? 'SIGTERM' : signals[index % signals.length]!,
    start,
    after: { from: Math.random() < 0.3 ? 'start' : 'step', milliseconds: Math.random() ** 2 * 3_000 },
    again: start !== 'npm' && Math.random() < 0.3 ? 250 + 500 * Math.random() : null,
    // npm ends before its child, and then only the output tells when that ends.
    unheard: start !== 'npm' && Math.random() < 0.3,
  };
}

export async function soakSignals(count: number): Promise<boolean> {
  await buildStale('kernels', 'cli');
  const done: Interrupted[] = [];
  let failures = 0;
  for (let index = 0; index < count; index += 1) {
    const interruption = plan(index);
    try {
      done.push(await interrupt(interruption));
    } catch (error) {
      failures += 1;
      console.error(JSON.stringify(interruption), error);
    }
    if ((index + 1) % 10 === 0) console.log(`${index + 1} interruptions …`);
  }
  const longest = Math.max(0, ...done.map(({ took }) => took));
  const told = done.reduce((sum, { toldSteps }) => sum + toldSteps, 0);
  const kept = done.reduce((sum, { keptSteps }) => sum + (keptSteps ?? 0), 0);
  console.log(
    `${done.length} of ${count} interruptions kept what was learned: ${kept} steps lie on the disk, ${told} were told of. ` +
      `${done.filter(({ leftovers }) => leftovers > 0).length} left a temporary file; the slowest end took ${Math.round(longest)} ms.`,
  );
  return failures === 0 && longest <= LONGEST;
}
