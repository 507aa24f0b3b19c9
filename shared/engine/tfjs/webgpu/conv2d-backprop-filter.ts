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
}

/** Rows of K that are in workgroup memory at a time: with 64 × 64 weights they fill half of what every device has. */
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
  return { tall, wide, down, across, parts: THREADS / (down * across) };
}

/** Column m of A and its three neighbours; one beyond the last lies outside every picture. */
const columnOfA = (first: string, i = ''): string => `
  let m${i} = ${first} + vec4<i32>(0, 1, 2, 3);
  let channel${i} = m${i} % uniforms.inChannels;
  let tap${i} = m${i} / uniforms.inChannels;
  let tapRow${i} = select(vec4<i32>(-0x1000000),
      (tap${i} / uniforms.width) * uniforms.dilationHeight - uniforms.top, m${i} < vec4<i32>(uniforms.m));
  let tapColumn${i} = (tap${i} % uniforms.width) * uniforms.dilationWidth - uniforms.left;`;

const pixelOfK = `
      let outColumn = k % uniforms.outWidth;
      let outRow = k / uniforms.outWidth % uniforms.outHeight;
      let picture = k / (uniforms.outWidth * uniforms.outHeight);`;

/** `a…`: four neighbouring numbers of row k of A. */
const rowOfA = (vectors: boolean, i = ''): string => {
  const [first, lanes] = vectors ? ['.x', 'bool'] : ['', 'vec4<bool>'];
  const y = `outRow * uniforms.strideHeight + tapRow${i}${first}`;
  const z = `outColumn * uniforms.strideWidth + tapColumn${i}${first}`;
  const type = vectors ? 'i32' : 'vec4<i32>';
  return `
      let y${i} = ${type}(${y});
      let z${i} = ${type}(${z});
      let insideX${i} = (y${i} >= ${type}(0)) & (y${i} < ${type}(uniforms.inHeight)) &
          (z${i} >= ${type}(0)) & (z${i} < ${type}(uniforms.inWidth)) & ${lanes}(k < kEnd);
      let start${i} = select(${type}(0),
          ((picture * uniforms.inHeight + y${i}) * uniforms.inWidth + z${i}) * uniforms.inChannels + channel${i}${first}, insideX${i});
      let a${i} = select(vec4<f32>(0.0), ${fourOf('x', `start${i}`, vectors)}, insideX${i});`;
};

/** `b…`: four neighbouring numbers of row k of dy, from `first` on. */
const rowOfB = (vectors: boolean, first: string, i = ''): string => {
  const type = vectors ? 'i32' : 'vec4<i32>';
  return `
      let n${i} = ${type}(${first})${vectors ? '' : ' + vec4<i32>(0, 1, 2, 3)'};
      let insideDy${i} = (n${i} < ${type}(uniforms.outChannels)) & ${vectors ? 'bool' : 'vec4<bool>'}(k < kEnd);
      let at${i} = select(${type}(0), k * uniforms.outChannels + n${i}, insideDy${i});
      let b${i} = select(vec4<f32>(0.0), ${fourOf('dy', `at${i}`, vectors)}, insideDy${i});`;
};

const fourOf = (name: string, at: string, vectors: boolean): string =>
  vectors
    ? `${name}[${at} / 4]`
    : `vec4<f32>(${Array.from('xyzw', (lane) => `${name}[${at}.${lane}]`).join(', ')})`;

interface Code {
  readonly declarations: string;
  /** Adds slice's rows of K to the sums. */
  readonly loop: string;
}

/**
 * Products smaller than a tile of all threads: these share weights, and read what they need of their rows themselves,
 * as fetching it together costs more than it saves.
 */
function direct({ tall, wide, across }: Tile, vectorsOfX: boolean, vectorsOfDy: boolean): Code {
  const loop = `
  ${lines(tall / 4, (i) => columnOfA(`firstM + unitM * 4 + ${i * 4}`, `${i}`))}
  for (var k = kBegin + part; k < kEnd; k += PARTS) {
      ${pixelOfK}
      ${lines(tall / 4, (i) => rowOfA(vectorsOfX, `${i}`))}
      ${lines(wide / 4, (j) => rowOfB(vectorsOfDy, `firstN + (thread % ${across}) * ${wide} + ${j * 4}`, `${j}`))}
      ${addProducts({ tall, wide })}
  }`;
  return { declarations: '', loop };
}

