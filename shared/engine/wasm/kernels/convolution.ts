/**
 * Convolutions, transposed ones and matrix products as one implicit matrix product: rows are output pixels of the
 * whole batch, columns output channels, and the long side is walked in runs of the padded input, which is never
 * unrolled. A run is what lies side by side in memory: the window's row × channels, or a tap's channels.
 */
import { ConvolutionOperand, TransposedConvolutionOperand } from '../operands/convolution';
import { address, float, int, share } from './operands';
import { multiplyAdd, storeLanes } from './lanes';

/** Pixels of a tile: 6 × 8 sums fill the 16 vector registers of a PC. */
const ROWS = 6;
/** Pixels whose windows stay in the cache while all panels of the weights pass by. */
const CHUNK = 96;

let runRows: i32 = 0;
let runColumns: i32 = 0;
let runLength: i32 = 0;
let runRowStride: usize = 0;
let runColumnStride: usize = 0;
let activation: i32 = 0;
let low: f32 = 0;
let high: f32 = 0;

// @ts-ignore: a decorator of AssemblyScript
@inline
function activate(x: v128): v128 {
  if (activation === 0) return x;
  if (activation === 1) return f32x4.min(f32x4.max(x, f32x4.splat(low)), f32x4.splat(high));
  // A slope below zero: low holds it.
  const negative = f32x4.lt(x, f32x4.splat(0));
  return v128.bitselect(f32x4.mul(x, f32x4.splat(low)), x, negative);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function finish(to: usize, first: v128, second: v128, columns: i32): void {
  if (columns === 8) {
    v128.store(to, activate(first));
    v128.store(to, activate(second), 16);
    return;
  }
  storeLanes(to, activate(first), columns);
  if (columns > 4) storeLanes(to + 16, activate(second), columns - 4);
}

/** `rows` pixels × 8 channels; rows beyond are left out when this is compiled. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function tile(
  rows: i32,
  a0: usize, a1: usize, a2: usize, a3: usize, a4: usize, a5: usize,
  d0: usize, d1: usize, d2: usize, d3: usize, d4: usize, d5: usize,
  panel: usize,
  bias: usize,
  columns: i32,
): void {
  let c00: v128 = f32x4.splat(0);
  let c01: v128 = f32x4.splat(0);
  if (bias !== 0) {
    c00 = v128.load(bias);
    c01 = v128.load(bias, 16);
  }
  let c10 = c00, c11 = c01, c20 = c00, c21 = c01, c30 = c00, c31 = c01;
  let c40 = c00, c41 = c01, c50 = c00, c51 = c01;
  let b = panel;
  let a: v128, b0: v128, b1: v128;
  for (let i = 0; i < runRows; ++i) {
    for (let j = 0; j < runColumns; ++j) {
      const offset = <usize>i * runRowStride + <usize>j * runColumnStride;
      let q0 = a0 + offset, q1 = a1 + offset, q2 = a2 + offset;
      let q3 = a3 + offset, q4 = a4 + offset, q5 = a5 + offset;
      let left = runLength;
      for (; left >= 4; left -= 4) {
        b0 = v128.load(b, 0); b1 = v128.load(b, 16);
        a = v128.load32_splat(q0, 0); c00 = multiplyAdd(a, b0, c00); c01 = multiplyAdd(a, b1, c01);
        if (rows > 1) { a = v128.load32_splat(q1, 0); c10 = multiplyAdd(a, b0, c10); c11 = multiplyAdd(a, b1, c11); }
        if (rows > 2) { a = v128.load32_splat(q2, 0); c20 = multiplyAdd(a, b0, c20); c21 = multiplyAdd(a, b1, c21); }
        if (rows > 3) { a = v128.load32_splat(q3, 0); c30 = multiplyAdd(a, b0, c30); c31 = multiplyAdd(a, b1, c31); }
        if (rows > 4) { a = v128.load32_splat(q4, 0); c40 = multiplyAdd(a, b0, c40); c41 = multiplyAdd(a, b1, c41); }
        if (rows > 5) { a = v128.load32_splat(q5, 0); c50 = multiplyAdd(a, b0, c50); c51 = multiplyAdd(a, b1, c51); }
        b0 = v128.load(b, 32); b1 = v128.load(b, 48);
        a = v128.load32_splat(q0, 4); c00 = multiplyAdd(a, b0, c00); c01 = multiplyAdd(a, b1, c01);
        if (rows > 1) { a = v128.load32_splat(q1, 4); c10 = multiplyAdd(a, b0, c10); c11 = multiplyAdd(a, b1, c11); }
        if (rows > 2) { a = v128.load32_splat(q2, 4); c20 = multiplyAdd(a, b0, c20); c21 = multiplyAdd(a, b1, c21); }
        if (rows > 3) { a = v128.load32_splat(q3, 4); c30 = multiplyAdd(a, b0, c30); c31 = multiplyAdd(a, b1, c31); }
        if (rows > 4) { a = v128.load32_splat(q4, 4); c40 = multiplyAdd(a, b0, c40); c41 = multiplyAdd(a, b1, c41); }
        if (rows > 5) { a = v128.load32_splat(q5, 4); c50 = multiplyAdd(a, b0, c50); c51 = multiplyAdd(a, b1, c51); }
        b0 = v128.load(b, 64); b1 = v128.load(b, 80);
        a = v128.load32_splat(q0, 8); c00 = multiplyAdd(a, b0, c00); c01 = multiplyAdd(a, b1, c01);
        if (rows > 1) { a = v128.load32_splat(q1, 8); c10 = multiplyAdd(a, b0, c10); c11 = multiplyAdd(a, b1, c11); }
        if (rows > 2) { a = v128.load32_splat(q2, 8); c20 = multiplyAdd(a, b0, c20); c21 = multiplyAdd(a, b1, c21); }
        if (rows > 3) { a = v128.load32_splat(q3, 8); c30 = multiplyAdd(a, b0, c30); c31 = multiplyAdd(a, b1, c31); }
        if (rows > 4) { a = v128.load32_splat(q4, 8); c40 = multiplyAdd(a, b0, c40); c41 = multiplyAdd(a, b1, c41); }
        if (rows > 5) { a = v128.load32_splat(q5, 8); c50 = multiplyAdd(a, b0, c50); c51 = multiplyAdd(a, b1, c51); }
        b0 = v128.load(b, 96); b1 = v128.load(b, 112);
        a = v128.load32_splat(q0, 12); c00 = multiplyAdd(a, b0, c00); c01 = multiplyAdd(a, b1, c01);
        if (rows > 1) { a = v128.load32_splat(q1, 12); c10 = multiplyAdd(a, b0, c10); c11 = multiplyAdd(a, b1, c11); }
        if (rows > 2) { a = v128.load32_splat(q2, 12); c20 = multiplyAdd(a, b0, c20); c21 = multiplyAdd(a, b1, c21); }
        if (rows > 3) { a = v128.load32_splat(q3, 12); c30 = multiplyAdd(a, b0, c30); c31 = multiplyAdd(a, b1, c31); }
        if (rows > 4) { a = v128.load32_splat(q4, 12); c40 = multiplyAdd(a, b0, c40); c41 = multiplyAdd(a, b1, c41); }
        if (rows > 5) { a = v128.load32_splat(q5, 12); c50 = multiplyAdd(a, b0, c50); c51 = multiplyAdd(a, b1, c51); }
        q0 += 16; q1 += 16; q2 += 16; q3 += 16; q4 += 16; q5 += 16;
        b += 128;
      }
      for (; left > 0; --left) {
        b0 = v128.load(b, 0); b1 = v128.load(b, 16);
        a = v128.load32_splat(q0, 0); c00 = multiplyAdd(a, b0, c00); c01 = multiplyAdd(a, b1, c01);
        if (rows > 1) { a = v128.load32_splat(q1, 0); c10 = multiplyAdd(a, b0, c10); c11 = multiplyAdd(a, b1, c11); }
        if (rows > 2) { a = v128.load32_splat(q2, 0); c20 = multiplyAdd(a, b0, c20); c21 = multiplyAdd(a, b1, c21); }
        if (rows > 3) { a = v128.load32_splat(q3, 0); c30 = multiplyAdd(a, b0, c30); c31 = multiplyAdd(a, b1, c31); }
        if (rows > 4) { a = v128.load32_splat(q4, 0); c40 = multiplyAdd(a, b0, c40); c41 = multiplyAdd(a, b1, c41); }
        if (rows > 5) { a = v128.load32_splat(q5, 0); c50 = multiplyAdd(a, b0, c50); c51 = multiplyAdd(a, b1, c51); }
        q0 += 4; q1 += 4; q2 += 4; q3 += 4; q4 += 4; q5 += 4;
        b += 32;
      }
    }
  }
  finish(d0, c00, c01, columns);
  if (rows > 1) finish(d1, c10, c11, columns);
  if (rows > 2) finish(d2, c20, c21, columns);
  if (rows > 3) finish(d3, c30, c31, columns);
  if (rows > 4) finish(d4, c40, c41, columns);
  if (rows > 5) finish(d5, c50, c51, columns);
}

let from: usize = 0;
let to: usize = 0;
let height: i32 = 0;
let width: i32 = 0;
let fromImage: usize = 0;
let fromRow: usize = 0;
let fromPixel: usize = 0;
let toImage: usize = 0;
let toRow: usize = 0;
let toPixel: usize = 0;

/** One panel of the weights for the pixels from `first` to `last`. */
function walk(first: i32, last: i32, panel: i32, b: usize, vector: usize, columns: i32): void {
  let x = first % width;
  let y = (first / width) % height;
  const image = first / (width * height);
  let source = from + <usize>image * fromImage + <usize>y * fromRow + <usize>x * fromPixel;
  let target = to + <usize>image * toImage + <usize>y * toRow + <usize>x * toPixel + (<usize>panel << 5);
  for (let pixel = first; pixel < last; pixel += ROWS) {
    const rows = min(ROWS, last - pixel);
    let a0 = source, a1 = source, a2 = source, a3 = source, a4 = source, a5 = source;
    let d0 = target, d1 = target, d2 = target, d3 = target, d4 = target, d5 = target;
    if (x + ROWS < width) {
      // All in one line, which does not end here.
      a1 = a0 + fromPixel; a2 = a1 + fromPixel; a3 = a2 + fromPixel; a4 = a3 + fromPixel; a5 = a4 + fromPixel;
      d1 = d0 + toPixel; d2 = d1 + toPixel; d3 = d2 + toPixel; d4 = d3 + toPixel; d5 = d4 + toPixel;
      x += ROWS;
      source = a5 + fromPixel;
      target = d5 + toPixel;
    } else {
      for (let row = 0; row < rows; ++row) {
        if (row === 0) { a0 = source; d0 = target; }
        else if (row === 1) { a1 = source; d1 = target; }
        else if (row === 2) { a2 = source; d2 = target; }
        else if (row === 3) { a3 = source; d3 = target; }
        else if (row === 4) { a4 = source; d4 = target; }
        else { a5 = source; d5 = target; }
        source += fromPixel;
        target += toPixel;
        if (++x === width) {
          x = 0;
          source += fromRow - <usize>width * fromPixel;
          target += toRow - <usize>width * toPixel;
          if (++y === height) {
            y = 0;
            source += fromImage - <usize>height * fromRow;
            target += toImage - <usize>height * toRow;
          }
        }
      }
    }
    if (rows === 6) tile(6, a0, a1, a2, a3, a4, a5, d0, d1, d2, d3, d4, d5, b, vector, columns);
    else if (rows === 5) tile(5, a0, a1, a2, a3, a4, a5, d0, d1, d2, d3, d4, d5, b, vector, columns);
    else if (rows === 4) tile(4, a0, a1, a2, a3, a4, a5, d0, d1, d2, d3, d4, d5, b, vector, columns);
    else if (rows === 3) tile(3, a0, a1, a2, a3, a4, a5, d0, d1, d2, d3, d4, d5, b, vector, columns);
    else if (rows === 2) tile(2, a0, a1, a2, a3, a4, a5, d0, d1, d2, d3, d4, d5, b, vector, columns);
    else tile(1, a0, a1, a2, a3, a4, a5, d0, d1, d2, d3, d4, d5, b, vector, columns);
  }
}

/** to[pixel, column] = activation(Σ runs · panel + bias). */
export function convolution(p: usize, thread: i32, threads: i32): void {
  from = address(p, ConvolutionOperand.From);
  to = address(p, ConvolutionOperand.To);
  const panels = address(p, ConvolutionOperand.Panels);
  const bias = address(p, ConvolutionOperand.Bias);
  activation = int(p, ConvolutionOperand.Activation);
  low = float(p, ConvolutionOperand.Low);
  high = float(p, ConvolutionOperand.High);
  const images = int(p, ConvolutionOperand.Images);
  height = int(p, ConvolutionOperand.Height);
  width = int(p, ConvolutionOperand.Width);
  fromImage = address(p, ConvolutionOperand.FromImage);
  fromRow = address(p, ConvolutionOperand.FromRow);
  fromPixel = address(p, ConvolutionOperand.FromPixel);
  toImage = address(p, ConvolutionOperand.ToImage);
  toRow = address(p, ConvolutionOperand.ToRow);
  toPixel = address(p, ConvolutionOperand.ToPixel);
  runRows = int(p, ConvolutionOperand.RunRows);
  runColumns = int(p, ConvolutionOperand.RunColumns);
  runLength = int(p, ConvolutionOperand.RunLength);
  runRowStride = address(p, ConvolutionOperand.RunRowStride);
  runColumnStride = address(p, ConvolutionOperand.RunColumnStride);
  const channels = int(p, ConvolutionOperand.Channels);

  const pixels = images * height * width;
  const panelCount = (channels + 7) >> 3;
  const panelBytes = <usize>(runRows * runColumns * runLength) << 5;
  const items = ((pixels + CHUNK - 1) / CHUNK) * panelCount;
  const end = share(items, thread + 1, threads);
  for (let item = share(items, thread, threads); item < end; ++item) {
    const chunk = item / panelCount;
    const panel = item - chunk * panelCount;
    const first = chunk * CHUNK;
    const last = min(first + CHUNK, pixels);
    const columns = min(8, channels - (panel << 3));
    const vector = bias === 0 ? <usize>0 : bias + (<usize>panel << 5);
    walk(first, last, panel, panels + <usize>panel * panelBytes, vector, columns);
  }
}

/** to[0 … count] += from[0 … count]. */
function addRun(target: usize, source: usize, count: i32): void {
  for (; count >= 4; count -= 4) {
    v128.store(target, f32x4.add(v128.load(target), v128.load(source)));
    target += 16;
    source += 16;
  }
  for (; count > 0; --count) {
    store<f32>(target, load<f32>(target) + load<f32>(source));
    target += 4;
    source += 4;
  }
}

/**
 * Spreads each pixel over the window that it came from: the gradient of a convolution by its input. The products of
 * some pixels go to a scratch buffer of the thread, from where they are added up.
 */
export function transposedConvolution(p: usize, thread: i32, threads: i32): void {
  const panels = address(p, TransposedConvolutionOperand.Panels);
  const bias = address(p, TransposedConvolutionOperand.Bias);
  const scratch =
    address(p, TransposedConvolutionOperand.Scratch) +
    address(p, TransposedConvolutionOperand.ScratchBytes) * <usize>thread;
  const step = int(p, TransposedConvolutionOperand.Step);
  const images = int(p, TransposedConvolutionOperand.Images);
  height = int(p, TransposedConvolutionOperand.Height);
  width = int(p, TransposedConvolutionOperand.Width);
  fromImage = address(p, TransposedConvolutionOperand.FromImage);
  fromRow = address(p, TransposedConvolutionOperand.FromRow);
  fromPixel = address(p, TransposedConvolutionOperand.FromPixel);
  runRows = 1;
  runColumns = 1;
  runLength = int(p, TransposedConvolutionOperand.Inner);
  activation = 0;
  const tall = int(p, TransposedConvolutionOperand.Tall);
  const wide = int(p, TransposedConvolutionOperand.Wide);
  const strideY = int(p, TransposedConvolutionOperand.StrideY);
  const strideX = int(p, TransposedConvolutionOperand.StrideX);
  const dilationY = int(p, TransposedConvolutionOperand.DilationY);
  const dilationX = int(p, TransposedConvolutionOperand.DilationX);
  const top = int(p, TransposedConvolutionOperand.Top);
  const left = int(p, TransposedConvolutionOperand.Left);
  const outHeight = int(p, TransposedConvolutionOperand.OutHeight);
  const outWidth = int(p, TransposedConvolutionOperand.OutWidth);
  const channels = int(p, TransposedConvolutionOperand.Channels);
  const outImage = address(p, TransposedConvolutionOperand.ToImage);
  const outRow = address(p, TransposedConvolutionOperand.ToRow);
  const outPixel = address(p, TransposedConvolutionOperand.ToPixel);

  const columns = tall * wide * channels;
  const panelCount = (columns + 7) >> 3;
  const panelBytes = <usize>runLength << 5;
  const channelBytes = <usize>channels << 2;
  toImage = 0;
  toPixel = <usize>columns << 2;
  toRow = <usize>width * toPixel;
  const pixels = height * width;
  const lastImage = share(images, thread + 1, threads);
  for (let image = share(images, thread, threads); image < lastImage; ++image) {
    from = address(p, TransposedConvolutionOperand.From) + <usize>image * fromImage;
    const out = address(p, TransposedConvolutionOperand.To) + <usize>image * outImage;
    if (bias === 0 && outPixel === channelBytes) memory.fill(out, 0, <usize>(outHeight * outWidth) * outPixel);
    else {
      for (let y = 0; y < outHeight; ++y) {
        for (let x = 0; x < outWidth; ++x) {
          const pixel = out + <usize>y * outRow + <usize>x * outPixel;
          if (bias === 0) memory.fill(pixel, 0, channelBytes);
          else memory.copy(pixel, bias, channelBytes);
        }
      }
    }
    for (let first = 0; first < pixels; first += step) {
      const last = min(first + step, pixels);
      to = scratch - <usize>first * toPixel;
      for (let panel = 0; panel < panelCount; ++panel) {
        walk(first, last, panel, panels + <usize>panel * panelBytes, 0, min(8, columns - (panel << 3)));
      }
      // Windows that share pixels of the output are taken far apart: a sum that was stored a moment ago can't be
      // loaded again in pieces without waiting for it.
      const phases = (wide + strideX - 1) / strideX;
      let begin = first;
      while (begin < last) {
        const row = begin / width;
        const end = min(last, (row + 1) * width);
        const y0 = row * strideY - top;
        for (let phase = 0; phase < phases; ++phase) {
          for (let pixel = begin + phase; pixel < end; pixel += phases) {
            const x0 = (pixel - row * width) * strideX - left;
            let source = scratch + <usize>(pixel - first) * toPixel;
            const inside = dilationX === 1 && outPixel === channelBytes && x0 >= 0 && x0 + wide <= outWidth;
            for (let i = 0; i < tall; ++i) {
              const y = y0 + i * dilationY;
              if (y >= 0 && y < outHeight) {
                const line = out + <usize>y * outRow;
                if (inside) addRun(line + <usize>x0 * outPixel, source, wide * channels);
                else {
                  for (let j = 0; j < wide; ++j) {
                    const x = x0 + j * dilationX;
                    const tap = source + <usize>j * channelBytes;
                    if (x >= 0 && x < outWidth) addRun(line + <usize>x * outPixel, tap, channels);
                  }
                }
              }
              source += <usize>wide * channelBytes;
            }
          }
        }
        begin = end;
      }
    }
  }
}
