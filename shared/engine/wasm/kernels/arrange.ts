/** Moving values about: filling, strided copies, borders, and weights in the order that the products read. */
import { address, float, int, share } from './operands';

/** Operands: to, floats, value. */
export function fill(p: usize, thread: i32, threads: i32): void {
  const to = address(p, 0);
  const count = int(p, 1);
  const value = float(p, 2);
  const first = share(count, thread, threads);
  const last = share(count, thread + 1, threads);
  if (value === 0) memory.fill(to + ((<usize>first) << 2), 0, (<usize>(last - first)) << 2);
  else for (let i = first; i < last; ++i) store<f32>(to + ((<usize>i) << 2), value);
}

/**
 * to[strides] = from[strides] · factor over five dimensions; strides in floats.
 * Operands: from, to, factor, five sizes, five strides of from, five of to.
 */
export function copy(p: usize, thread: i32, threads: i32): void {
  const from = address(p, 0);
  const to = address(p, 1);
  const factor = float(p, 2);
  const d0 = int(p, 3),
    d1 = int(p, 4),
    d2 = int(p, 5),
    d3 = int(p, 6),
    d4 = int(p, 7);
  const inFrom = int(p, 12),
    inTo = int(p, 17);
  const rows = d0 * d1 * d2 * d3;
  const last = share(rows, thread + 1, threads);
  for (let row = share(rows, thread, threads); row < last; ++row) {
    const i3 = row % d3;
    const r2 = row / d3;
    const i2 = r2 % d2;
    const r1 = r2 / d2;
    const i1 = r1 % d1;
    const i0 = r1 / d1;
    let source = from + ((<usize>(i0 * int(p, 8) + i1 * int(p, 9) + i2 * int(p, 10) + i3 * int(p, 11))) << 2);
    let target = to + ((<usize>(i0 * int(p, 13) + i1 * int(p, 14) + i2 * int(p, 15) + i3 * int(p, 16))) << 2);
    if (inFrom === 1 && inTo === 1 && factor === 1) {
      memory.copy(target, source, (<usize>d4) << 2);
      continue;
    }
    const stepFrom = (<usize>inFrom) << 2,
      stepTo = (<usize>inTo) << 2;
    for (let i = 0; i < d4; ++i) {
      store<f32>(target, load<f32>(source) * factor);
      source += stepFrom;
      target += stepTo;
    }
  }
}

/**
 * Pictures with a border of `value`, cut where the border is negative.
 * Operands: from, to, images, height, width, bytes of a pixel, top, left, new height, new width, value.
 */
export function padImage(p: usize, thread: i32, threads: i32): void {
  const from = address(p, 0);
  const to = address(p, 1);
  const images = int(p, 2);
  const height = int(p, 3);
  const width = int(p, 4);
  const pixel = address(p, 5);
  const top = int(p, 6);
  const left = int(p, 7);
  const tall = int(p, 8);
  const wide = int(p, 9);
  const value = float(p, 10);
  const rows = images * tall;
  const last = share(rows, thread + 1, threads);
  const firstColumn = max(0, left);
  const lastColumn = min(wide, left + width);
  for (let row = share(rows, thread, threads); row < last; ++row) {
    const image = row / tall;
    const y = row - image * tall - top;
    const target = to + <usize>row * <usize>wide * pixel;
    if (y < 0 || y >= height || lastColumn <= firstColumn) {
      border(target, <usize>wide * pixel, value);
      continue;
    }
    border(target, <usize>firstColumn * pixel, value);
    const source = from + (<usize>(image * height + y) * <usize>width + <usize>(firstColumn - left)) * pixel;
    memory.copy(target + <usize>firstColumn * pixel, source, <usize>(lastColumn - firstColumn) * pixel);
    border(target + <usize>lastColumn * pixel, <usize>(wide - lastColumn) * pixel, value);
  }
}

function border(to: usize, bytes: usize, value: f32): void {
  if (value === 0) memory.fill(to, 0, bytes);
  else for (let end = to + bytes; to < end; to += 4) store<f32>(to, value);
}

/**
 * Weights as panels of eight columns, [columns / 8][taps · inner][8], zeros behind the last.
 * Operands: from, to, taps, inner, columns, strides of from in floats by tap, inner, column, flip (taps backwards).
 */
export function pack(p: usize, thread: i32, threads: i32): void {
  const from = address(p, 0);
  const to = address(p, 1);
  const taps = int(p, 2);
  const inner = int(p, 3);
  const columns = int(p, 4);
  const byTap = int(p, 5);
  const byInner = int(p, 6);
  const byColumn = int(p, 7);
  const flip = int(p, 8);
  const rows = taps * inner;
  // Each thread takes some of the rows of every panel.
  const first = share(rows, thread, threads);
  const last = share(rows, thread + 1, threads);
  const panels = (columns + 7) >> 3;
  for (let panel = 0; panel < panels; ++panel) {
    const count = min(8, columns - (panel << 3));
    let target = to + ((<usize>(panel * rows + first)) << 5);
    let tap = first / inner;
    let j = first - tap * inner;
    for (let row = first; row < last; ++row) {
      const place = (flip ? taps - 1 - tap : tap) * byTap + j * byInner + (panel << 3) * byColumn;
      let source = from + ((<usize>place) << 2);
      if (byColumn === 1 && count === 8) {
        v128.store(target, v128.load(source));
        v128.store(target, v128.load(source, 16), 16);
      } else {
        const step = (<usize>byColumn) << 2;
        for (let column = 0; column < 8; ++column) {
          store<f32>(target + ((<usize>column) << 2), column < count ? load<f32>(source) : 0);
          if (column < count) source += step;
        }
      }
      target += 32;
      if (++j === inner) {
        j = 0;
        ++tap;
      }
    }
  }
}
