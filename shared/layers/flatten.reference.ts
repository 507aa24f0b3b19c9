import { type LayerReference, first } from './testing/reference';

export const reference: LayerReference = (reference) => {
  const x = first(reference);
  const [batch = 1] = x.shape;
  return { shape: [batch, x.data.length / batch], data: x.data };
};
