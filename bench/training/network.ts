/** What both sides train: LeNet-5 with ReLU and max pooling on 28×28×1, in batches of 64. */
export const BATCH = 64;
export const SIDE = 28;
export const CLASSES = 10;
export const LEARNING_RATE = 0.004;

/** Grey noise: the time of a step does not depend on what the pictures show. */
export function pictures(count: number): { readonly pixels: Float32Array; readonly labels: Float32Array } {
  let state = 1;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return {
    pixels: Float32Array.from({ length: count * SIDE * SIDE }, next),
    labels: Float32Array.from({ length: count }, () => Math.floor(next() * CLASSES)),
  };
}

/** How many steps fill the time, told by how long one took. */
export const stepsFor = (milliseconds: number, oneStep: number): number =>
  Math.max(1, Math.min(400, Math.round(milliseconds / Math.max(0.1, oneStep))));

export interface SpeedRequest {
  readonly backend: 'webgpu' | 'webgl' | 'wasm' | 'cpu';
  readonly wasmBase: string;
  readonly threads: number;
  /** Of one measurement; the median of several is taken. */
  readonly milliseconds: number;
  readonly rounds: number;
}

export interface SpeedAnswer {
  readonly imagesPerSecond: readonly number[];
  readonly threads: number;
  /** Why there are none. */
  readonly reason: string | null;
}
