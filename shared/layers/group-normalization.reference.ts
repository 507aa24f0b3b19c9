import { type Numbers, type Reference, type LayerReference, sizeOf, first } from './testing/reference';
import { standardized } from './testing/standardized';

function groupNorm(reference: Reference): Numbers {
  const { shape } = first(reference);
  const channels = shape.at(-1) ?? 1;
  const whole = sizeOf(shape.slice(1));
  const { groups } = reference.params as { groups: number };
  return standardized(
    reference,
    (i) => Math.floor(i / whole) * groups + Math.floor(((i % channels) * groups) / channels),
    (i) => i % channels,
  );
}

export const reference: LayerReference = groupNorm;
