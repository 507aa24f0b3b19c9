/** First values of weights: a function of (seed, weight key, element) alone. Formulas and names are Keras'. */
import type { Plan } from '../compiler/compiled';
import type { KnownShape } from '../layers/shape';
import type { Initializer } from '../layers/define';
import type { WeightMap } from '../model/weights';
import { type Stream, stream, uniform } from './random';

/** Draws that one element may use before a truncated normal gives up; the chance to need them all is 0.05³². */
const TRIES = 32;

/** Standard deviation of a standard normal that is cut at ±2: Keras divides by it so that the result has the wanted one. */
const TRUNCATED_DEVIATION = 0.87962566103423978;

/** The variance that Keras' VarianceScaling asks for: glorot 2 / (in + out), he 2 / in, lecun 1 / in. */
function variance(kind: Initializer['kind'], fanIn: number, fanOut: number): number {
  if (kind === 'glorotUniform' || kind === 'glorotNormal') return 2 / Math.max(1, fanIn + fanOut);
  return (kind === 'heUniform' || kind === 'heNormal' ? 2 : 1) / Math.max(1, fanIn);
}

/** Standard normal by Box–Muller, drawn again where it lies beyond ±2. */
function truncatedNormal(key: Stream, element: number): number {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const draw = 2 * (element * TRIES + attempt);
    const value =
      Math.sqrt(-2 * Math.log(uniform(key, draw))) * Math.cos(2 * Math.PI * uniform(key, draw + 1));
    if (Math.abs(value) <= 2) return value;
  }
  return 0;
}

export function initialValues(
  initializer: Initializer,
  shape: KnownShape,
  seed: number,
  key: string,
): Float32Array {
  const data = new Float32Array(shape.reduce((size, dim) => size * dim, 1));
  switch (initializer.kind) {
    case 'zeros':
      return data;
    case 'ones':
      return data.fill(1);
    case 'constant':
      return data.fill(initializer.value);
    case 'glorotUniform':
    case 'heUniform':
    case 'lecunUniform': {
      const draws = stream(seed, key, 0);
      // A uniform on ±limit has the variance limit² / 3.
      const limit = Math.sqrt(3 * variance(initializer.kind, initializer.fanIn, initializer.fanOut));
      return data.map((_, i) => (2 * uniform(draws, i) - 1) * limit);
    }
    case 'glorotNormal':
    case 'heNormal':
    case 'lecunNormal': {
      const draws = stream(seed, key, 0);
      const deviation =
        Math.sqrt(variance(initializer.kind, initializer.fanIn, initializer.fanOut)) / TRUNCATED_DEVIATION;
      return data.map((_, i) => truncatedNormal(draws, i) * deviation);
    }
  }
}

/** Every weight of the plan, freshly drawn. */
export function initializeWeights(plan: Plan, seed: number): WeightMap {
  return new Map(
    plan.weights.map(({ key, shape, initializer }) => [
      key,
      { shape, data: initialValues(initializer, shape, seed, key) },
    ]),
  );
}
