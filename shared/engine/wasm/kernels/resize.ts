/** Pictures of another size: mirrored and repeated borders, nearest and bilinear interpolation, and gradients. */
import { MirrorPadOperand, ResizeOperand } from '../operands/resize';
import { address, int, share } from './operands';
import { loadLanes, storeLanes } from './lanes';

/** The old place that a place of the border repeats: … 2 1 | 0 1 2 … when reflecting, else the nearest. */
function mirrored(at: i32, size: i32, reflect: i32): i32 {
  if (at >= 0 && at < size) return at;
  if (reflect) return at < 0 ? -at : 2 * (size - 1) - at;
  return at < 0 ? 0 : size - 1;
}

export function mirrorPad(p: usize, thread: i32, threads: i32): void {
  const images = int(p, MirrorPadOperand.Images),
    height = int(p, MirrorPadOperand.Height),
    width = int(p, MirrorPadOperand.Width);
  const pixel = (<usize>int(p, MirrorPadOperand.Channels)) << 2;
  const top = int(p, MirrorPadOperand.Top),
    left = int(p, MirrorPadOperand.Left),
    tall = int(p, MirrorPadOperand.NewHeight),
    wide = int(p, MirrorPadOperand.NewWidth),
    reflect = int(p, MirrorPadOperand.Reflect);
  const rows = images * tall;
  const last = share(rows, thread + 1, threads);
  for (let row = share(rows, thread, threads); row < last; ++row) {
    const image = row / tall;
    const y = mirrored(row - image * tall - top, height, reflect);
    for (let x = 0; x < wide; ++x) {
      const source = (image * height + y) * width + mirrored(x - left, width, reflect);
      memory.copy(
        address(p, MirrorPadOperand.To) + <usize>(row * wide + x) * pixel,
        address(p, MirrorPadOperand.From) + <usize>source * pixel,
        pixel,
      );
    }
  }
}

export function mirrorPadGradient(p: usize, thread: i32, threads: i32): void {
  const images = int(p, MirrorPadOperand.Images),
    height = int(p, MirrorPadOperand.Height),
    width = int(p, MirrorPadOperand.Width),
    channels = int(p, MirrorPadOperand.Channels);
  const pixel = (<usize>channels) << 2;
  const top = int(p, MirrorPadOperand.Top),
    left = int(p, MirrorPadOperand.Left),
    tall = int(p, MirrorPadOperand.NewHeight),
    wide = int(p, MirrorPadOperand.NewWidth),
    reflect = int(p, MirrorPadOperand.Reflect);
  const last = share(images, thread + 1, threads);
  for (let image = share(images, thread, threads); image < last; ++image) {
    memory.fill(
      address(p, MirrorPadOperand.To) + <usize>(image * height * width) * pixel,
      0,
      <usize>(height * width) * pixel,
    );
    for (let row = 0; row < tall; ++row) {
      const y = mirrored(row - top, height, reflect);
      for (let x = 0; x < wide; ++x) {
        const place = (image * height + y) * width + mirrored(x - left, width, reflect);
        const source = address(p, MirrorPadOperand.From) + <usize>((image * tall + row) * wide + x) * pixel;
        addPixel(address(p, MirrorPadOperand.To) + <usize>place * pixel, source, channels, 1);
      }
    }
  }
}

function addPixel(to: usize, from: usize, channels: i32, factor: f32): void {
  const weight = f32x4.splat(factor);
  for (let c = 0; c < channels; c += 4) {
    const at = (<usize>c) << 2;
    const count = min(4, channels - c);
    storeLanes(
      to + at,
      f32x4.add(loadLanes(to + at, count), f32x4.mul(loadLanes(from + at, count), weight)),
      count,
    );
  }
}

let lower: i32 = 0;
let upper: i32 = 0;
let fraction: f32 = 0;

/**
 * The two old pixels between which a new one lies, and how far. Without aligned corners pixels are squares whose
 * centres are mapped, (i + ½)·from/to − ½, as in TensorFlow 2 and PyTorch.
 */
