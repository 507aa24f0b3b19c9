/** Batch normalization and its gradient from their formulas (shared/engine/tfjs/primitives/normalization.ts). */
import fc from 'fast-check';
import { BLEND_STATISTIC, MOMENTS, NORMALIZE, NORMALIZE_GRAD } from '../batch-norm';
import { difference, noise, runKernel, runKernels, valueAt } from './run-kernel';

interface Normalization {
  readonly shape: readonly [number, number, number, number];
  /** Far from zero, Σx² − (Σx)²/n would lose all digits. */
  readonly mean: number;
  readonly gamma: boolean;
  readonly beta: boolean;
  readonly ofBatch: boolean;
}

const EPSILON = 1e-3;
const MOMENTUM = 0.9;

export const normalizationCases: fc.Arbitrary<Normalization> = fc.record({
  shape: fc.tuple(
    fc.integer({ min: 1, max: 5 }),
    fc.integer({ min: 1, max: 30 }),
    fc.integer({ min: 1, max: 30 }),
    fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(16, 33, 70)),
  ),
  mean: fc.constantFrom(0, 5, -50),
  gamma: fc.boolean(),
  beta: fc.boolean(),
  ofBatch: fc.boolean(),
});

export async function checkNormalization(given: Normalization): Promise<string | null> {
  const { shape, mean, ofBatch } = given;
  const channels = shape[3];
  const size = shape[0] * shape[1] * shape[2] * channels;
  const count = size / channels;
  const x = noise(size, 1).map((value) => value + mean);
  const dy = noise(size, 2);
  const [gamma, beta, old] = [noise(channels, 3), noise(channels, 4), noise(channels, 5)];
  const statistics = new Float64Array(2 * channels);
  const blended = new Float64Array(channels);
  const [dGamma, dBeta] = [new Float64Array(channels), new Float64Array(channels)];
  const [y, dx] = [new Float64Array(size), new Float64Array(size)];
  for (let c = 0; c < channels; c += 1) {
    let sum = 0;
    for (let i = c; i < size; i += channels) sum += valueAt(x, i) / count;
    let squares = 0;
    for (let i = c; i < size; i += channels) squares += (valueAt(x, i) - sum) ** 2 / count;
    statistics[c] = sum;
    statistics[channels + c] = squares;
    blended[c] = valueAt(old, c) * MOMENTUM + squares * (1 - MOMENTUM);
    const scale = 1 / Math.sqrt(squares + EPSILON);
    const slope = scale * (given.gamma ? valueAt(gamma, c) : 1);
    const normal = (i: number): number => (valueAt(x, i) - sum) * scale;
    for (let i = c; i < size; i += channels) {
      y[i] = (valueAt(x, i) - sum) * slope + (given.beta ? valueAt(beta, c) : 0);
      dBeta[c] = valueAt(dBeta, c) + valueAt(dy, i);
      dGamma[c] = valueAt(dGamma, c) + valueAt(dy, i) * normal(i);
    }
    for (let i = c; i < size; i += channels) {
      const common = ofBatch ? (valueAt(dBeta, c) + normal(i) * valueAt(dGamma, c)) / count : 0;
      dx[i] = slope * (valueAt(dy, i) - common);
    }
  }
  const has = { gamma: given.gamma, beta: given.beta };
  const ofX = { data: x, shape };
  const ofChannels = (data: Float32Array) => ({ data, shape: [channels] });
  const found = {
    data: Float32Array.from(statistics),
    shape: [2, channels],
  };
  const parameters = {
    ...(has.gamma && { gamma: ofChannels(gamma) }),
    ...(has.beta && { beta: ofChannels(beta) }),
  };
  const measured = await runKernel(MOMENTS, { x: ofX }, {}, found.shape);
  const moved = await runKernel(
    BLEND_STATISTIC,
    { old: ofChannels(old), statistics: found },
    { row: 1, momentum: MOMENTUM },
    [channels],
  );
  const value = await runKernel(
    NORMALIZE,
    { x: ofX, statistics: found, ...parameters },
    { epsilon: EPSILON, ...has },
    shape,
  );
  const [byX = [], byGamma = [], byBeta = []] = await runKernels(
    NORMALIZE_GRAD,
    { dy: { data: dy, shape }, x: ofX, statistics: found, ...parameters },
    { epsilon: EPSILON, ofBatch, ...has },
    [shape, [channels], [channels]],
  );
  return (
    difference('mean', measured.subarray(0, channels), statistics.subarray(0, channels)) ??
    difference('variance', measured.subarray(channels), statistics.subarray(channels)) ??
    difference('moving variance', moved, blended) ??
    difference('y', value, y) ??
    difference('dx', byX, dx) ??
    difference('dgamma', byGamma, dGamma) ??
    difference('dbeta', byBeta, dBeta)
  );
}
