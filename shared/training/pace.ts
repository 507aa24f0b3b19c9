/**
 * How often a run keeps a checkpoint. Keeping one stops training while it is written, so that its whole cost (reading the
 * weights back, writing, flushing) counts: it may take 2.5 % of the time. But a crash shall cost at most a minute, or a
 * twentieth of a long run.
 */

/** Seconds. */
const SHORTEST = 15;
const LONGEST = 60;
const LONGEST_SHARE = 0.05;
const COST_SHARE = 40;

export interface Pace {
  /** Whether one is due between two steps. */
  isDue(now: number): boolean;
  /** Whether one may be taken at the end of an epoch, where a run is best gone on from. */
  mayEnd(now: number): boolean;
  /** One was taken from `begin` to `end`. */
  taken(begin: number, end: number): void;
}

/** All times in seconds on one clock. */
export function checkpointPace(start: number): Pace {
  let cost = 0;
  /** When the last one was begun: what was computed before is in it. */
  let from = start;
  let last = start;
  let asked = start;
  return {
    isDue(now) {
      // A step later it would be too late: until the next one lies there, a crash takes all since the last was begun.
      const step = now - asked;
      asked = now;
      const lost = now + step + cost - from;
      if (lost >= Math.max(LONGEST, LONGEST_SHARE * (now - start))) return true;
      return now - last >= Math.max(SHORTEST, COST_SHARE * cost);
    },
    mayEnd: (now) => now - last >= COST_SHARE * cost,
    taken(begin, end) {
      // The newest alone may have met a busy disk.
      cost = cost === 0 ? end - begin : (cost + end - begin) / 2;
      from = begin;
      last = end;
      asked = end;
    },
  };
}
