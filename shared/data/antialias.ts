/**
 * Resizing with antialiasing by the rule of Pillow 12.0 (`Image.resize`): a filter that grows with the picture that it
 * shrinks, first along the rows, then along the columns; an axis that keeps its size is left alone. Bytes come out as
 * Pillow's, in every bit (its modes L and RGB): weights are whole numbers of 22 bits behind the point, and bytes lie
 * between the two passes as well.
 */
import { antialiasNumbers } from './antialias-numbers';
import { type AntialiasFilter, type Taps, tapsOf } from './antialias-taps';
import type { PlaneSize } from './resize';

/**
 * 32 less 8 for a byte and 2 for sums that go beyond: weights of the cubic filter are up to 1.25 in all when their signs
 * are left out, so that a sum stays within 31 bits.
 */
const BITS = 32 - 8 - 2;
/** Sums begin with it, so that cutting rounds. */
const HALF = 1 << (BITS - 1);

/** Rounded, halves away from zero. */
function wholeWeights({ weights }: Taps): Int32Array {
  return Int32Array.from(weights, (weight) => Math.trunc(weight * (1 << BITS) + (weight < 0 ? -0.5 : 0.5)));
}

type BytePass = (values: Uint8Array) => Uint8Array;

/** Writing into `Uint8ClampedArray` cuts to 0..255. */
const bytesOf = (clamped: Uint8ClampedArray): Uint8Array => new Uint8Array(clamped.buffer);

function alongRows(height: number, channels: number, taps: Taps): BytePass {
  const { from, to, most, first, count } = taps;
  const weights = wholeWeights(taps);
  const result = new Uint8ClampedArray(height * to * channels);
  const bytes = bytesOf(result);

  const grey = (values: Uint8Array, y: number): void => {
    for (let x = 0; x < to; x += 1) {
      const start = y * from + (first[x] ?? 0);
      const weight = x * most;
      const taken = count[x] ?? 0;
      let sum = HALF;
      for (let k = 0; k < taken; k += 1) {
        sum = (sum + Math.imul(weights[weight + k] ?? 0, values[start + k] ?? 0)) | 0;
      }
      result[y * to + x] = sum >> BITS;
    }
  };

  const colour = (values: Uint8Array, y: number): void => {
    let out = y * to * 3;
    for (let x = 0; x < to; x += 1) {
      let at = (y * from + (first[x] ?? 0)) * 3;
      const end = x * most + (count[x] ?? 0);
      let red = HALF;
      let green = HALF;
      let blue = HALF;
      for (let k = x * most; k < end; k += 1) {
        const weight = weights[k] ?? 0;
        red = (red + Math.imul(weight, values[at] ?? 0)) | 0;
        green = (green + Math.imul(weight, values[at + 1] ?? 0)) | 0;
        blue = (blue + Math.imul(weight, values[at + 2] ?? 0)) | 0;
        at += 3;
      }
      result[out] = red >> BITS;
      result[out + 1] = green >> BITS;
      result[out + 2] = blue >> BITS;
      out += 3;
    }
  };

  const any = (values: Uint8Array, y: number): void => {
    for (let x = 0; x < to; x += 1) {
      const start = (y * from + (first[x] ?? 0)) * channels;
      const taken = count[x] ?? 0;
      for (let channel = 0; channel < channels; channel += 1) {
        let sum = HALF;
        for (let k = 0; k < taken; k += 1) {
          const value = values[start + k * channels + channel] ?? 0;
          sum = (sum + Math.imul(weights[x * most + k] ?? 0, value)) | 0;
        }
        result[(y * to + x) * channels + channel] = sum >> BITS;
      }
    }
  };

  const row = channels === 1 ? grey : channels === 3 ? colour : any;
  return (values) => {
    for (let y = 0; y < height; y += 1) row(values, y);
    return bytes;
  };
}

/** `length` is that of a row: width × channels. */
function alongColumns(length: number, taps: Taps): BytePass {
  const { to, most, first, count } = taps;
  const weights = wholeWeights(taps);
  const result = new Uint8ClampedArray(to * length);
  const bytes = bytesOf(result);
  const sums = new Int32Array(length);
  return (values) => {
    for (let y = 0; y < to; y += 1) {
      sums.fill(HALF);
      const taken = count[y] ?? 0;
      for (let k = 0; k < taken; k += 1) {
        const weight = weights[y * most + k] ?? 0;
        const start = ((first[y] ?? 0) + k) * length;
        for (let i = 0; i < length; i += 1) {
          sums[i] = (sums[i] ?? 0) + Math.imul(weight, values[start + i] ?? 0);
        }
      }
      const out = y * length;
      for (let i = 0; i < length; i += 1) result[out + i] = (sums[i] ?? 0) >> BITS;
    }
    return bytes;
  };
}

function antialiasBytes(from: PlaneSize, to: PlaneSize, channels: number, filter: AntialiasFilter): BytePass {
  const across =
    from.width === to.width ? null : alongRows(from.height, channels, tapsOf(from.width, to.width, filter));
  const down =
    from.height === to.height
      ? null
      : alongColumns(to.width * channels, tapsOf(from.height, to.height, filter));
  return (values) => {
    const narrowed = across === null ? values : across(values);
    return down === null ? narrowed : down(narrowed);
  };
}

/**
 * Prepares antialiased resizing of height × width × channels values; the result is valid until the next call, and is what
 * was given where no size changes. Bytes give bytes. Numbers (behind a step that leaves them) give numbers, as Pillow's
 * mode F does: they are not rounded to whole ones nor cut to 0..255, beyond which bicubic weights can lead.
 */
export function createAntialiaser(
  from: PlaneSize,
  to: PlaneSize,
  channels: number,
  filter: AntialiasFilter,
): <T extends Float32Array | Uint8Array>(values: T) => T | Float32Array | Uint8Array {
  // A run has pictures of one kind, and the other's buffers are not made.
  let bytes: BytePass | null = null;
  let numbers: ((values: Float32Array) => Float32Array) | null = null;
  return (values) => {
    if (values instanceof Uint8Array) {
      bytes ??= antialiasBytes(from, to, channels, filter);
      return bytes(values);
    }
    numbers ??= antialiasNumbers(from, to, channels, filter);
    return numbers(values);
  };
}
