import {
  type Numbers,
  type Reference,
  type LayerReference,
  first,
  pictureOf,
  picture,
  pixel,
} from './testing/reference';

function permuted(reference: Reference): Numbers {
  const x = first(reference);
  const [batch, height, width, channels] = pictureOf(x);
  const order = Array.from(String(reference.params['dims']), (digit) => Number(digit) - 1);
  const sizes = [height, width, channels];
  const at = pixel(x);
  const [a, b, c] = order.map((axis) => sizes[axis] ?? 1);
  return picture([batch, a ?? 1, b ?? 1, c ?? 1], (n, y, z, k) => {
    const old = [0, 0, 0];
    [y, z, k].forEach((value, i) => (old[order[i] ?? 0] = value));
    return at(n, old[0]!, old[1]!, old[2]!);
  });
}

export const reference: LayerReference = permuted;
