/** Gradients of a convolution from its definition: y[b, i, j, o] = Σ x[b, i·S + t·D − P, …, c] · w[t, u, c, o]. */
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { difference, noise, runKernel, sizeOf, valueAt } from './run-kernel';
import { attributesOf, forEachReach, outSizes, type Window, windows } from './window';

interface Convolution {
  readonly window: Window;
  readonly inChannels: number;
  readonly outChannels: number;
}

/** Odd ones, multiples of four (which have code of their own), and some beyond one tile. */
const channels = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(12, 16, 24, 33, 68));

/** Enough of both that the gradient by the filter is computed in tiles of workgroup memory, in vectors or one by one. */
const manyChannels = fc.constantFrom(33, 36, 64, 68);

export const convolutionCases: fc.Arbitrary<Convolution> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ window: windows, inChannels: channels, outChannels: channels }) },
  {
    weight: 1,
    arbitrary: fc.record({ window: windows, inChannels: manyChannels, outChannels: manyChannels }),
  },
);

export async function checkConvolution(given: Convolution): Promise<string | null> {
  const { window, inChannels, outChannels } = given;
  const xShape = [window.batch, ...window.size, inChannels];
  const dyShape = [window.batch, ...outSizes(window), outChannels];
  const filterShape = [...window.filter, inChannels, outChannels];
  const [x, dy, w] = [noise(sizeOf(xShape), 1), noise(sizeOf(dyShape), 2), noise(sizeOf(filterShape), 3)];
  const dx = new Float64Array(x.length);
  const dw = new Float64Array(w.length);
  forEachReach(window, (inPixel, outPixel, tap) => {
    for (let c = 0; c < inChannels; c += 1)
      for (let o = 0; o < outChannels; o += 1) {
        const place = (tap * inChannels + c) * outChannels + o;
        const gradient = valueAt(dy, outPixel * outChannels + o);
        dx[inPixel * inChannels + c] = valueAt(dx, inPixel * inChannels + c) + valueAt(w, place) * gradient;
        dw[place] = valueAt(dw, place) + valueAt(x, inPixel * inChannels + c) * gradient;
      }
  });
  const byInput = await runKernel(
    tf.Conv2DBackpropInput,
    { dy: { data: dy, shape: dyShape }, filter: { data: w, shape: filterShape } },
    { ...attributesOf(window), inputShape: xShape },
    xShape,
  );
  const byFilter = await runKernel(
    tf.Conv2DBackpropFilter,
    { x: { data: x, shape: xShape }, dy: { data: dy, shape: dyShape } },
    { ...attributesOf(window), filterShape },
    filterShape,
  );
  return difference('dx', byInput, dx) ?? difference('dw', byFilter, dw);
}
