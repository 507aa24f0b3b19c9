import { Conv2DBackpropFilter } from '@tensorflow/tfjs-core';
import { convolutionGeometry, four } from '../kernels/window-geometry';
import { sumRows } from './column-sum';
import { BUSY, dispatch, lines, powerOfTwo, THREADS, windowUniforms, type WebGpuKernel } from './dispatch';

/**
 * dW = Aᵀ·dy, where row k of A is the patch that output pixel k = (picture, row, column) sees: M = taps × input
 * channels, N = output channels, and the sum runs over all K output pixels of the batch. M × N is small and K long,
 * so K is split: over workgroups, and within one where the tile needs fewer than all of its threads.
 */
interface Tile {
  /** What one thread holds in registers: `tall` × `wide` weights. */
  readonly tall: 4 | 8;
  readonly wide: 4 | 8;
  /** How threads lie over the tile, and how many of them share a weight, each with its part of the rows. */
  readonly down: number;
  readonly across: number;
  readonly parts: number;
  /** Rows of K that are in workgroup memory at a time. */
  readonly depth: number;
}

const DEPTH = 16;
/** Rows of K below which a further slice costs more than it wins. */
const LEAST_ROWS = 128;
/** Numbers in all partial sums at most (64 MiB). */
const MOST_PARTIALS = 2 ** 24;

function tileOf(m: number, n: number): Tile {
  const tall = m > 4 ? 8 : 4;
  const wide = n > 4 ? 8 : 4;
  const down = Math.min(8, powerOfTwo(m / tall));
  const across = Math.min(8, powerOfTwo(n / wide));
  const parts = THREADS / (down * across);
  return { tall, wide, down, across, parts, depth: Math.max(DEPTH, parts) };
}

/** Four neighbouring numbers of row k of A, with `tap…` from the thread's column. */
const patch = (vectors: boolean): string =>
  vectors
    ? `
      let y = outRow * uniforms.strideHeight + tapRow.x;
      let z = outColumn * uniforms.strideWidth + tapColumn.x;
      let inside = k < kEnd && y >= 0 && y < uniforms.inHeight && z >= 0 && z < uniforms.inWidth;
      let at = (((picture * uniforms.inHeight + y) * uniforms.inWidth + z) * uniforms.inChannels + channel.x) / 4;
      patches[row * UNITS_M + unit] = select(vec4<f32>(0.0), x[select(0, at, inside)], inside);`
    : `
      let y = outRow * uniforms.strideHeight + tapRow;
      let z = outColumn * uniforms.strideWidth + tapColumn;
      let inside = (y >= vec4<i32>(0)) & (y < vec4<i32>(uniforms.inHeight)) &
          (z >= vec4<i32>(0)) & (z < vec4<i32>(uniforms.inWidth)) & vec4<bool>(k < kEnd);
      let at = select(vec4<i32>(0),
          ((picture * uniforms.inHeight + y) * uniforms.inWidth + z) * uniforms.inChannels + channel, inside);
      patches[row * UNITS_M + unit] =
          select(vec4<f32>(0.0), vec4<f32>(x[at.x], x[at.y], x[at.z], x[at.w]), inside);`;

/** Four neighbouring numbers of row k of dy. */
const gradient = (vectors: boolean): string =>
  vectors
    ? `
      let inside = k < kEnd && column < uniforms.outChannels;
      let at = (k * uniforms.outChannels + column) / 4;
      gradients[row * UNITS_N + unit] = select(vec4<f32>(0.0), dy[select(0, at, inside)], inside);`
    : `
      let columns = column + vec4<i32>(0, 1, 2, 3);
      let inside = (columns < vec4<i32>(uniforms.outChannels)) & vec4<bool>(k < kEnd);
      let at = select(vec4<i32>(0), k * uniforms.outChannels + columns, inside);
      gradients[row * UNITS_N + unit] =
          select(vec4<f32>(0.0), vec4<f32>(dy[at.x], dy[at.y], dy[at.z], dy[at.w]), inside);`;

