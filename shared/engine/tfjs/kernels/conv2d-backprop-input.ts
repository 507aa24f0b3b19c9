import { Conv2DBackpropInput } from '@tensorflow/tfjs-core';
import { floats, type WasmKernel } from './heap';
import { multiply, picturesAtOnce } from './patches';
import { convolutionGeometry, type WindowGeometry } from './window-geometry';

/** tfjs's own is a scalar loop; this is dy · Wᵀ (XNNPACK), whose rows are added back to where their windows lay. */
export const conv2dBackpropInput: WasmKernel = {
  name: Conv2DBackpropInput,
  run(input, attributes, backend) {
    const dy = input('dy');
    const filter = input('filter');
    const inputShape = attributes['inputShape'];
    if (!Array.isArray(inputShape)) throw new Error('The attribute "inputShape" is missing.');
    const g = convolutionGeometry(inputShape, filter.shape, attributes, false);
    const taps = g.height * g.width * g.inChannels;
    const windows = g.outHeight * g.outWidth;
    const atOnce = picturesAtOnce(g);
    const dx = backend.makeOutput([g.batch, g.inHeight, g.inWidth, g.inChannels], 'float32');
    const turned = backend.makeOutput([g.outChannels, taps], 'float32');
    const weights = floats(backend, filter);
    const target = floats(backend, turned);
    for (let tap = 0; tap < taps; tap += 1) {
      for (let channel = 0; channel < g.outChannels; channel += 1) {
        target[channel * taps + tap] = weights[tap * g.outChannels + channel] as number;
      }
    }
    floats(backend, dx).fill(0);
    for (let from = 0; from < g.batch; from += atOnce) {
      const count = Math.min(atOnce, g.batch - from);
      const whole = count === g.batch;
      const part = whole ? dy : backend.makeOutput([count * windows, g.outChannels], 'float32');
      if (!whole) {
        const size = windows * g.outChannels;
        floats(backend, part).set(floats(backend, dy).subarray(from * size, (from + count) * size));
      }
      const columns = multiply(
        backend,
        { dataId: part.dataId, shape: [count * windows, g.outChannels], dtype: 'float32' },
        turned,
      );
      addBack(
        floats(backend, dx),
        floats(backend, { ...columns, shape: [count * windows * taps] }),
        g,
        from,
        count,
      );
      backend.disposeData(columns.dataId);
      if (!whole) backend.disposeData(part.dataId);
    }
    backend.disposeData(turned.dataId);
    return dx;
  },
};

/** `columns` has a row per window (picture, row, column) and a column per tap (kernel row, kernel column, channel). */
function addBack(
  dx: Float32Array,
  columns: Float32Array,
  g: WindowGeometry,
  from: number,
  count: number,
): void {
  const { inHeight, inWidth, inChannels } = g;
  const lineOfTaps = g.width * inChannels;
  let source = 0;
  for (let picture = from; picture < from + count; picture += 1) {
    for (let row = 0; row < g.outHeight; row += 1) {
      for (let column = 0; column < g.outWidth; column += 1) {
        const left = column * g.strideWidth - g.left;
        // Taps of one kernel row lie side by side in both arrays.
        const firstTap = Math.max(0, -left);
        const endTap = Math.min(g.width, inWidth - left);
        const length = (endTap - firstTap) * inChannels;
        for (let tapRow = 0; tapRow < g.height; tapRow += 1) {
          const inRow = row * g.strideHeight - g.top + tapRow;
          if (inRow >= 0 && inRow < inHeight) {
            const to = ((picture * inHeight + inRow) * inWidth + left + firstTap) * inChannels;
            const begin = source + firstTap * inChannels;
            for (let i = 0; i < length; i += 1) {
              dx[to + i] = (dx[to + i] as number) + (columns[begin + i] as number);
            }
          }
          source += lineOfTaps;
        }
      }
    }
  }
}