/** Large ones, where no weight is shared: the workgroup fetches `DEPTH` rows at a time into its memory. */
function tiled({ tall, wide, down, across }: Tile, vectorsOfX: boolean, vectorsOfDy: boolean): Code {
  const [unitsTall, unitsWide] = [tall / 4, wide / 4];
  const declarations = `
const UNITS_M = ${down * unitsTall};
const UNITS_N = ${across * unitsWide};
var<workgroup> patches : array<vec4<f32>, ${DEPTH * down * unitsTall}>;
var<workgroup> gradients : array<vec4<f32>, ${DEPTH * across * unitsWide}>;`;
  const loop = `
  // The four columns of A that this thread fetches in every row.
  ${columnOfA('firstM + (thread % UNITS_M) * 4')}
  for (var step = 0; step < uniforms.steps; step++) {
    let kStep = kBegin + step * DEPTH;
    for (var row = thread / UNITS_M; row < DEPTH; row += ${THREADS} / UNITS_M) {
      let k = kStep + row;
      ${pixelOfK}
      ${rowOfA(vectorsOfX)}
      patches[row * UNITS_M + thread % UNITS_M] = a;
    }
    for (var row = thread / UNITS_N; row < DEPTH; row += ${THREADS} / UNITS_N) {
      let k = kStep + row;
      ${rowOfB(vectorsOfDy, 'firstN + (thread % UNITS_N) * 4')}
      gradients[row * UNITS_N + thread % UNITS_N] = b;
    }
    workgroupBarrier();
    for (var row = 0; row < DEPTH; row++) {
      ${lines(unitsTall, (i) => `let a${i} = patches[row * UNITS_M + unitM + ${i}];`)}
      ${lines(unitsWide, (j) => `let b${j} = gradients[row * UNITS_N + unitN + ${j}];`)}
      ${addProducts({ tall, wide })}
    }
    workgroupBarrier();
  }`;
  return { declarations, loop };
}

const addProducts = ({ tall, wide }: Pick<Tile, 'tall' | 'wide'>): string =>
  lines(tall, (i) =>
    lines(wide / 4, (j) => `sum_${i}_${j} += a${Math.floor(i / 4)}.${'xyzw'[i % 4]} * b${j};`),
  );

function code(tile: Tile, { declarations, loop }: Code): string {
  const { tall, wide, down, across, parts } = tile;
  return `
const DEPTH = ${DEPTH};
const DOWN = ${down};
const ACROSS = ${across};
const PARTS = ${parts};
${declarations}

fn main(index : i32) {
  let thread = i32(localIndex);
  let slice = group() / (uniforms.tilesDown * uniforms.tilesAcross);
  let tile = group() % (uniforms.tilesDown * uniforms.tilesAcross);
  let firstM = (tile / uniforms.tilesAcross) * ${down * tall};
  let firstN = (tile % uniforms.tilesAcross) * ${across * wide};
  let kBegin = slice * uniforms.steps * DEPTH;
  let kEnd = min(kBegin + uniforms.steps * DEPTH, uniforms.pixels);
  let part = thread / (DOWN * ACROSS);
  let unitM = (thread / ACROSS % DOWN) * ${tall / 4};
  let unitN = (thread % ACROSS) * ${wide / 4};
  ${lines(tall, (i) => lines(wide / 4, (j) => `var sum_${i}_${j} = vec4<f32>(0.0);`))}
${loop}

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
      Math.ceil(pixels / LEAST_ROWS),
      Math.max(1, Math.floor(MOST_PARTIALS / (m * n * tile.parts))),
    );
    const steps = Math.ceil(pixels / (wanted * DEPTH));
    const slices = Math.ceil(pixels / (steps * DEPTH));
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
      code: () => code(tile, (tile.parts > 1 ? direct : tiled)(tile, vectorsOfX, vectorsOfDy)),
    });
    if (partials === 1) return sums;
    const total = sumRows(backend, sums, partials, m * n, shape);
    backend.disposeData(sums.dataId);
    return total;
  },
};