function locate(at: i32, from: i32, to: i32, bilinear: i32, aligned: i32): void {
  const ratio: f64 = aligned ? (to > 1 ? <f64>(from - 1) / (to - 1) : 0) : <f64>from / to;
  if (!bilinear) {
    const place = aligned ? <i32>floor(<f64>at * ratio + 0.5) : <i32>floor((<f64>at + 0.5) * ratio);
    lower = min(from - 1, max(0, place));
    upper = lower;
    fraction = 0;
    return;
  }
  const place: f64 = aligned ? <f64>at * ratio : max<f64>(0, (<f64>at + 0.5) * ratio - 0.5);
  const whole = <i32>floor(place);
  fraction = <f32>(place - <f64>whole);
  lower = min(from - 1, whole);
  upper = min(from - 1, whole + 1);
}

export function resize(p: usize, thread: i32, threads: i32): void {
  const images = int(p, ResizeOperand.Images),
    height = int(p, ResizeOperand.Height),
    width = int(p, ResizeOperand.Width),
    channels = int(p, ResizeOperand.Channels);
  const tall = int(p, ResizeOperand.NewHeight),
    wide = int(p, ResizeOperand.NewWidth),
    bilinear = int(p, ResizeOperand.Bilinear),
    aligned = int(p, ResizeOperand.AlignCorners);
  const pixel = (<usize>channels) << 2;
  const rows = images * tall;
  const last = share(rows, thread + 1, threads);
  for (let row = share(rows, thread, threads); row < last; ++row) {
    const image = row / tall;
    locate(row - image * tall, height, tall, bilinear, aligned);
    const first = address(p, ResizeOperand.From) + <usize>((image * height + lower) * width) * pixel;
    const second = address(p, ResizeOperand.From) + <usize>((image * height + upper) * width) * pixel;
    const down = f32x4.splat(fraction),
      up = f32x4.splat(1 - fraction);
    for (let x = 0; x < wide; ++x) {
      locate(x, width, wide, bilinear, aligned);
      const l = <usize>lower * pixel,
        r = <usize>upper * pixel;
      const right = f32x4.splat(fraction),
        left = f32x4.splat(1 - fraction);
      const target = address(p, ResizeOperand.To) + <usize>(row * wide + x) * pixel;
      for (let c = 0; c < channels; c += 4) {
        const at = (<usize>c) << 2;
        const count = min(4, channels - c);
        const above = f32x4.add(
          f32x4.mul(loadLanes(first + l + at, count), left),
          f32x4.mul(loadLanes(first + r + at, count), right),
        );
        const below = f32x4.add(
          f32x4.mul(loadLanes(second + l + at, count), left),
          f32x4.mul(loadLanes(second + r + at, count), right),
        );
        storeLanes(target + at, f32x4.add(f32x4.mul(above, up), f32x4.mul(below, down)), count);
      }
    }
  }
}

export function resizeGradient(p: usize, thread: i32, threads: i32): void {
  const images = int(p, ResizeOperand.Images),
    height = int(p, ResizeOperand.Height),
    width = int(p, ResizeOperand.Width),
    channels = int(p, ResizeOperand.Channels);
  const tall = int(p, ResizeOperand.NewHeight),
    wide = int(p, ResizeOperand.NewWidth),
    bilinear = int(p, ResizeOperand.Bilinear),
    aligned = int(p, ResizeOperand.AlignCorners);
  const pixel = (<usize>channels) << 2;
  const last = share(images, thread + 1, threads);
  for (let image = share(images, thread, threads); image < last; ++image) {
    const picture = address(p, ResizeOperand.To) + <usize>(image * height * width) * pixel;
    memory.fill(picture, 0, <usize>(height * width) * pixel);
    for (let row = 0; row < tall; ++row) {
      locate(row, height, tall, bilinear, aligned);
      const first = picture + <usize>(lower * width) * pixel;
      const second = picture + <usize>(upper * width) * pixel;
      const down = fraction;
      for (let x = 0; x < wide; ++x) {
        locate(x, width, wide, bilinear, aligned);
        const source = address(p, ResizeOperand.From) + <usize>((image * tall + row) * wide + x) * pixel;
        const l = <usize>lower * pixel,
          r = <usize>upper * pixel;
        addPixel(first + l, source, channels, (1 - down) * (1 - fraction));
        if (!bilinear) continue;
        addPixel(first + r, source, channels, (1 - down) * fraction);
        addPixel(second + l, source, channels, down * (1 - fraction));
        addPixel(second + r, source, channels, down * fraction);
      }
    }
  }
}
