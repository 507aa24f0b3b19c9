/**
 * Bilinear resizing with half-pixel centres and without antialiasing: the rule of PyTorch's
 * `interpolate(mode='bilinear', align_corners=False)` and of TensorFlow's `resize` with `half_pixel_centers`.
 * (Pillow widens its filter when it shrinks a picture and so gives other values there: antialias.ts.)
 */

interface Taps {
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** Share of the second. */
  readonly share: Float64Array;
}

/** Source of output position d: (d + ½) · in / out − ½, not below 0. */
function taps(from: number, to: number): Taps {
  const first = new Int32Array(to);
  const second = new Int32Array(to);
  const share = new Float64Array(to);
  for (let d = 0; d < to; d += 1) {
    const source = Math.max(0, ((d + 0.5) * from) / to - 0.5);
    const below = Math.min(Math.floor(source), from - 1);
    first[d] = below;
    second[d] = Math.min(below + 1, from - 1);
    share[d] = source - below;
  }
  return { first, second, share };
}

export interface PlaneSize {
  readonly height: number;
  readonly width: number;
}

/** Prepares resizing of height × width × channels values; the result is valid until the next call. */
export function createResizer(
  from: PlaneSize,
  to: PlaneSize,
  channels: number,
): <T extends Float32Array | Uint8Array>(values: T) => T | Float32Array {
  if (from.height === to.height && from.width === to.width) return (values) => values;
  const rows = taps(from.height, to.height);
  const columns = taps(from.width, to.width);
  const result = new Float32Array(to.height * to.width * channels);
  return (values) => {
    const at = (row: number, column: number, channel: number): number =>
      values[(row * from.width + column) * channels + channel] ?? 0;
    let out = 0;
    for (let y = 0; y < to.height; y += 1) {
      const top = rows.first[y] ?? 0;
      const bottom = rows.second[y] ?? 0;
      const down = rows.share[y] ?? 0;
      for (let x = 0; x < to.width; x += 1) {
        const left = columns.first[x] ?? 0;
        const right = columns.second[x] ?? 0;
        const across = columns.share[x] ?? 0;
        for (let channel = 0; channel < channels; channel += 1) {
          const upper = at(top, left, channel) * (1 - across) + at(top, right, channel) * across;
          const lower = at(bottom, left, channel) * (1 - across) + at(bottom, right, channel) * across;
          result[out] = upper * (1 - down) + lower * down;
          out += 1;
        }
      }
    }
    return result;
  };
}
