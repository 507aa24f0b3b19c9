/** Gradients of a convolution from its definition: y[b, i, j, o] = Σ x[b, i·S + t·D − P, …, c] · w[t, u, c, o]. */
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { difference, noise, runKernel, sizeOf } from './compare';

interface Convolution {
  readonly batch: number;
  readonly size: readonly [number, number];
  readonly inChannels: number;
  readonly outChannels: number;
  readonly filter: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  readonly pad: readonly [number, number, number, number];
}

const outSize = (size: number, filter: number, stride: number, dilation: number, pad: number): number =>
  Math.floor((size + pad - dilation * (filter - 1) - 1) / stride) + 1;

const outSizes = ({ size, filter, strides, dilations, pad }: Convolution): [number, number] => [
  outSize(size[0], filter[0], strides[0], dilations[0], pad[0] + pad[1]),
  outSize(size[1], filter[1], strides[1], dilations[1], pad[2] + pad[3]),
];

const pair = (min: number, max: number) => fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }));
/** Odd ones, multiples of four (which have code of their own), and some beyond one tile. */
const channels = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(12, 16, 24, 33, 68));

export const convolutionCases: fc.Arbitrary<Convolution> = fc
  .record({
    batch: fc.integer({ min: 1, max: 3 }),
    size: pair(1, 13),
    inChannels: channels,
    outChannels: channels,
    filter: pair(1, 5),
    strides: pair(1, 3),
    dilations: pair(1, 3),
    pad: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.nat(3)),
  })
  .filter((given) => outSizes(given).every((size) => size > 0));

export async function checkConvolution(given: Convolution): Promise<string | null> {
  const { batch, size, inChannels, outChannels, filter, strides, dilations, pad } = given;
  const [outHeight, outWidth] = outSizes(given);
  const xShape = [batch, ...size, inChannels];
  const dyShape = [batch, outHeight, outWidth, outChannels];
  const filterShape = [...filter, inChannels, outChannels];
  const [x, dy, w] = [noise(sizeOf(xShape), 1), noise(sizeOf(dyShape), 2), noise(sizeOf(filterShape), 3)];
  const dx = new Float64Array(x.length);
  const dw = new Float64Array(w.length);
  const at = (values: ArrayLike<number>, index: number): number => values[index] ?? NaN;
  for (let b = 0; b < batch; b += 1)
    for (let i = 0; i < outHeight; i += 1)
      for (let j = 0; j < outWidth; j += 1)
        for (let t = 0; t < filter[0]; t += 1)
          for (let u = 0; u < filter[1]; u += 1) {
            const row = i * strides[0] + t * dilations[0] - pad[0];
            const column = j * strides[1] + u * dilations[1] - pad[2];
            if (row < 0 || row >= size[0] || column < 0 || column >= size[1]) continue;
            const pixel = ((b * size[0] + row) * size[1] + column) * inChannels;
            const out = ((b * outHeight + i) * outWidth + j) * outChannels;
            const tap = (t * filter[1] + u) * inChannels;
            for (let c = 0; c < inChannels; c += 1)
              for (let o = 0; o < outChannels; o += 1) {
                const place = (tap + c) * outChannels + o;
                dx[pixel + c] = at(dx, pixel + c) + at(w, place) * at(dy, out + o);
                dw[place] = at(dw, place) + at(x, pixel + c) * at(dy, out + o);
              }
          }
  const attributes = {
    strides: [...strides],
    dilations: [...dilations],
    pad: [
      [0, 0],
      [pad[0], pad[1]],
      [pad[2], pad[3]],
      [0, 0],
    ],
    dataFormat: 'NHWC',
  };
  const byInput = await runKernel(
    tf.Conv2DBackpropInput,
    { dy: { data: dy, shape: dyShape }, filter: { data: w, shape: filterShape } },
    { ...attributes, inputShape: xShape },
    xShape,
  );
  const byFilter = await runKernel(
    tf.Conv2DBackpropFilter,
    { x: { data: x, shape: xShape }, dy: { data: dy, shape: dyShape } },
    { ...attributes, filterShape },
    filterShape,
  );
  return difference('dx', byInput, dx) ?? difference('dw', byFilter, dw);
}
