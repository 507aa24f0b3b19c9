import type { KnownShape } from '../layers/shape';
import { valuesOf, type WeightSource } from '../model/weights';

/** The values of a weight, which must be as many as its shape has. Throws where there are none, or others. */
export function fittingValues(key: string, shape: KnownShape, data: Float32Array | undefined): Float32Array {
  const wanted = valuesOf(shape);
  if (data?.length === wanted) return data;
  throw new Error(
    data
      ? `The weight "${key}" has ${data.length} values, but this network needs ${wanted} (${shape.join('×')}).`
      : `There are no values for the weight "${key}": initialize it first.`,
  );
}

/** The same of a source, which is read. */
export async function readFitting(
  source: WeightSource,
  key: string,
  shape: KnownShape,
): Promise<Float32Array> {
  return fittingValues(key, shape, source.shapes.has(key) ? await source.read(key) : undefined);
}
