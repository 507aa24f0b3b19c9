import { type LayerReference, first, pictureOf, picture, pixel } from './testing/reference';

export const reference: LayerReference = (reference) => {
  const x = first(reference);
  const shape = pictureOf(x);
  const { groups } = reference.params as { groups: number };
  const each = shape[3] / groups;
  const at = pixel(x);
  return picture(shape, (b, y, z, c) => at(b, y, z, (c % groups) * each + Math.floor(c / groups)));
};
