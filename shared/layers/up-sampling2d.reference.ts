import {
  type Numbers,
  type Reference,
  type Pair,
  type LayerReference,
  first,
  pictureOf,
  picture,
  pixel,
} from './testing/reference';

/** Half-pixel centres, or corners on corners. */
function upsampled(reference: Reference): Numbers {
  const x = first(reference);
  const { size, interpolation, alignCorners } = reference.params as {
    size: Pair;
    interpolation: string;
    alignCorners: boolean;
  };
  const [batch, height, width, channels] = pictureOf(x);
  const at = pixel(x);
  const [tall, wide] = [height * size[0], width * size[1]];
  if (interpolation === 'nearest')
    return picture([batch, tall, wide, channels], (b, y, z, c) =>
      at(b, Math.floor(y / size[0]), Math.floor(z / size[1]), c),
    );
  const place = (to: number, from: number, out: number): readonly [number, number, number] => {
    const exact = alignCorners
      ? out > 1
        ? (to * (from - 1)) / (out - 1)
        : 0
      : Math.max(0, ((to + 0.5) * from) / out - 0.5);
    const low = Math.min(from - 1, Math.floor(exact));
    return [low, Math.min(from - 1, low + 1), exact - low];
  };
  return picture([batch, tall, wide, channels], (b, y, z, c) => {
    const [above, below, v] = place(y, height, tall);
    const [left, right, h] = place(z, width, wide);
    const row = (line: number) => at(b, line, left, c) * (1 - h) + at(b, line, right, c) * h;
    return row(above) * (1 - v) + row(below) * v;
  });
}

export const reference: LayerReference = upsampled;
