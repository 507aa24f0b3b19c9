import { type Numbers, type Reference, type LayerReference, first, map } from './testing/reference';

function normalizedBy(reference: Reference): Numbers {
  const x = first(reference);
  const { mean: means, variance } = reference.params as Record<'mean' | 'variance', readonly number[]>;
  const channels = x.shape.at(-1) ?? 1;
  return map(x, (value, i) => {
    const c = i % channels;
    return (value - (means[c] ?? means[0]!)) / Math.max(Math.sqrt(variance[c] ?? variance[0]!), 1e-7);
  });
}

export const reference: LayerReference = normalizedBy;
