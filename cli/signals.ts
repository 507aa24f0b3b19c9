/** How a long run is asked to end: by Ctrl-C, by the system, by a terminal that goes away. */
import { constants } from 'node:os';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
export type Signal = (typeof signals)[number];

/** What a shell says of a program that a signal ended. */
export const statusAfter = (signal: Signal): number => 128 + constants.signals[signal];

/**
 * Milliseconds. What a terminal sends to all programs at once, npm passes on to its child once more: that is one
 * request, not two.
 */
const SAME = 200;
/** Milliseconds between two looks at whether the shell between npm and this program is still there. */
const LOOK = 250;

export interface SignalHandlers {
  /** At the first signal: ends what runs, and keeps it. */
  readonly stop: (signal: Signal) => void;
  /** At the second: ends at once, with what is there. The program exits when it resolves, or at the third signal. */
  readonly leave: () => Promise<unknown>;
}

export interface Asked {
  /** The first signal, if one came. */
  readonly signal: Signal | null;
  /** Whether a second one came. */
  readonly atOnce: boolean;
  /** Stops listening. */
  forget(): void;
}

export function onSignals({ stop, leave }: SignalHandlers): Asked {
  let first: Signal | null = null;
  let count = 0;
  let last = -Infinity;
  const meet = (signal: Signal): void => {
    const now = performance.now();
    if (now - last < SAME) return;
    last = now;
    count += 1;
    first ??= signal;
    const exit = (): never => process.exit(statusAfter(signal));
    if (count === 1) stop(signal);
    else if (count === 2) void leave().then(exit, exit);
    else exit();
  };
  for (const signal of signals) process.on(signal, meet);
  const forgetParent = onParentGone(() => meet('SIGTERM'));
  return {
    get signal() {
      return first;
    },
    get atOnce() {
      return count > 1;
    },
    forget() {
      for (const signal of signals) process.off(signal, meet);
      forgetParent();
    },
  };
}

/**
 * npm passes SIGTERM on to a shell, and some shells (dash) die of it without a word to this program, their child.
 * Only where npm started it: who put it into the background and logged out wants it to go on.
 */
function onParentGone(tell: () => void): () => void {
  if (process.env['npm_lifecycle_event'] !== 'cli') return () => undefined;
  // It may be gone since this program began, long before it trains.
  const parent = Number(process.env['CONVCANVAS_PARENT'] ?? process.ppid);
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    tell();
  }, LOOK);
  timer.unref();
  return () => clearInterval(timer);
}
