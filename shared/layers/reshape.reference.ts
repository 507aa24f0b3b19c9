import { type LayerReference, sizeOf, first } from './testing/reference';

export const reference: LayerReference = (reference) => {
  const { shape } = reference.params as { shape: readonly number[] };
  const { data } = first(reference);
  return { shape: [data.length / sizeOf(shape), ...shape], data };
};
