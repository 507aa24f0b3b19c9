/** Weights by key (`stage2/conv1/kernel`: a layer's flat id, `/`, the weight's name). */
import type { KnownShape } from '../layers/shape';

/** Row-major float32; kernels of convolutions are HWIO. */
export interface WeightTensor {
  readonly shape: KnownShape;
  readonly data: Float32Array;
}

export type WeightMap = ReadonlyMap<string, WeightTensor>;

/** What is known of weights without reading them. */
export type WeightShapes = ReadonlyMap<string, KnownShape>;

/** Weights that are read one at a time, so that a large network need not lie in memory twice. */
export interface WeightSource {
  readonly shapes: WeightShapes;
  /** Rejects where there is no weight of this key. */
  read(key: string): Promise<Float32Array>;
}

/** Number of values of a shape; 1 of a scalar. */
export const valuesOf = (shape: KnownShape): number => shape.reduce((product, size) => product * size, 1);

export function shapesOf(weights: WeightMap): WeightShapes {
  return new Map([...weights].map(([key, { shape }]) => [key, shape]));
}

/** A map in memory, as a source. */
export function sourceOf(weights: WeightMap): WeightSource {
  return {
    shapes: shapesOf(weights),
    read(key) {
      const found = weights.get(key);
      return found === undefined
        ? Promise.reject(new Error(`There is no weight “${key}”.`))
        : Promise.resolve(found.data);
    },
  };
}

/** All of a source, in memory. */
export async function readAll(source: WeightSource): Promise<WeightMap> {
  const weights = new Map<string, WeightTensor>();
  for (const [key, shape] of source.shapes) weights.set(key, { shape, data: await source.read(key) });
  return weights;
}
