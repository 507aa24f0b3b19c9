import { DepthwiseConv2dNativeBackpropFilter } from '@tensorflow/tfjs-core';
import { convolutionGeometry, four } from '../kernels/window-geometry';
import { sumRows } from './column-sum';
import { BUSY, dispatch, lines, powerOfTwo, THREADS, windowUniforms, type WebGpuKernel } from './dispatch';

/** Taps of one channel that a thread adds up: a number of dy is read once for all of them. */
const MOST_TAPS = 9;
/** Output pixels below which a further slice costs more than it wins. */
const LEAST_PIXELS = 32;

/**
 * dW[tap, o] = Σ x[pixel + tap, o / M] · dy[pixel, o] over all output pixels of the batch. Neighbouring threads hold
 * neighbouring channels; the pixels are split over workgroups and, where channels are few, within one.
 */
const code = (across: number, taps: number) => `
const ACROSS = ${across};
const PARTS = ${THREADS / across};

fn main(index : i32) {
  let thread = i32(localIndex);
  let channel = (group() % uniforms.blocks) * ACROSS + thread % ACROSS;
  let firstTap = (group() / uniforms.blocks % uniforms.chunks) * ${taps};
  let slice = group() / (uniforms.blocks * uniforms.chunks);
  let end = min((slice + 1) * uniforms.pixelsPerSlice, uniforms.pixels);
  if (channel >= uniforms.outChannels || slice >= uniforms.slices) {
    return;
  }
  let inChannel = channel / (uniforms.outChannels / uniforms.inChannels);
  ${lines(
    taps,
    (i) => `
  let tapRow${i} = (firstTap + ${i}) / uniforms.width * uniforms.dilationHeight - uniforms.top;
  let tapColumn${i} = (firstTap + ${i}) % uniforms.width * uniforms.dilationWidth - uniforms.left;
  var sum${i} = 0.0;`,
  )}
  for (var pixel = slice * uniforms.pixelsPerSlice + thread / ACROSS; pixel < end; pixel += PARTS) {
    let firstColumn = pixel % uniforms.outWidth * uniforms.strideWidth;
    let firstRow = pixel / uniforms.outWidth % uniforms.outHeight * uniforms.strideHeight;
    let picture = pixel / (uniforms.outWidth * uniforms.outHeight) * uniforms.inHeight;
    let gradient = dy[pixel * uniforms.outChannels + channel];
    ${lines(
      taps,
      (i) => `{
      let row = firstRow + tapRow${i};
      let column = firstColumn + tapColumn${i};
      let inside = u32(row) < u32(uniforms.inHeight) && u32(column) < u32(uniforms.inWidth);
      let at = ((picture + row) * uniforms.inWidth + column) * uniforms.inChannels + inChannel;
      sum${i} += select(0.0, x[select(0, at, inside)], inside) * gradient;
    }`,
    )}
  }
  let place = ((slice * PARTS + thread / ACROSS) * uniforms.taps + firstTap) * uniforms.outChannels + channel;
  ${lines(taps, (i) => `if (firstTap + ${i} < uniforms.taps) { result[place + ${i} * uniforms.outChannels] = sum${i}; }`)}
}
`;

export const depthwiseBackpropFilter: WebGpuKernel = {
  name: DepthwiseConv2dNativeBackpropFilter,
  run(input, attributes, backend) {
    const shape = four(attributes['filterShape'], 'filterShape');
    const g = convolutionGeometry(input('x').shape, shape, attributes, true);
    const taps = g.height * g.width;
    const pixels = g.batch * g.outHeight * g.outWidth;
    const across = Math.min(THREADS, powerOfTwo(g.outChannels));
    const parts = THREADS / across;
    const blocks = Math.ceil(g.outChannels / across);
    const chunks = Math.ceil(taps / MOST_TAPS);
    const tapsPerThread = Math.ceil(taps / chunks);
    const wanted = Math.min(Math.ceil(BUSY / (blocks * chunks)), Math.ceil(pixels / (parts * LEAST_PIXELS)));
    const pixelsPerSlice = Math.ceil(pixels / wanted);
    const slices = Math.ceil(pixels / pixelsPerSlice);
    const sums = dispatch(backend, {
      key: `ConvCanvasDepthwiseByFilter_${across}_${tapsPerThread}`,
      outputShape: slices * parts === 1 ? shape : [slices * parts, taps * g.outChannels],
      inputs: { x: { tensor: input('x') }, dy: { tensor: input('dy') } },
      integers: { ...windowUniforms(g), pixels, pixelsPerSlice, slices, taps, blocks, chunks },
      groups: blocks * chunks * slices,
      code: () => code(across, tapsPerThread),
    });
    if (slices * parts === 1) return sums;
    const total = sumRows(backend, sums, slices * parts, taps * g.outChannels, shape);
    backend.disposeData(sums.dataId);
    return total;
  },
};
