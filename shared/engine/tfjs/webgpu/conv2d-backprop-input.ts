import { Conv2DBackpropInput, type TensorInfo } from '@tensorflow/tfjs-core';
import { convolutionGeometry, four } from '../kernels/window-geometry';
import { dispatch, lines, powerOfTwo, THREADS, windowUniforms, type WebGpuKernel } from './dispatch';
import { phasesOf } from './phases';

/**
 * dx = A·Wᵀ, where row m of A gathers what reaches input pixel m from dy: M = input pixels, N = input channels,
 * K = taps × output channels. With strides each phase (phases.ts) is a product of its own.
 *
 * Both operands lie along K in memory, so four numbers of K are one vector, and a step is a dot product.
 */
interface Tile {
  /** What one thread holds in registers: `tall` pixels × `wide` channels. */
  readonly tall: number;
  readonly wide: number;
  /** How threads lie over the tile. */
  readonly down: number;
  readonly across: number;
}

/** Vectors of K that are in workgroup memory at a time: 16 numbers. */
const DEPTH = 4;
/** Pixels in a tile at most: with their part of K they fill 10 of the 16 KiB that every device has. */
const MOST_ROWS = 128;

function tileOf(n: number): Tile {
  const across = Math.min(8, powerOfTwo(n / 8));
  const down = THREADS / across;
  const tiles = Math.ceil(n / (8 * across));
  return { tall: Math.min(8, MOST_ROWS / down), wide: Math.ceil(n / (tiles * across)), down, across };
}

/** Four neighbouring numbers of K lie in one tap where the output channels are a multiple of four. */
const fetches = (vectors: boolean): { decode: string; gradient: string; filter: string } => {
  const type = vectors ? 'i32' : 'vec4<i32>';
  const decode = `
    let k = (step * DEPTH + unit) * 4${vectors ? '' : ' + vec4<i32>(0, 1, 2, 3)'};
    let channel = k % uniforms.outChannels;
    let tap = k / uniforms.outChannels;
    let tapRow = uniforms.firstTapRow + tap / uniforms.tapColumns * uniforms.everyTapRow;
    let tapColumn = uniforms.firstTapColumn + tap % uniforms.tapColumns * uniforms.everyTapColumn;
    let isTap = k < ${type}(uniforms.k);`;
  const load = (name: string) =>
    vectors
      ? `select(vec4<f32>(0.0), ${name}[select(0, at / 4, inside)], inside)`
      : `select(vec4<f32>(0.0), vec4<f32>(${name}[at.x], ${name}[at.y], ${name}[at.z], ${name}[at.w]), inside)`;
  const and = (...terms: readonly string[]) =>
    terms.map((term) => `(${term})`).join(vectors ? ' && ' : ' & ');
  const bool = vectors ? '' : 'vec4<bool>';
  const gradient = `
      let y = pixel.y - tapRow * uniforms.dilationHeight;
      let z = pixel.z - tapColumn * uniforms.dilationWidth;
      let outRow = y / uniforms.strideHeight;
      let outColumn = z / uniforms.strideWidth;
      let inside = ${and('isTap', 'y >= ' + type + '(0)', 'z >= ' + type + '(0)', `outRow < ${type}(uniforms.outHeight)`, `outColumn < ${type}(uniforms.outWidth)`, `${bool}(pixel.w > 0)`)};
      let index = ((pixel.x * uniforms.outHeight + outRow) * uniforms.outWidth + outColumn) *
          uniforms.outChannels + channel;
      let at = select(${type}(0), index, inside);
      gradients[row * PITCH + unit] = ${load('dy')};`;
  const filter = `
      let inChannel = firstN + row;
      let inside = ${and('isTap', `${bool}(inChannel < uniforms.inChannels)`)};
      let index = ((tapRow * uniforms.width + tapColumn) * uniforms.inChannels + inChannel) *
          uniforms.outChannels + channel;
      let at = select(${type}(0), index, inside);
      weights[row * PITCH + unit] = ${load('taps')};`;
  return { decode, gradient, filter };
};

