import { type LayerReference, first } from './testing/reference';
import { axisOf, sliced } from './testing/rearranging';

/** Its first output; the others are tested apart. */
export const reference: LayerReference = (reference) => {
  const { shape } = first(reference);
  const size = shape[axisOf(reference.params['axis'], shape.length)] ?? 1;
  return sliced(reference, 0, size / Number(reference.params['parts']));
};
