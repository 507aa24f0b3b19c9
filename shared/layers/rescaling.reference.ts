import { type LayerReference, first, map } from './testing/reference';

export const reference: LayerReference = (reference) => {
  const { scale, offset } = reference.params as Record<'scale' | 'offset', number>;
  return map(first(reference), (value) => value * scale + offset);
};
