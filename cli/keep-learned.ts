/** What a run has learned so far, and how it is kept when the run is cut off. */
import type { Model } from '../shared/engine/run';
import { writeModel } from '../shared/format/model-file';
import type { OutPlace, Saved } from './out-place';

export interface Keeper {
  /** A model that the run could end with. */
  learned(model: Model): void;
  /** Writes the latest, once; null where nothing was learned. Rejects with a sentence. */
  keep(): Promise<Saved | null>;
  /** The same, where what is at its place is better than a run that failed. */
  keepBeside(): Promise<Saved | null>;
}

export function createKeeper(place: OutPlace): Keeper {
  let latest: Model | null = null;
  let kept: Promise<Saved> | null = null;
  const once = (write: (bytes: Uint8Array) => Promise<Saved>): Promise<Saved | null> => {
    if (latest === null) return Promise.resolve(null);
    kept ??= write(writeModel(latest)).catch((error: unknown) => {
      kept = null;
      throw error;
    });
    return kept;
  };
  return {
    learned(model) {
      latest = model;
      kept = null;
    },
    keep: () => once((bytes) => place.save(bytes)),
    keepBeside: () => once((bytes) => place.saveBeside(bytes)),
  };
}
