/**
 * Convolutions in which each group has one input channel, forward and both gradients. Output channel
 * c · multiplier + m reads input channel c; without a multiplier four channels go at a time.
 */
import {
  DepthwiseGeometry,
  DepthwiseInputGradientOperand,
  DepthwiseOperand,
  DepthwiseWeightGradientOperand,
} from '../operands/depthwise';
import { address, float, int, share } from './operands';
import { loadLanes, multiplyAdd, storeLanes } from './lanes';

/** Floats: half of the first cache. */
const CACHE = 4096;

let height: i32 = 0;
let width: i32 = 0;
let channels: i32 = 0;
let outHeight: i32 = 0;
let outWidth: i32 = 0;
let tall: i32 = 0;
let wide: i32 = 0;
let strideY: i32 = 0;
let strideX: i32 = 0;
let dilationY: i32 = 0;
let dilationX: i32 = 0;
let top: i32 = 0;
let left: i32 = 0;
let multiplier: i32 = 0;

function readGeometry(p: usize, at: i32): void {
  height = int(p, at + DepthwiseGeometry.Height);
  width = int(p, at + DepthwiseGeometry.Width);
  channels = int(p, at + DepthwiseGeometry.Channels);
  outHeight = int(p, at + DepthwiseGeometry.OutHeight);
  outWidth = int(p, at + DepthwiseGeometry.OutWidth);
  tall = int(p, at + DepthwiseGeometry.Tall);
  wide = int(p, at + DepthwiseGeometry.Wide);
  strideY = int(p, at + DepthwiseGeometry.StrideY);
  strideX = int(p, at + DepthwiseGeometry.StrideX);
  dilationY = int(p, at + DepthwiseGeometry.DilationY);
  dilationX = int(p, at + DepthwiseGeometry.DilationX);
  top = int(p, at + DepthwiseGeometry.Top);
  left = int(p, at + DepthwiseGeometry.Left);
  multiplier = int(p, at + DepthwiseGeometry.Multiplier);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function activate(x: v128, activation: i32, low: v128, high: v128): v128 {
  if (activation === 0) return x;
  if (activation === 1) return f32x4.min(f32x4.max(x, low), high);
  return v128.bitselect(f32x4.mul(x, low), x, f32x4.lt(x, f32x4.splat(0)));
}

/** Four input channels that feed output channels from `channel` on. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function inputLanes(pixel: usize, channel: i32, count: i32): v128 {
  if (multiplier === 1) return loadLanes(pixel + (<usize>channel << 2), count);
  let x = f32x4.splat(load<f32>(pixel + (<usize>(channel / multiplier) << 2)));
  if (count > 1) x = f32x4.replace_lane(x, 1, load<f32>(pixel + (<usize>((channel + 1) / multiplier) << 2)));
  if (count > 2) x = f32x4.replace_lane(x, 2, load<f32>(pixel + (<usize>((channel + 2) / multiplier) << 2)));
  if (count > 3) x = f32x4.replace_lane(x, 3, load<f32>(pixel + (<usize>((channel + 3) / multiplier) << 2)));
  return x;
}

export function depthwise(p: usize, thread: i32, threads: i32): void {
  const from = address(p, DepthwiseOperand.From);
  const to = address(p, DepthwiseOperand.To);
  const weights = address(p, DepthwiseOperand.Weights);
  const bias = address(p, DepthwiseOperand.Bias);
  const activation = int(p, DepthwiseOperand.Activation);
  const low = f32x4.splat(float(p, DepthwiseOperand.Low));
  const high = f32x4.splat(float(p, DepthwiseOperand.High));
  const images = int(p, DepthwiseOperand.Images);
  readGeometry(p, DepthwiseOperand.Geometry);
  const outputs = channels * multiplier;
  const pixelBytes = <usize>channels << 2;
  const outBytes = <usize>outputs << 2;
  const rows = images * outHeight;
  const last = share(rows, thread + 1, threads);
  for (let row = share(rows, thread, threads); row < last; ++row) {
    const image = row / outHeight;
    const y0 = (row - image * outHeight) * strideY - top;
    const picture = from + <usize>(image * height * width) * pixelBytes;
    const target = to + <usize>(row * outWidth) * outBytes;
    const small = tall === 3 && wide === 3 && dilationX === 1 && multiplier === 1;
    const inside = small && y0 >= 0 && y0 + 2 * dilationY < height;
    // So many pixels at a time that their windows stay in the first cache while all channels pass.
    const strip = max(4, CACHE / (tall * strideX * channels));
    for (let firstX = 0; firstX < outWidth; firstX += strip) {
      const lastX = min(firstX + strip, outWidth);
      for (let c = 0; c < outputs; c += 4) {
        const count = min(4, outputs - c);
        const w = weights + (<usize>c << 2);
        const start = bias === 0 ? f32x4.splat(0) : loadLanes(bias + (<usize>c << 2), count);
        let x = firstX;
        if (inside && count === 4) {
          const w0 = v128.load(w), w1 = v128.load(w + outBytes), w2 = v128.load(w + 2 * outBytes);
          const w3 = v128.load(w + 3 * outBytes), w4 = v128.load(w + 4 * outBytes), w5 = v128.load(w + 5 * outBytes);
          const w6 = v128.load(w + 6 * outBytes), w7 = v128.load(w + 7 * outBytes), w8 = v128.load(w + 8 * outBytes);
          const line = <usize>(dilationY * width) * pixelBytes;
          for (; x < lastX; ++x) {
            const x0 = x * strideX - left;
            if (x0 < 0) {
              edge(picture, w, y0, x0, c, count, start, target + <usize>x * outBytes, activation, low, high);
              continue;
            }
            if (x0 + 2 >= width) break;
            const q = picture + <usize>(y0 * width + x0) * pixelBytes + (<usize>c << 2);
            const q1 = q + line, q2 = q1 + line;
            let sum = multiplyAdd(v128.load(q), w0, start);
            sum = multiplyAdd(v128.load(q + pixelBytes), w1, sum);
            sum = multiplyAdd(v128.load(q + 2 * pixelBytes), w2, sum);
            let second = f32x4.mul(v128.load(q1), w3);
            second = multiplyAdd(v128.load(q1 + pixelBytes), w4, second);
            second = multiplyAdd(v128.load(q1 + 2 * pixelBytes), w5, second);
            sum = multiplyAdd(v128.load(q2), w6, sum);
            sum = multiplyAdd(v128.load(q2 + pixelBytes), w7, sum);
            second = multiplyAdd(v128.load(q2 + 2 * pixelBytes), w8, second);
            sum = f32x4.add(sum, second);
            v128.store(target + <usize>x * outBytes + (<usize>c << 2), activate(sum, activation, low, high));
          }
        }
        for (; x < lastX; ++x) {
          const x0 = x * strideX - left;
          edge(picture, w, y0, x0, c, count, start, target + <usize>x * outBytes, activation, low, high);
        }
      }
    }
  }
}

/** A window that may reach beyond the picture. */
function edge(
  picture: usize,
  weights: usize,
  y0: i32,
  x0: i32,
  channel: i32,
  count: i32,
  start: v128,
  target: usize,
  activation: i32,
  low: v128,
  high: v128,
): void {
  const pixelBytes = <usize>channels << 2;
  const outBytes = <usize>(channels * multiplier) << 2;
  let sum = start;
  for (let i = 0; i < tall; ++i) {
    const y = y0 + i * dilationY;
    if (y < 0 || y >= height) continue;
    for (let j = 0; j < wide; ++j) {
      const x = x0 + j * dilationX;
      if (x < 0 || x >= width) continue;
      const lanes = inputLanes(picture + <usize>(y * width + x) * pixelBytes, channel, count);
      sum = multiplyAdd(lanes, loadLanes(weights + <usize>(i * wide + j) * outBytes, count), sum);
    }
  }
  storeLanes(target + (<usize>channel << 2), activate(sum, activation, low, high), count);
}

export function depthwiseInputGradient(p: usize, thread: i32, threads: i32): void {
  const gradient = address(p, DepthwiseInputGradientOperand.Gradient);
  const to = address(p, DepthwiseInputGradientOperand.To);
  const weights = address(p, DepthwiseInputGradientOperand.Weights);
  const images = int(p, DepthwiseInputGradientOperand.Images);
  readGeometry(p, DepthwiseInputGradientOperand.Geometry);
  const outputs = channels * multiplier;
  const pixelBytes = <usize>channels << 2;
  const outBytes = <usize>outputs << 2;
  const rows = images * height;
  const last = share(rows, thread + 1, threads);
  for (let row = share(rows, thread, threads); row < last; ++row) {
    const image = row / height;
    const y = row - image * height + top;
    const dy = gradient + <usize>(image * outHeight * outWidth) * outBytes;
    memory.fill(to + <usize>(row * width) * pixelBytes, 0, <usize>width * pixelBytes);
    for (let i = 0; i < tall; ++i) {
      const t = y - i * dilationY;
      if (t < 0 || t % strideY !== 0) continue;
      const line = t / strideY;
      if (line >= outHeight) continue;
      for (let j = 0; j < wide; ++j) {
        const w = weights + <usize>(i * wide + j) * outBytes;
        // The output columns whose tap j lies inside the picture.
        const shift = j * dilationX - left;
        const firstX = shift >= 0 ? 0 : (-shift + strideX - 1) / strideX;
        for (let x = firstX; x < outWidth; ++x) {
          const column = x * strideX + shift;
          if (column >= width) break;
          const target = to + <usize>(row * width + column) * pixelBytes;
          const source = dy + <usize>(line * outWidth + x) * outBytes;
          if (multiplier === 1) {
            for (let c = 0; c < channels; c += 4) {
              const at = <usize>c << 2;
              const count = min(4, channels - c);
              const product = f32x4.mul(loadLanes(source + at, count), loadLanes(w + at, count));
              storeLanes(target + at, f32x4.add(loadLanes(target + at, count), product), count);
            }
          } else {
            for (let o = 0; o < outputs; ++o) {
              const at = target + (<usize>(o / multiplier) << 2);
              const product = load<f32>(source + (<usize>o << 2)) * load<f32>(w + (<usize>o << 2));
              store<f32>(at, load<f32>(at) + product);
            }
          }
        }
      }
    }
  }
}

/** Lines of the output after which sums go to memory. */
const LINES = 8;

/** Adds to the gradient. */
export function depthwiseWeightGradient(p: usize, thread: i32, threads: i32): void {
  const from = address(p, DepthwiseWeightGradientOperand.From);
  const gradient = address(p, DepthwiseWeightGradientOperand.Gradient);
  const to = address(p, DepthwiseWeightGradientOperand.To);
  const images = int(p, DepthwiseWeightGradientOperand.Images);
  readGeometry(p, DepthwiseWeightGradientOperand.Geometry);
  const outputs = channels * multiplier;
  const pixelBytes = <usize>channels << 2;
  const outBytes = <usize>outputs << 2;
  const blocks = (outputs + 3) >> 2;
  const items = tall * wide * blocks;
  const begin = share(items, thread, threads);
  const end = share(items, thread + 1, threads);
  const lines = images * outHeight;
  for (let firstLine = 0; firstLine < lines; firstLine += LINES) {
    const lastLine = min(firstLine + LINES, lines);
    for (let item = begin; item < end; ++item) {
      const tap = item / blocks;
      const c = (item - tap * blocks) << 2;
      const count = min(4, outputs - c);
      const i = tap / wide;
      const shift = (tap - i * wide) * dilationX - left;
      const firstX = shift >= 0 ? 0 : (-shift + strideX - 1) / strideX;
      let sum = f32x4.splat(0);
      for (let line = firstLine; line < lastLine; ++line) {
        const image = line / outHeight;
        const y = (line - image * outHeight) * strideY - top + i * dilationY;
        if (y < 0 || y >= height) continue;
        const row = from + <usize>((image * height + y) * width) * pixelBytes;
        const dy = gradient + <usize>(line * outWidth) * outBytes + (<usize>c << 2);
        for (let x = firstX; x < outWidth; ++x) {
          const column = x * strideX + shift;
          if (column >= width) break;
          const lanes = inputLanes(row + <usize>column * pixelBytes, c, count);
          sum = multiplyAdd(lanes, loadLanes(dy + <usize>x * outBytes, count), sum);
        }
      }
      const target = to + <usize>tap * outBytes + (<usize>c << 2);
      storeLanes(target, f32x4.add(loadLanes(target, count), sum), count);
    }
  }
}
