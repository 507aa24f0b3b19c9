/**
 * Antialiased resizing of numbers, as Pillow resizes its mode F: sums in double, float32 between the two passes, along
 * the rows first, and nothing rounded to whole numbers. For pictures that a step before has made numbers.
 */
import { type AntialiasFilter, type Taps, tapsOf } from './antialias-taps';
import type { PlaneSize } from './resize';

type Pass = (values: Float32Array) => Float32Array;

/**
 * Along one axis of values in lines × axis × `apart`: neighbours on the axis lie `apart` values from each other, which is
 * the channels for rows and a whole row for columns.
 */
function along({ from, to, most, first, count, weights }: Taps, lines: number, apart: number): Pass {
  const result = new Float32Array(lines * to * apart);
  return (values) => {
    let out = 0;
    for (let line = 0; line < lines; line += 1) {
      for (let d = 0; d < to; d += 1) {
        const start = (line * from + (first[d] ?? 0)) * apart;
        const taken = count[d] ?? 0;
        for (let i = 0; i < apart; i += 1) {
          let sum = 0;
          for (let k = 0; k < taken; k += 1) {
            sum += (values[start + k * apart + i] ?? 0) * (weights[d * most + k] ?? 0);
          }
          result[out] = sum;
          out += 1;
        }
      }
    }
    return result;
  };
}

/** Prepares it for height × width × channels values; the result is valid until the next call. */
export function antialiasNumbers(
  from: PlaneSize,
  to: PlaneSize,
  channels: number,
  filter: AntialiasFilter,
): Pass {
  const same: Pass = (values) => values;
  const across =
    from.width === to.width ? same : along(tapsOf(from.width, to.width, filter), from.height, channels);
  const down =
    from.height === to.height ? same : along(tapsOf(from.height, to.height, filter), 1, to.width * channels);
  return (values) => down(across(values));
}
