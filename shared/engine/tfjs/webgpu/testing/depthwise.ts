/** Gradients of a depthwise convolution from its definition: y[…, c·M + i] = Σ x[b, i·S + t·D − P, …, c] · w[t, u, c, i]. */
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { difference, noise, runKernel, sizeOf, valueAt } from './run-kernel';
import { attributesOf, forEachReach, outSizes, type Window, windows } from './window';

interface Depthwise {
  readonly window: Window;
  readonly channels: number;
  readonly multiplier: number;
}

export const depthwiseCases: fc.Arbitrary<Depthwise> = fc.record({
  window: windows,
  channels: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(16, 33, 70)),
  multiplier: fc.integer({ min: 1, max: 3 }),
});

export async function checkDepthwise(given: Depthwise): Promise<string | null> {
  const { window, channels, multiplier } = given;
  const outChannels = channels * multiplier;
  const xShape = [window.batch, ...window.size, channels];
  const dyShape = [window.batch, ...outSizes(window), outChannels];
  const filterShape = [...window.filter, channels, multiplier];
  const [x, dy, w] = [noise(sizeOf(xShape), 1), noise(sizeOf(dyShape), 2), noise(sizeOf(filterShape), 3)];
  const dx = new Float64Array(x.length);
  const dw = new Float64Array(w.length);
  forEachReach(window, (inPixel, outPixel, tap) => {
    for (let o = 0; o < outChannels; o += 1) {
      const from = inPixel * channels + Math.floor(o / multiplier);
      const place = tap * outChannels + o;
      const gradient = valueAt(dy, outPixel * outChannels + o);
      dx[from] = valueAt(dx, from) + valueAt(w, place) * gradient;
      dw[place] = valueAt(dw, place) + valueAt(x, from) * gradient;
    }
  });
  const byInput = await runKernel(
    tf.DepthwiseConv2dNativeBackpropInput,
    { dy: { data: dy, shape: dyShape }, filter: { data: w, shape: filterShape } },
    { ...attributesOf(window), inputShape: xShape },
    xShape,
  );
  const byFilter = await runKernel(
    tf.DepthwiseConv2dNativeBackpropFilter,
    { x: { data: x, shape: xShape }, dy: { data: dy, shape: dyShape } },
    { ...attributesOf(window), filterShape },
    filterShape,
  );
  return difference('dx', byInput, dx) ?? difference('dw', byFilter, dw);
}