function code({ tall, wide, down, across }: Tile, vectors: boolean): string {
  const { decode, gradient, filter } = fetches(vectors);
  return `
const DEPTH = ${DEPTH};
// One more than the depth, so that neighbouring rows begin in different memory banks.
const PITCH = ${DEPTH + 1};
const DOWN = ${down};
const ACROSS = ${across};
const ROWS = ${tall * down};
const COLUMNS = ${wide * across};
var<workgroup> gradients : array<vec4<f32>, ${tall * down * (DEPTH + 1)}>;
var<workgroup> weights : array<vec4<f32>, ${wide * across * (DEPTH + 1)}>;
// Of each row: picture; row and column in the padded picture; whether there is such a pixel.
var<workgroup> pixels : array<vec4<i32>, ${tall * down}>;

fn pixelOf(m : i32) -> vec4<i32> {
  let row = m / uniforms.gridColumns % uniforms.gridRows;
  let column = m % uniforms.gridColumns;
  return vec4<i32>(m / (uniforms.gridRows * uniforms.gridColumns),
      uniforms.phaseRow + row * uniforms.strideHeight + uniforms.top,
      uniforms.phaseColumn + column * uniforms.strideWidth + uniforms.left,
      select(0, 1, m < uniforms.m));
}

fn main(index : i32) {
  let thread = i32(localIndex);
  let firstM = (group() / uniforms.tilesAcross) * ROWS;
  let firstN = (group() % uniforms.tilesAcross) * COLUMNS;
  for (var row = thread; row < ROWS; row += ${THREADS}) {
    pixels[row] = pixelOf(firstM + row);
  }
  let down = thread / ACROSS;
  let across = thread % ACROSS;
  let unit = thread % DEPTH;
  ${lines(tall, (i) => lines(wide, (j) => `var sum_${i}_${j} = 0.0;`))}
  workgroupBarrier();

  for (var step = 0; step < uniforms.steps; step++) {
    ${decode}
    for (var row = thread / DEPTH; row < ROWS; row += ${THREADS / DEPTH}) {
      let pixel = pixels[row];
      ${gradient}
    }
    for (var row = thread / DEPTH; row < COLUMNS; row += ${THREADS / DEPTH}) {
      ${filter}
    }
    workgroupBarrier();
    for (var depth = 0; depth < DEPTH; depth++) {
      ${lines(wide, (j) => `let b${j} = weights[(across + ${j * across}) * PITCH + depth];`)}
      ${lines(
        tall,
        (i) => `let a${i} = gradients[(down + ${i * down}) * PITCH + depth];
      ${lines(wide, (j) => `sum_${i}_${j} += dot(a${i}, b${j});`)}`,
      )}
    }
    workgroupBarrier();
  }

  ${lines(
    tall,
    (i) => `{
    let pixel = pixels[down + ${i * down}];
    let place = ((pixel.x * uniforms.inHeight + pixel.y - uniforms.top) * uniforms.inWidth +
        pixel.z - uniforms.left) * uniforms.inChannels;
    if (pixel.w > 0) {
      ${lines(wide, (j) => `if (firstN + across + ${j * across} < uniforms.inChannels) { result[place + firstN + across + ${j * across}] = sum_${i}_${j}; }`)}
    }
  }`,
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
    const vectors = g.outChannels % 4 === 0;
    const width = vectors ? 4 : 1;
    const tilesAcross = Math.ceil(g.inChannels / (tile.wide * tile.across));
    let output: TensorInfo | undefined;
    for (const phase of phasesOf(g)) {
      const m = g.batch * phase.gridRows * phase.gridColumns;
      const { tapRows, ...placed } = phase;
      const k = tapRows * phase.tapColumns * g.outChannels;
      output = dispatch(backend, {
        key: `ConvCanvasByInput_${Object.values(tile).join('_')}_${vectors}`,
        outputShape: shape,
        inputs: { dy: { tensor: dy, width }, taps: { tensor: filter, width } },
        integers: { ...windowUniforms(g), ...placed, m, k, steps: Math.ceil(k / (4 * DEPTH)), tilesAcross },
        output,
        groups: tilesAcross * Math.ceil(m / (tile.tall * tile.down)),
        code: () => code(tile, vectors),
      });
    }
    if (!output) throw new Error('A convolution without input pixels has no gradient.');
    return output;
  },
};
