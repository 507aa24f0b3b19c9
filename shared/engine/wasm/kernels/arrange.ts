/** Moving values about: filling, strided copies, borders, and weights in the order that the products read. */
import { CopyOperand, FillOperand, PackOperand, PadImageOperand } from '../operands/arrange';
import { address, float, int, share } from './operands';

export function fill(p: usize, thread: i32, threads: i32): void {
  const to = address(p, FillOperand.To);
  const count = int(p, FillOperand.Floats);
  const value = float(p, FillOperand.Value);
  const first = share(count, thread, threads);
  const last = share(count, thread + 1, threads);
  if (value === 0) memory.fill(to + ((<usize>first) << 2), 0, (<usize>(last - first)) << 2);
  else for (let i = first; i < last; ++i) store<f32>(to + ((<usize>i) << 2), value);
}

/** to[strides] = from[strides] · factor over five dimensions. */
export function copy(p: usize, thread: i32, threads: i32): void {
  const from = address(p, CopyOperand.From);
  const to = address(p, CopyOperand.To);
  const factor = float(p, CopyOperand.Factor);
  const d0 = int(p, CopyOperand.Sizes),
    d1 = int(p, CopyOperand.Sizes + 1),
    d2 = int(p, CopyOperand.Sizes + 2),
    d3 = int(p, CopyOperand.Sizes + 3),
    d4 = int(p, CopyOperand.Sizes + 4);
  const inFrom = int(p, CopyOperand.FromStrides + 4),
    inTo = int(p, CopyOperand.ToStrides + 4);
  const rows = d0 * d1 * d2 * d3;
  const last = share(rows, thread + 1, threads);
  for (let row = share(rows, thread, threads); row < last; ++row) {
    const i3 = row % d3;
    const r2 = row / d3;
    const i2 = r2 % d2;
    const r1 = r2 / d2;
    const i1 = r1 % d1;
    const i0 = r1 / d1;
    let source =
      from +
      ((<usize>(
        i0 * int(p, CopyOperand.FromStrides) +
        i1 * int(p, CopyOperand.FromStrides + 1) +
        i2 * int(p, CopyOperand.FromStrides + 2) +
        i3 * int(p, CopyOperand.FromStrides + 3)
      )) << 2);
    let target =
      to +
      ((<usize>(
        i0 * int(p, CopyOperand.ToStrides) +
        i1 * int(p, CopyOperand.ToStrides + 1) +
        i2 * int(p, CopyOperand.ToStrides + 2) +
        i3 * int(p, CopyOperand.ToStrides + 3)
      )) << 2);
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

/** Pictures with a border of `value`, cut where the border is negative. */
export function padImage(p: usize, thread: i32, threads: i32): void {
  const from = address(p, PadImageOperand.From);
  const to = address(p, PadImageOperand.To);
  const images = int(p, PadImageOperand.Images);
  const height = int(p, PadImageOperand.Height);
  const width = int(p, PadImageOperand.Width);
  const pixel = address(p, PadImageOperand.Pixel);
  const top = int(p, PadImageOperand.Top);
  const left = int(p, PadImageOperand.Left);
  const tall = int(p, PadImageOperand.NewHeight);
  const wide = int(p, PadImageOperand.NewWidth);
  const value = float(p, PadImageOperand.Value);
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

/** Weights as panels of eight columns, [columns / 8][taps · inner][8], zeros behind the last. */
export function pack(p: usize, thread: i32, threads: i32): void {
  const from = address(p, PackOperand.From);
  const to = address(p, PackOperand.To);
  const taps = int(p, PackOperand.Taps);
  const inner = int(p, PackOperand.Inner);
  const columns = int(p, PackOperand.Columns);
  const byTap = int(p, PackOperand.ByTap);
  const byInner = int(p, PackOperand.ByInner);
  const byColumn = int(p, PackOperand.ByColumn);
  const flip = int(p, PackOperand.Flip);
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
