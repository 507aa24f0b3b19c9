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

function adaptiveAverage(reference: Reference): Numbers {
  const x = first(reference);
  const { outputSize } = reference.params as { outputSize: Pair };
  const [batch, height, width, channels] = pictureOf(x);
  const at = pixel(x);
  const bin = (i: number, size: number, bins: number) =>
    [Math.floor((i * size) / bins), Math.ceil(((i + 1) * size) / bins)] as const;
  return picture([batch, ...outputSize, channels], (b, y, z, c) => {
    const [top, bottom] = bin(y, height, outputSize[0]);
    const [left, right] = bin(z, width, outputSize[1]);
    let sum = 0;
    for (let i = top; i < bottom; i += 1) for (let j = left; j < right; j += 1) sum += at(b, i, j, c);
    return sum / ((bottom - top) * (right - left));
  });
}

export const reference: LayerReference = adaptiveAverage;
