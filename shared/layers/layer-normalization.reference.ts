import { type Numbers, type Reference, type LayerReference, sizeOf, first } from './testing/reference';
import { standardized } from './testing/standardized';

function layerNorm(reference: Reference): Numbers {
  const { shape } = first(reference);
  const channels = shape.at(-1) ?? 1;
  const whole = sizeOf(shape.slice(1));
  const all = reference.params['axes'] === 'all';
  const size = all ? whole : channels;
  return standardized(
    reference,
    (i) => Math.floor(i / size),
    (i) => i % size,
  );
}

export const reference: LayerReference = layerNorm;
