import { Conv2DBackpropInput, type TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { convolutionGeometry, four } from '../kernels/window-geometry';
import { dispatch, lines, THREADS, windowUniforms, type WebGpuKernel } from './dispatch';
import { declarePixels, forEachTap, phasesOf, storePixel } from './phases';

/**
 * dx = A·Wᵀ, where row m of A gathers what reaches input pixel m from dy: M = input pixels, N = input channels,
 * K = taps × output channels. With strides each phase (phases.ts) is a product of its own.
 *
 * Each thread holds a tile of dx in registers. Neighbouring threads hold neighbouring channels of the same pixels, so
 * they read neighbouring vectors of the turned filter and the same ones of dy, which caches serve; workgroup memory
 * with its barriers was slower on a software adapter and is not known to be faster elsewhere (README.md).
 */
interface Tile {
  /** What one thread holds: `tall` pixels × `wide` channels. */
  readonly tall: number;
  readonly wide: number;
  /** Threads side by side over the channels; the others lie over pixels. */
  readonly across: number;
}

function tileOf(n: number): Tile {
  const across = n <= 2 ? 1 : n <= 16 ? 4 : 8;
  const tiles = Math.ceil(n / (8 * across));
  return { tall: 8, wide: Math.ceil(n / (tiles * across)), across };
}

/** [taps, C, K] to [taps, K / unit, columns, unit], with zeros in the columns beyond C. */
function turn(backend: WebGPUBackend, filter: TensorInfo, columns: number, unit: number): TensorInfo {
  const [height = 1, width = 1, inChannels = 1, outChannels = 1] = filter.shape;
  const units = outChannels / unit;
  const size = height * width * outChannels * columns;
  return dispatch(backend, {
    key: 'ConvCanvasTurnFilter',
    outputShape: [height * width, units, columns, unit],
    inputs: { taps: { tensor: filter } },
    integers: { columns, inChannels, outChannels, unit, units, size },
    groups: Math.ceil(size / THREADS),
    code: () => `
fn main(index : i32) {
  let place = group() * ${THREADS} + i32(localIndex);
  if (place < uniforms.size) {
    let column = place / uniforms.unit % uniforms.columns;
    let row = place / uniforms.unit / uniforms.columns;
    let channel = row % uniforms.units * uniforms.unit + place % uniforms.unit;
    let at = (row / uniforms.units * uniforms.inChannels + column) * uniforms.outChannels + channel;
    let inside = column < uniforms.inChannels;
    result[place] = select(0.0, taps[select(0, at, inside)], inside);
  }
}
`,
  });
}

/** Channels of dy are read in vectors of four where their number allows it, else one by one. */
function code({ tall, wide, across }: Tile, unit: 1 | 4): string {
  const zero = unit === 4 ? 'vec4<f32>(0.0)' : '0.0';
  const product = (i: number, j: number) => (unit === 4 ? `dot(a${i}, b${j})` : `a${i} * b${j}`);
  return `
const ACROSS = ${across};

fn main(index : i32) {
  let thread = i32(localIndex);
  let firstN = (group() % uniforms.tilesAcross) * ${wide * across} + thread % ACROSS;
  let firstM = (group() / uniforms.tilesAcross) * ${(THREADS / across) * tall} + thread / ACROSS;
  ${declarePixels(tall, 'firstM', THREADS / across)}
  ${lines(tall, (i) => lines(wide, (j) => `var sum_${i}_${j} = 0.0;`))}
  let units = uniforms.outChannels / ${unit};
  ${forEachTap(
    tall,
    `
      var weight = tap * units * uniforms.columns + firstN;
      for (var unit = 0; unit < units; unit++) {
        ${lines(wide, (j) => `let b${j} = turned[weight + ${j * across}];`)}
        ${lines(
          tall,
          (i) => `let a${i} = select(${zero}, dy[at${i} / ${unit} + unit], inside${i});
        ${lines(wide, (j) => `sum_${i}_${j} += ${product(i, j)};`)}`,
        )}
        weight += uniforms.columns;
      }`,
  )}
  ${lines(tall, (i) =>
    storePixel(
      i,
      lines(
        wide,
        (j) =>
          `if (firstN + ${j * across} < uniforms.inChannels) { result[place + firstN + ${j * across}] = sum_${i}_${j}; }`,
      ),
    ),
  )}
}
`;
}

export const conv2dBackpropInput: WebGpuKernel = {
  name: Conv2DBackpropInput,
  run(input, attributes, backend) {
    const dy = input('dy');
    const filter = input('filter');
    const shape = four(attributes['inputShape'], 'inputShape');
    const g = convolutionGeometry(shape, filter.shape, attributes, false);
    const tile = tileOf(g.inChannels);
    const unit = g.outChannels % 4 === 0 ? 4 : 1;
    const tilesAcross = Math.ceil(g.inChannels / (tile.wide * tile.across));
    const columns = tilesAcross * tile.wide * tile.across;
    const turned = turn(backend, filter, columns, unit);
    let output: TensorInfo | undefined;
    for (const phase of phasesOf(g)) {
      const m = g.batch * phase.gridRows * phase.gridColumns;
      output = dispatch(backend, {
        key: `ConvCanvasByInput_${Object.values(tile).join('_')}_${unit}`,
        outputShape: shape,
        inputs: { dy: { tensor: dy, width: unit }, turned: { tensor: turned, width: unit } },
        integers: { ...windowUniforms(g), ...phase, m, tilesAcross, columns },
        output,
        groups: tilesAcross * Math.ceil(m / ((tile.tall * THREADS) / tile.across)),
        code: () => code(tile, unit),
      });
    }
    backend.disposeData(turned.dataId);
    if (!output) throw new Error('A convolution without input pixels has no gradient.');
    return output;
  },
};