function code(
  { tall, wide, down, across, parts, depth }: Tile,
  vectorsOfX: boolean,
  vectorsOfDy: boolean,
): string {
  const [unitsTall, unitsWide] = [tall / 4, wide / 4];
  return `
const DEPTH = ${depth};
const DOWN = ${down};
const ACROSS = ${across};
const PARTS = ${parts};
const UNITS_M = ${down * unitsTall};
const UNITS_N = ${across * unitsWide};
var<workgroup> patches : array<vec4<f32>, ${depth * down * unitsTall}>;
var<workgroup> gradients : array<vec4<f32>, ${depth * across * unitsWide}>;

fn main(index : i32) {
  let thread = i32(localIndex);
  let slice = group() / (uniforms.tilesDown * uniforms.tilesAcross);
  let tile = group() % (uniforms.tilesDown * uniforms.tilesAcross);
  let firstM = (tile / uniforms.tilesAcross) * UNITS_M * 4;
  let firstN = (tile % uniforms.tilesAcross) * UNITS_N * 4;
  let kBegin = slice * uniforms.steps * DEPTH;
  let kEnd = min(kBegin + uniforms.steps * DEPTH, uniforms.pixels);

  // The four columns of A that this thread fetches in every row; one beyond the last lies outside every picture.
  let m = firstM + (thread % UNITS_M) * 4 + vec4<i32>(0, 1, 2, 3);
  let channel = m % uniforms.inChannels;
  let tap = m / uniforms.inChannels;
  let tapRow = select(vec4<i32>(-0x1000000),
      (tap / uniforms.width) * uniforms.dilationHeight - uniforms.top, m < vec4<i32>(uniforms.m));
  let tapColumn = (tap % uniforms.width) * uniforms.dilationWidth - uniforms.left;

  let part = thread / (DOWN * ACROSS);
  let unitM = (thread / ACROSS % DOWN) * ${unitsTall};
  let unitN = (thread % ACROSS) * ${unitsWide};
  ${lines(tall, (i) => lines(unitsWide, (j) => `var sum_${i}_${j} = vec4<f32>(0.0);`))}

  for (var step = 0; step < uniforms.steps; step++) {
    let kStep = kBegin + step * DEPTH;
    for (var row = thread / UNITS_M; row < DEPTH; row += ${THREADS} / UNITS_M) {
      let unit = thread % UNITS_M;
      let k = kStep + row;
      let outColumn = k % uniforms.outWidth;
      let outRow = k / uniforms.outWidth % uniforms.outHeight;
      let picture = k / (uniforms.outWidth * uniforms.outHeight);
      ${patch(vectorsOfX)}
    }
    for (var row = thread / UNITS_N; row < DEPTH; row += ${THREADS} / UNITS_N) {
      let unit = thread % UNITS_N;
      let k = kStep + row;
      let column = firstN + unit * 4;
      ${gradient(vectorsOfDy)}
    }
    workgroupBarrier();
    for (var row = part; row < DEPTH; row += PARTS) {
      ${lines(unitsTall, (i) => `let a${i} = patches[row * UNITS_M + unitM + ${i}];`)}
      ${lines(unitsWide, (j) => `let b${j} = gradients[row * UNITS_N + unitN + ${j}];`)}
      ${lines(tall, (i) => lines(unitsWide, (j) => `sum_${i}_${j} += a${Math.floor(i / 4)}.${'xyzw'[i % 4]} * b${j};`))}
    }
    workgroupBarrier();
  }

  let place = (slice * PARTS + part) * uniforms.m;
  if (slice < uniforms.slices) {
    ${lines(
      tall,
      (i) => `{
      let row = firstM + unitM * 4 + ${i};
      if (row < uniforms.m) {
        ${lines(
          wide,
          (j) => `if (firstN + unitN * 4 + ${j} < uniforms.outChannels) {
          result[(place + row) * uniforms.outChannels + firstN + unitN * 4 + ${j}] = sum_${i}_${Math.floor(j / 4)}.${'xyzw'[j % 4]};
        }`,
        )}
      }
    }`,
    )}
  }
}
`;
}

export const conv2dBackpropFilter: WebGpuKernel = {
  name: Conv2DBackpropFilter,
  run(input, attributes, backend) {
    const x = input('x');
    const dy = input('dy');
    const shape = four(attributes['filterShape'], 'filterShape');
    const g = convolutionGeometry(x.shape, shape, attributes, false);
    const m = g.height * g.width * g.inChannels;
    const n = g.outChannels;
    const pixels = g.batch * g.outHeight * g.outWidth;
    const tile = tileOf(m, n);
    const tilesDown = Math.ceil(m / (tile.down * tile.tall));
    const tilesAcross = Math.ceil(n / (tile.across * tile.wide));
    const wanted = Math.min(
      Math.ceil(BUSY / (tilesDown * tilesAcross)),
      Math.ceil(pixels / Math.max(LEAST_ROWS, tile.depth)),
      Math.max(1, Math.floor(MOST_PARTIALS / (m * n * tile.parts))),
    );
    const steps = Math.ceil(pixels / (wanted * tile.depth));
    const slices = Math.ceil(pixels / (steps * tile.depth));
    const partials = slices * tile.parts;
    const vectorsOfX = g.inChannels % 4 === 0;
    const vectorsOfDy = n % 4 === 0;
    const sums = dispatch(backend, {
      key: `ConvCanvasByFilter_${Object.values(tile).join('_')}_${vectorsOfX}_${vectorsOfDy}`,
      outputShape: partials === 1 ? shape : [partials, m * n],
      inputs: {
        x: { tensor: x, width: vectorsOfX ? 4 : 1 },
        dy: { tensor: dy, width: vectorsOfDy ? 4 : 1 },
      },
      integers: { ...windowUniforms(g), m, pixels, steps, slices, tilesDown, tilesAcross },
      groups: tilesDown * tilesAcross * slices,
      code: () => code(tile, vectorsOfX, vectorsOfDy),
    });
    if (partials === 1) return sums;
    const total = sumRows(backend, sums, partials, m * n, shape);
    backend.disposeData(sums.dataId);
    return total;
  },
};
