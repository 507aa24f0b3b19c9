/** Maximum and average over windows, and their gradients. */
import {
  AveragePoolGradientOperand,
  AveragePoolOperand,
  MaxPoolGradientOperand,
  MaxPoolOperand,
  PoolGeometry,
} from '../operands/pooling';
import { address, int, share } from './operands';
import { loadLanes, storeLanes } from './lanes';

let images: i32 = 0;
let height: i32 = 0;
let width: i32 = 0;
let channels: i32 = 0;
let outHeight: i32 = 0;
let outWidth: i32 = 0;
let tall: i32 = 0;
let wide: i32 = 0;
let strideY: i32 = 0;
let strideX: i32 = 0;
let top: i32 = 0;
let left: i32 = 0;
let bottom: i32 = 0;
let right: i32 = 0;

function readGeometry(p: usize, at: i32): void {
  images = int(p, at + PoolGeometry.Images);
  height = int(p, at + PoolGeometry.Height);
  width = int(p, at + PoolGeometry.Width);
  channels = int(p, at + PoolGeometry.Channels);
  outHeight = int(p, at + PoolGeometry.OutHeight);
  outWidth = int(p, at + PoolGeometry.OutWidth);
  tall = int(p, at + PoolGeometry.Tall);
  wide = int(p, at + PoolGeometry.Wide);
  strideY = int(p, at + PoolGeometry.StrideY);
  strideX = int(p, at + PoolGeometry.StrideX);
  top = int(p, at + PoolGeometry.Top);
  left = int(p, at + PoolGeometry.Left);
  bottom = int(p, at + PoolGeometry.Bottom);
  right = int(p, at + PoolGeometry.Right);
}

export function maxPool(p: usize, thread: i32, threads: i32): void {
  const places = address(p, MaxPoolOperand.Places);
  readGeometry(p, MaxPoolOperand.Geometry);
  const pixel = (<usize>channels) << 2;
  const rows = images * outHeight;
  const last = share(rows, thread + 1, threads);
  for (let row = share(rows, thread, threads); row < last; ++row) {
    const image = row / outHeight;
    const y0 = (row - image * outHeight) * strideY - top;
    const firstY = max(0, -y0);
    const lastY = min(tall, height - y0);
    const picture = address(p, MaxPoolOperand.From) + <usize>(image * height * width) * pixel;
    for (let x = 0; x < outWidth; ++x) {
      const x0 = x * strideX - left;
      const firstX = max(0, -x0);
      const lastX = min(wide, width - x0);
      const out = <usize>(row * outWidth + x) * pixel;
      for (let c = 0; c < channels; c += 4) {
        const at = (<usize>c) << 2;
        const count = min(4, channels - c);
        let largest = f32x4.splat(-Infinity);
        let place = i32x4.splat(firstY * wide + firstX);
        for (let i = firstY; i < lastY; ++i) {
          let source = picture + <usize>((y0 + i) * width + x0 + firstX) * pixel + at;
          for (let j = firstX; j < lastX; ++j) {
            const value = loadLanes(source, count);
            // The first of equals counts, and what is no number is passed on.
            const larger = v128.not(f32x4.le(value, largest));
            largest = v128.bitselect(value, largest, larger);
            place = v128.bitselect(i32x4.splat(i * wide + j), place, larger);
            source += pixel;
          }
        }
        storeLanes(address(p, MaxPoolOperand.To) + out + at, largest, count);
        if (places !== 0) storeLanes(places + out + at, place, count);
      }
    }
  }
}

export function maxPoolGradient(p: usize, thread: i32, threads: i32): void {
  readGeometry(p, MaxPoolGradientOperand.Geometry);
  const pixel = (<usize>channels) << 2;
  const pictureBytes = <usize>(height * width) * pixel;
  /** Windows that share no pixel: each is written once. */
  const apart = strideY >= tall && strideX >= wide;
  const covered =
    apart &&
    top === 0 &&
    left === 0 &&
    strideY === tall &&
    strideX === wide &&
    outHeight * tall === height &&
    outWidth * wide === width;
  const last = share(images, thread + 1, threads);
  for (let image = share(images, thread, threads); image < last; ++image) {
    const picture = address(p, MaxPoolGradientOperand.To) + <usize>image * pictureBytes;
    if (!covered) memory.fill(picture, 0, pictureBytes);
    for (let y = 0; y < outHeight; ++y) {
      const y0 = y * strideY - top;
      const firstY = max(0, -y0);
      const lastY = min(tall, height - y0);
      for (let x = 0; x < outWidth; ++x) {
        const x0 = x * strideX - left;
        const firstX = max(0, -x0);
        const lastX = min(wide, width - x0);
        const out = <usize>((image * outHeight + y) * outWidth + x) * pixel;
        for (let c = 0; c < channels; c += 4) {
          const at = (<usize>c) << 2;
          const count = min(4, channels - c);
          const dy = loadLanes(address(p, MaxPoolGradientOperand.Gradient) + out + at, count);
          const place = loadLanes(address(p, MaxPoolGradientOperand.Places) + out + at, count);
          for (let i = firstY; i < lastY; ++i) {
            let target = picture + <usize>((y0 + i) * width + x0 + firstX) * pixel + at;
            for (let j = firstX; j < lastX; ++j) {
              const value = v128.and(dy, i32x4.eq(place, i32x4.splat(i * wide + j)));
              storeLanes(target, apart ? value : f32x4.add(loadLanes(target, count), value), count);
              target += pixel;
            }
          }
        }
      }
    }
  }
}

