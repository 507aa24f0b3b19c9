/** The filters of antialiased resizing, and which pixels they weigh: Pillow's rule, see antialias.ts. */

export type AntialiasFilter = 'bilinear' | 'bicubic';

interface Kernel {
  /** How far it reaches to either side, in pixels of the smaller picture. */
  readonly support: number;
  readonly weight: (distance: number) => number;
}

/** Keys' a. Pillow has −0.5; OpenCV and PyTorch without antialiasing have −0.75. */
const A = -0.5;

/** R. Keys: Cubic convolution interpolation for digital image processing, 1981, equation 15 for any a. */
function cubic(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return ((A + 2) * x - (A + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
}

const kernels: Readonly<Record<AntialiasFilter, Kernel>> = {
  bilinear: { support: 1, weight: (distance) => Math.max(0, 1 - Math.abs(distance)) },
  bicubic: { support: 2, weight: cubic },
};

/** Which pixels of a line make each pixel of the resized line. */
export interface Taps {
  readonly from: number;
  readonly to: number;
  /** The most that one pixel takes: weights of pixel d begin at `d * most`. */
  readonly most: number;
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** They sum to 1. */
  readonly weights: Float64Array;
}

/**
 * Pixel d lies around (d + ½) · from / to, counted from the left edge. The filter reaches `support` source pixels to
 * either side, times from / to where that shrinks; whose middle lies within is taken, and weights are divided by their
 * sum, so that nothing darkens at the border.
 */
export function tapsOf(from: number, to: number, filter: AntialiasFilter): Taps {
  const { support, weight } = kernels[filter];
  const scale = from / to;
  const stretch = Math.max(1, scale);
  const reach = support * stretch;
  const most = Math.ceil(reach) * 2 + 1;
  const first = new Int32Array(to);
  const count = new Int32Array(to);
  const weights = new Float64Array(to * most);
  for (let d = 0; d < to; d += 1) {
    const center = (d + 0.5) * scale;
    const low = Math.max(0, Math.trunc(center - reach + 0.5));
    const high = Math.min(from, Math.trunc(center + reach + 0.5));
    let sum = 0;
    for (let x = low; x < high; x += 1) {
      // Pillow multiplies by the inverse; dividing would differ in the last bit.
      const value = weight((x - center + 0.5) * (1 / stretch));
      weights[d * most + x - low] = value;
      sum += value;
    }
    for (let k = 0; k < high - low; k += 1) {
      const at = d * most + k;
      if (sum !== 0) weights[at] = (weights[at] ?? 0) / sum;
    }
    first[d] = low;
    count[d] = high - low;
  }
  return { from, to, most, first, count, weights };
}
