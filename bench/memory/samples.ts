import type { Held } from './steps';

/** Memory at a step: the JavaScript heap with its buffers, after garbage was collected, and what the engine holds. */
export interface Sample extends Held {
  readonly heapBytes: number;
}
