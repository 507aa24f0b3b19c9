/** A moment of a run from which it can go on to the same numbers, and who keeps it. */
import type { CheckpointState } from '../model/run-record';
import { readAll, sourceOf } from '../model/weights';
import type { Snapshot } from '../engine/executor';

export interface Checkpoint {
  readonly state: CheckpointState;
  /** Its `step` is the state's. */
  readonly snapshot: Snapshot;
}

export interface CheckpointKeeper {
  /**
   * Resolves when it is kept. It reads the snapshot, a tensor at a time, before it resolves: the next step changes it.
   * Never rejects: what can't be kept is the keeper's to report, and no reason to stop training.
   */
  keep(checkpoint: Checkpoint): Promise<void>;
  /** The newest that was kept, or with which the run began; null where there is none. */
  last(): Promise<Checkpoint | null>;
}

/** In memory: for tests, benchmarks and networks that are small. */
export function memoryKeeper(first: Checkpoint | null = null): CheckpointKeeper {
  let newest = first;
  return {
    async keep({ state, snapshot }) {
      const [weights, slots] = [await readAll(snapshot.weights), await readAll(snapshot.slots)];
      newest = {
        state,
        snapshot: { weights: sourceOf(weights), slots: sourceOf(slots), step: snapshot.step },
      };
    },
    last: () => Promise.resolve(newest),
  };
}