/** What a window's sum is divided by: its pixels inside the picture, or inside the padded one. */
function divisor(y0: i32, x0: i32, countPadding: i32): f32 {
  if (countPadding) {
    const rows = min(y0 + tall, height + bottom) - y0;
    const columns = min(x0 + wide, width + right) - x0;
    return <f32>(rows * columns);
  }
  const rows = min(y0 + tall, height) - max(0, y0);
  const columns = min(x0 + wide, width) - max(0, x0);
  return <f32>(rows * columns);
}

export function averagePool(p: usize, thread: i32, threads: i32): void {
  const countPadding = int(p, AveragePoolOperand.CountPadding);
  readGeometry(p, AveragePoolOperand.Geometry);
  const pixel = (<usize>channels) << 2;
  const rows = images * outHeight;
  const last = share(rows, thread + 1, threads);
  for (let row = share(rows, thread, threads); row < last; ++row) {
    const image = row / outHeight;
    const y0 = (row - image * outHeight) * strideY - top;
    const picture = address(p, AveragePoolOperand.From) + <usize>(image * height * width) * pixel;
    for (let x = 0; x < outWidth; ++x) {
      const x0 = x * strideX - left;
      const firstX = max(0, -x0);
      const lastX = min(wide, width - x0);
      const factor = f32x4.splat(1 / divisor(y0, x0, countPadding));
      const out = address(p, AveragePoolOperand.To) + <usize>(row * outWidth + x) * pixel;
      for (let c = 0; c < channels; c += 4) {
        const at = (<usize>c) << 2;
        const count = min(4, channels - c);
        let total = f32x4.splat(0);
        for (let i = max(0, -y0); i < min(tall, height - y0); ++i) {
          let source = picture + <usize>((y0 + i) * width + x0 + firstX) * pixel + at;
          for (let j = firstX; j < lastX; ++j) {
            total = f32x4.add(total, loadLanes(source, count));
            source += pixel;
          }
        }
        storeLanes(out + at, f32x4.mul(total, factor), count);
      }
    }
  }
}

export function averagePoolGradient(p: usize, thread: i32, threads: i32): void {
  const countPadding = int(p, AveragePoolGradientOperand.CountPadding);
  readGeometry(p, AveragePoolGradientOperand.Geometry);
  const pixel = (<usize>channels) << 2;
  const pictureBytes = <usize>(height * width) * pixel;
  const last = share(images, thread + 1, threads);
  for (let image = share(images, thread, threads); image < last; ++image) {
    const picture = address(p, AveragePoolGradientOperand.To) + <usize>image * pictureBytes;
    memory.fill(picture, 0, pictureBytes);
    for (let y = 0; y < outHeight; ++y) {
      const y0 = y * strideY - top;
      for (let x = 0; x < outWidth; ++x) {
        const x0 = x * strideX - left;
        const firstX = max(0, -x0);
        const lastX = min(wide, width - x0);
        const factor = f32x4.splat(1 / divisor(y0, x0, countPadding));
        const out =
          address(p, AveragePoolGradientOperand.Gradient) +
          <usize>((image * outHeight + y) * outWidth + x) * pixel;
        for (let c = 0; c < channels; c += 4) {
          const at = (<usize>c) << 2;
          const count = min(4, channels - c);
          const dy = f32x4.mul(loadLanes(out + at, count), factor);
          for (let i = max(0, -y0); i < min(tall, height - y0); ++i) {
            let target = picture + <usize>((y0 + i) * width + x0 + firstX) * pixel + at;
            for (let j = firstX; j < lastX; ++j) {
              storeLanes(target, f32x4.add(loadLanes(target, count), dy), count);
              target += pixel;
            }
          }
        }
      }
    }
  }
}
