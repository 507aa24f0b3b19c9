/** The gradient of a convolution or matrix product by its kernel: sums of products over all pixels of the batch. */
import { WeightGradientOperand } from '../operands/convolution';
import { address, int, share } from './operands';
import { multiplyAdd, storeLanes, loadLanes } from './lanes';

/** Pixels after which sums go to memory, so that what they read stays in the cache. */
const CHUNK = 128;

let height: i32 = 0;
let width: i32 = 0;
let fromImage: usize = 0;
let fromRow: usize = 0;
let fromPixel: usize = 0;
let gradientImage: usize = 0;
let gradientRow: usize = 0;
let gradientPixel: usize = 0;
let toRow: usize = 0;

// @ts-ignore: a decorator of AssemblyScript
@inline
function addTo(to: usize, first: v128, second: v128, columns: i32): void {
  if (columns === 8) {
    v128.store(to, f32x4.add(v128.load(to), first));
    v128.store(to, f32x4.add(v128.load(to, 16), second), 16);
    return;
  }
  const count = min(4, columns);
  storeLanes(to, f32x4.add(loadLanes(to, count), first), count);
  if (columns > 4) storeLanes(to + 16, f32x4.add(loadLanes(to + 16, columns - 4), second), columns - 4);
}

/** `rows` neighbours of the run × 8 channels, over lines of pixels from `first` to `last`. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function tile(
  rows: i32,
  from: usize,
  gradient: usize,
  first: i32,
  last: i32,
  to: usize,
  columns: i32,
): void {
  let c00: v128 = f32x4.splat(0);
  let c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00;
  let c30 = c00, c31 = c00, c40 = c00, c41 = c00, c50 = c00, c51 = c00;
  let a: v128, b0: v128, b1: v128;
  let image = first / height;
  let y = first - image * height;
  for (let line = first; line < last; ++line) {
    let q = from + <usize>image * fromImage + <usize>y * fromRow;
    let g = gradient + <usize>image * gradientImage + <usize>y * gradientRow;
    for (let x = width; x > 0; --x) {
      b0 = v128.load(g);
      b1 = v128.load(g, 16);
      a = v128.load32_splat(q, 0); c00 = multiplyAdd(a, b0, c00); c01 = multiplyAdd(a, b1, c01);
      if (rows > 1) { a = v128.load32_splat(q, 4); c10 = multiplyAdd(a, b0, c10); c11 = multiplyAdd(a, b1, c11); }
      if (rows > 2) { a = v128.load32_splat(q, 8); c20 = multiplyAdd(a, b0, c20); c21 = multiplyAdd(a, b1, c21); }
      if (rows > 3) { a = v128.load32_splat(q, 12); c30 = multiplyAdd(a, b0, c30); c31 = multiplyAdd(a, b1, c31); }
      if (rows > 4) { a = v128.load32_splat(q, 16); c40 = multiplyAdd(a, b0, c40); c41 = multiplyAdd(a, b1, c41); }
      if (rows > 5) { a = v128.load32_splat(q, 20); c50 = multiplyAdd(a, b0, c50); c51 = multiplyAdd(a, b1, c51); }
      q += fromPixel;
      g += gradientPixel;
    }
    if (++y === height) {
      y = 0;
      ++image;
    }
  }
  addTo(to, c00, c01, columns);
  if (rows > 1) addTo(to + toRow, c10, c11, columns);
  if (rows > 2) addTo(to + 2 * toRow, c20, c21, columns);
  if (rows > 3) addTo(to + 3 * toRow, c30, c31, columns);
  if (rows > 4) addTo(to + 4 * toRow, c40, c41, columns);
  if (rows > 5) addTo(to + 5 * toRow, c50, c51, columns);
}

/** to[k, channel] += Σ pixels from[pixel + k] · gradient[pixel, channel]. */
export function weightGradient(p: usize, thread: i32, threads: i32): void {
  const from = address(p, WeightGradientOperand.From);
  const gradient = address(p, WeightGradientOperand.Gradient);
  const to = address(p, WeightGradientOperand.To);
  const images = int(p, WeightGradientOperand.Images);
  height = int(p, WeightGradientOperand.Height);
  width = int(p, WeightGradientOperand.Width);
  fromImage = address(p, WeightGradientOperand.FromImage);
  fromRow = address(p, WeightGradientOperand.FromRow);
  fromPixel = address(p, WeightGradientOperand.FromPixel);
  gradientImage = address(p, WeightGradientOperand.GradientImage);
  gradientRow = address(p, WeightGradientOperand.GradientRow);
  gradientPixel = address(p, WeightGradientOperand.GradientPixel);
  const runRows = int(p, WeightGradientOperand.RunRows);
  const runColumns = int(p, WeightGradientOperand.RunColumns);
  const runLength = int(p, WeightGradientOperand.RunLength);
  const runRowStride = address(p, WeightGradientOperand.RunRowStride);
  const runColumnStride = address(p, WeightGradientOperand.RunColumnStride);
  const channels = int(p, WeightGradientOperand.Channels);
  toRow = address(p, WeightGradientOperand.ToRow);

  const lines = images * height;
  // A matrix product has its whole batch in one line; then the line itself is cut.
  const cut = lines === 1 && width > 2 * CHUNK;
  const whole = width;
  const linesPerChunk = max(1, CHUNK / width);
  const chunks = cut ? (width + CHUNK - 1) / CHUNK : (lines + linesPerChunk - 1) / linesPerChunk;
  const panels = (channels + 7) >> 3;
  const runs = runRows * runColumns;
  const blocks = (runLength + 5) / 6;
  const items = panels * runs * blocks;
  const begin = share(items, thread, threads);
  const end = share(items, thread + 1, threads);
  for (let chunk = 0; chunk < chunks; ++chunk) {
    let source = from;
    let dy = gradient;
    let first = chunk * linesPerChunk;
    let last = min(first + linesPerChunk, lines);
    if (cut) {
      source += <usize>(chunk * CHUNK) * fromPixel;
      dy += <usize>(chunk * CHUNK) * gradientPixel;
      width = min(CHUNK, whole - chunk * CHUNK);
      first = 0;
      last = 1;
    }
    let block = begin % blocks;
    let run = (begin / blocks) % runs;
    let panel = begin / (blocks * runs);
    for (let item = begin; item < end; ++item) {
      const k = block * 6;
      const rows = min(6, runLength - k);
      const i = run / runColumns;
      const j = run - i * runColumns;
      const q = source + <usize>i * runRowStride + <usize>j * runColumnStride + (<usize>k << 2);
      const g = dy + (<usize>panel << 5);
      const t = to + <usize>(run * runLength + k) * toRow + (<usize>panel << 5);
      const columns = min(8, channels - (panel << 3));
      if (rows === 6) tile(6, q, g, first, last, t, columns);
      else if (rows === 5) tile(5, q, g, first, last, t, columns);
      else if (rows === 4) tile(4, q, g, first, last, t, columns);
      else if (rows === 3) tile(3, q, g, first, last, t, columns);
      else if (rows === 2) tile(2, q, g, first, last, t, columns);
      else tile(1, q, g, first, last, t, columns);
      if (++block === blocks) {
        block = 0;
        if (++run === runs) {
          run = 0;
          ++panel;
        }
      }
    }
  }
}
