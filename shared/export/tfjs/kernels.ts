/** Kernels of four axes that do without what TensorFlow.js lacks, by zeros where nothing is connected. */
import type { KnownShape } from '../../layers/shape';
import { zeros } from './draft';

export interface Kernel {
  /** The filter's height and width, and two more. */
  readonly shape: KnownShape;
  readonly data: Float32Array;
}

/** With zeros between its taps, as many as the dilation leaves out: then it needs none. */
export function spreadOut({ shape, data }: Kernel, dilation: readonly [number, number]): Kernel {
  const [height = 1, width = 1, ...rest] = shape;
  const inner = rest.reduce((product, dim) => product * dim, 1);
  const [tall, wide] = [dilation[0] * (height - 1) + 1, dilation[1] * (width - 1) + 1];
  const spread = zeros(tall * wide * inner);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const from = (y * width + x) * inner;
      spread.set(data.subarray(from, from + inner), (y * dilation[0] * wide + x * dilation[1]) * inner);
    }
  return { shape: [tall, wide, ...rest], data: spread };
}

/**
 * Without groups: the third axis has all channels instead of a group's, and zeros where its group is not that of the
 * fourth. Both of [Fh, Fw, in / groups, out] for convolution and [Fh, Fw, out / groups, in] for the transposed one.
 */
export function ungrouped({ shape, data }: Kernel, groups: number): Kernel {
  if (groups === 1) return { shape, data };
  const [height = 1, width = 1, own = 1, last = 1] = shape;
  const dense = zeros(data.length * groups);
  const perGroup = last / groups;
  for (let tap = 0; tap < height * width; tap += 1)
    for (let i = 0; i < own; i += 1)
      for (let group = 0; group < groups; group += 1) {
        const from = (tap * own + i) * last + group * perGroup;
        const to = (tap * own * groups + group * own + i) * last + group * perGroup;
        dense.set(data.subarray(from, from + perGroup), to);
      }
  return { shape: [height, width, own * groups, last], data: dense };
}
