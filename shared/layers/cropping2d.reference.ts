import {
  type Numbers,
  type Reference,
  type LayerReference,
  first,
  pictureOf,
  picture,
  pixel,
} from './testing/reference';
import type { Sides } from './testing/rearranging';

function cropped(reference: Reference): Numbers {
  const x = first(reference);
  const { top, bottom, left, right } = reference.params as unknown as Sides;
  const [batch, height, width, channels] = pictureOf(x);
  const at = pixel(x);
  return picture([batch, height - top - bottom, width - left - right, channels], (b, y, z, c) =>
    at(b, y + top, z + left, c),
  );
}

export const reference: LayerReference = cropped;
