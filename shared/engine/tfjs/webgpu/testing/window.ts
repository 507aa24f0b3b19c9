/** What convolutions and depthwise ones have in common: random windows, and which tap reaches which pixel. */
import fc from 'fast-check';

export interface Window {
  readonly batch: number;
  readonly size: readonly [number, number];
  readonly filter: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  readonly pad: readonly [number, number, number, number];
}

const outSize = (size: number, filter: number, stride: number, dilation: number, pad: number): number =>
  Math.floor((size + pad - dilation * (filter - 1) - 1) / stride) + 1;

export const outSizes = ({ size, filter, strides, dilations, pad }: Window): [number, number] => [
  outSize(size[0], filter[0], strides[0], dilations[0], pad[0] + pad[1]),
  outSize(size[1], filter[1], strides[1], dilations[1], pad[2] + pad[3]),
];

const pair = (min: number, max: number) => fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }));

export const windows: fc.Arbitrary<Window> = fc
  .record({
    batch: fc.integer({ min: 1, max: 3 }),
    size: pair(1, 13),
    filter: pair(1, 5),
    strides: pair(1, 3),
    dilations: pair(1, 3),
    pad: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.nat(3)),
  })
  .filter((given) => outSizes(given).every((size) => size > 0));

/** y[i, j] reads x[i·S + t·D − P, …] with tap (t, u): calls with the numbers of the pixels in x and in y, and of the tap. */
export function forEachReach(
  window: Window,
  call: (inPixel: number, outPixel: number, tap: number) => void,
): void {
  const { batch, size, filter, strides, dilations, pad } = window;
  const [outHeight, outWidth] = outSizes(window);
  for (let b = 0; b < batch; b += 1)
    for (let i = 0; i < outHeight; i += 1)
      for (let j = 0; j < outWidth; j += 1)
        for (let t = 0; t < filter[0]; t += 1)
          for (let u = 0; u < filter[1]; u += 1) {
            const row = i * strides[0] + t * dilations[0] - pad[0];
            const column = j * strides[1] + u * dilations[1] - pad[2];
            if (row < 0 || row >= size[0] || column < 0 || column >= size[1]) continue;
            call(
              (b * size[0] + row) * size[1] + column,
              (b * outHeight + i) * outWidth + j,
              t * filter[1] + u,
            );
          }
}

export const attributesOf = ({ strides, dilations, pad }: Window) => ({
  strides: [...strides],
  dilations: [...dilations],
  pad: [
    [0, 0],
    [pad[0], pad[1]],
    [pad[2], pad[3]],
    [0, 0],
  ],
  dataFormat: 'NHWC',
});
