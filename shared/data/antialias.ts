/**
 * Resizing with antialiasing by the rule of Pillow 12.0 (`Image.resize`): a filter that grows with the picture that it
 * shrinks, first along the rows, then along the columns; an axis that keeps its size is left alone. Bytes come out as
 * Pillow's, in every bit (its modes L and RGB): weights are whole numbers of 22 bits behind the point, and bytes lie
 * between the two passes as well. Later versions round otherwise where they take the columns first: 12.3 with strips more
 * than a hundred times as high as wide, 13 with more pictures.
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

/**
 * How many sums are made at once, of pixels that have their weights in common: a weight is read once for all, and they
 * don't wait for each other. That is twice as fast as one at a time.
 */
const AT_ONCE = 4;

/** For pictures of so many rows. */
function alongRows(height: number, channels: number, taps: Taps): BytePass {
  const { from, to, most, first, count } = taps;
  const weights = wholeWeights(taps);
  const [row, resultRow] = [from * channels, to * channels];
  const result = new Uint8ClampedArray(height * resultRow);
  const bytes = bytesOf(result);
  return (values) => {
    for (let y = 0; y < height; y += AT_ONCE) {
      // Of the rows y to y + 3; past the last one it is that again.
      const second = Math.min(1, height - 1 - y);
      const third = Math.min(2, height - 1 - y);
      const fourth = Math.min(3, height - 1 - y);
      const [in2, in3, in4] = [second * row, third * row, fourth * row];
      const [out2, out3, out4] = [second * resultRow, third * resultRow, fourth * resultRow];
      let out = y * resultRow;
      for (let x = 0; x < to; x += 1) {
        const start = y * row + (first[x] ?? 0) * channels;
        const end = x * most + (count[x] ?? 0);
        for (let channel = 0; channel < channels; channel += 1) {
          let at = start + channel;
          let sum1 = HALF;
          let sum2 = HALF;
          let sum3 = HALF;
          let sum4 = HALF;
          for (let k = x * most; k < end; k += 1) {
            const weight = weights[k] ?? 0;
            sum1 = (sum1 + Math.imul(weight, values[at] ?? 0)) | 0;
            sum2 = (sum2 + Math.imul(weight, values[at + in2] ?? 0)) | 0;
            sum3 = (sum3 + Math.imul(weight, values[at + in3] ?? 0)) | 0;
            sum4 = (sum4 + Math.imul(weight, values[at + in4] ?? 0)) | 0;
            at += channels;
          }
          result[out] = sum1 >> BITS;
          result[out + out2] = sum2 >> BITS;
          result[out + out3] = sum3 >> BITS;
          result[out + out4] = sum4 >> BITS;
          out += 1;
        }
      }
    }
    return bytes;
  };
}

/** For rows of so many values, width × channels. */
function alongColumns(row: number, taps: Taps): BytePass {
  const { to, most, first, count } = taps;
  const weights = wholeWeights(taps);
  const result = new Uint8ClampedArray(to * row);
  const bytes = bytesOf(result);
  return (values) => {
    for (let y = 0; y < to; y += 1) {
      const end = y * most + (count[y] ?? 0);
      for (let i = 0; i < row; i += AT_ONCE) {
        // Of the values i to i + 3; past the last one it is that again.
        const second = Math.min(1, row - 1 - i);
        const third = Math.min(2, row - 1 - i);
        const fourth = Math.min(3, row - 1 - i);
        let at = (first[y] ?? 0) * row + i;
        let sum1 = HALF;
        let sum2 = HALF;
        let sum3 = HALF;
        let sum4 = HALF;
        for (let k = y * most; k < end; k += 1) {
          const weight = weights[k] ?? 0;
          sum1 = (sum1 + Math.imul(weight, values[at] ?? 0)) | 0;
          sum2 = (sum2 + Math.imul(weight, values[at + second] ?? 0)) | 0;
          sum3 = (sum3 + Math.imul(weight, values[at + third] ?? 0)) | 0;
          sum4 = (sum4 + Math.imul(weight, values[at + fourth] ?? 0)) | 0;
          at += row;
        }
        const out = y * row + i;
        result[out] = sum1 >> BITS;
        result[out + second] = sum2 >> BITS;
        result[out + third] = sum3 >> BITS;
        result[out + fourth] = sum4 >> BITS;
      }
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
