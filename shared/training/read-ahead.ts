/** Batches of an epoch, read while the device computes on earlier ones. */
import type { Batch } from '../engine/executor';

/** Batches that are asked for before they are needed: evens out pictures that take longer than others. */
const AHEAD = 2;

export interface ReadAhead {
  /** The next batch; null behind the last. Asks for one more beforehand. */
  next(): Promise<Batch | null>;
}

/** Reads from batch `first` up to, and without, batch `count`. */
export function readAhead(read: (index: number) => Promise<Batch>, first: number, count: number): ReadAhead {
  const waiting: Promise<Batch>[] = [];
  let asked = first;
  return {
    async next() {
      while (asked < count && waiting.length <= AHEAD) {
        const batch = read(asked);
        // Whoever waits for it is told; until then it is no unhandled rejection.
        batch.catch(() => undefined);
        waiting.push(batch);
        asked += 1;
      }
      return (await waiting.shift()) ?? null;
    },
  };
}
