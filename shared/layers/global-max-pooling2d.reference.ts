import { type LayerReference, numbers, first, pictureOf, map, pixel } from './testing/reference';

export const reference: LayerReference = (reference) => {
  const x = first(reference);
  const [batch, height, width, channels] = pictureOf(x);
  const at = pixel(x);
  const places = Array.from({ length: height * width }, (_, i) => i);
  return map(numbers([batch, channels]), (_, i) =>
    Math.max(
      ...places.map((p) => at(Math.floor(i / channels), Math.floor(p / width), p % width, i % channels)),
    ),
  );
};
