/** What a run has learned so far, and how it is kept when the run is cut off. */
import type { OutPlace, Saved } from './out-place';

export interface Keeper {
  /** A step was made: from now on something would be lost. */
  begun(): void;
  /** What the run could end with, as the bytes of a model file when they are wanted. */
  learned(write: () => Promise<Uint8Array>): void;
  /** Writes the latest, once; null where nothing was learned. Rejects with a sentence. */
  keep(): Promise<Saved | null>;
  /** The same, but what was begun without a checkpoint so far is waited for. */
  keepFirst(): Promise<Saved | null>;
  /** Whether `keepFirst` needs the run to go on. */
  readonly lacksFirst: boolean;
  /** The same as `keep`, where what is at its place is better than a run that failed. */
  keepBeside(): Promise<Saved | null>;
}

export function createKeeper(place: OutPlace): Keeper {
  let latest: (() => Promise<Uint8Array>) | null = null;
  let kept: Promise<Saved> | null = null;
  let stepped = false;
  let hasFirst: () => void = () => undefined;
  const first = new Promise<void>((resolve) => (hasFirst = resolve));
  const once = (write: (bytes: Uint8Array) => Promise<Saved>): Promise<Saved | null> => {
    if (latest === null) return Promise.resolve(null);
    kept ??= latest()
      .then(write)
      .catch((error: unknown) => {
        kept = null;
        throw error;
      });
    return kept;
  };
  const keep = (): Promise<Saved | null> => once((bytes) => place.save(bytes));
  const lacksFirst = (): boolean => stepped && latest === null;
  return {
    begun() {
      stepped = true;
    },
    learned(write) {
      latest = write;
      kept = null;
      hasFirst();
    },
    keep,
    keepFirst: () => (lacksFirst() ? first.then(keep) : keep()),
    get lacksFirst() {
      return lacksFirst();
    },
    keepBeside: () => once((bytes) => place.saveBeside(bytes)),
  };
}
