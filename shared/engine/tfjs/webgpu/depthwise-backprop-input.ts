import { DepthwiseConv2dNativeBackpropInput, type TensorInfo } from '@tensorflow/tfjs-core';
import { convolutionGeometry, four } from '../kernels/window-geometry';
import { dispatch, lines, powerOfTwo, THREADS, windowUniforms, type WebGpuKernel } from './dispatch';
import { declarePixels, forEachTap, phasesOf, storePixel } from './phases';

/** Pixels of one channel that a thread holds: each weight is read once for all of them. */
const PIXELS = 4;

/** dx[pixel, c] = Σ dy[pixel that tap reaches, c·M + i] · w[tap, c, i]; neighbouring threads hold neighbouring channels. */
const code = (across: number) => `
const ACROSS = ${across};

fn main(index : i32) {
  let thread = i32(localIndex);
  let channel = (group() % uniforms.blocks) * ACROSS + thread % ACROSS;
  let firstM = (group() / uniforms.blocks) * ${(THREADS / across) * PIXELS} + thread / ACROSS;
  let first = channel * uniforms.multiplier;
  ${declarePixels(PIXELS, 'firstM', THREADS / across)}
  ${lines(PIXELS, (i) => `var sum${i} = 0.0;`)}
  ${forEachTap(
    PIXELS,
    `
      for (var i = 0; i < uniforms.multiplier; i++) {
        let weight = taps[tap * uniforms.outChannels + first + i];
        ${lines(PIXELS, (i) => `sum${i} += select(0.0, dy[at${i} + first + i], inside${i}) * weight;`)}
      }`,
  )}
  if (channel < uniforms.inChannels) {
    ${lines(PIXELS, (i) => storePixel(i, `result[place + channel] = sum${i};`))}
  }
}
`;

export const depthwiseBackpropInput: WebGpuKernel = {
  name: DepthwiseConv2dNativeBackpropInput,
  run(input, attributes, backend) {
    const filter = input('filter');
    const shape = four(attributes['inputShape'], 'inputShape');
    const g = convolutionGeometry(shape, filter.shape, attributes, true);
    const across = Math.min(THREADS, powerOfTwo(g.inChannels));
    const blocks = Math.ceil(g.inChannels / across);
    let output: TensorInfo | undefined;
    for (const phase of phasesOf(g)) {
      const m = g.batch * phase.gridRows * phase.gridColumns;
      output = dispatch(backend, {
        key: `ConvCanvasDepthwiseByInput_${across}`,
        outputShape: shape,
        inputs: { dy: { tensor: input('dy') }, taps: { tensor: filter } },
        integers: { ...windowUniforms(g), ...phase, m, blocks, multiplier: g.outChannels / g.inChannels },
        output,
        groups: blocks * Math.ceil(m / ((THREADS / across) * PIXELS)),
        code: () => code(across),
      });
    }
    if (!output) throw new Error('A convolution without input pixels has no gradient.');
    return output;
  },
};
