/** Sums and maxima over the middle one of three axes, softmax over the last, and its gradient. */
import { ReduceCode } from '../opcodes';
import { ArgMaxOperand, ReduceOperand, SoftmaxGradientOperand, SoftmaxOperand } from '../operands/reduce';
import { exp, splat } from './math';
import { address, float, int, share } from './operands';
import { loadLanes, storeLanes, sumLanes } from './lanes';

export function reduce(p: usize, thread: i32, threads: i32): void {
  const code = int(p, ReduceOperand.Code);
  const from = address(p, ReduceOperand.From);
  const to = address(p, ReduceOperand.To);
  const outer = int(p, ReduceOperand.Outer);
  const middle = int(p, ReduceOperand.Middle);
  const inner = int(p, ReduceOperand.Inner);
  const factor = float(p, ReduceOperand.Factor);
  const innerBytes = (<usize>inner) << 2;
  if (inner === 1) {
    const last = share(outer, thread + 1, threads);
    for (let o = share(outer, thread, threads); o < last; ++o) {
      const row = from + ((<usize>o * <usize>middle) << 2);
      store<f32>(
        to + ((<usize>o) << 2),
        (code === ReduceCode.Max ? rowMaximum(row, middle) : rowSum(row, middle)) * factor,
      );
    }
    return;
  }
  const blocks = (inner + 3) >> 2;
  const items = outer * blocks;
  const last = share(items, thread + 1, threads);
  for (let item = share(items, thread, threads); item < last; ++item) {
    const o = item / blocks;
    const i = (item - o * blocks) << 2;
    const count = min(4, inner - i);
    let source = from + <usize>o * <usize>middle * innerBytes + ((<usize>i) << 2);
    let value = loadLanes(source, count);
    for (let m = 1; m < middle; ++m) {
      source += innerBytes;
      const next = loadLanes(source, count);
      value = code === ReduceCode.Max ? f32x4.max(value, next) : f32x4.add(value, next);
    }
    storeLanes(to + <usize>o * innerBytes + ((<usize>i) << 2), f32x4.mul(value, splat(factor)), count);
  }
}

export function rowMaximum(row: usize, count: i32): f32 {
  let largest = load<f32>(row);
  for (let i = 1; i < count; ++i) largest = max(largest, load<f32>(row + ((<usize>i) << 2)));
  return largest;
}

function rowSum(row: usize, count: i32): f32 {
  let total = splat(0);
  for (let i = 0; i < count; i += 4) {
    total = f32x4.add(total, loadLanes(row + ((<usize>i) << 2), min(4, count - i)));
  }
  return sumLanes(total);
}

/** to = exp(from − largest), and their sum. */
export function rowPowers(from: usize, to: usize, count: i32, largest: f32): f32 {
  let total = splat(0);
  for (let i = 0; i < count; i += 4) {
    const at = (<usize>i) << 2;
    const left = min(4, count - i);
    const power = exp(f32x4.sub(loadLanes(from + at, left), splat(largest)));
    storeLanes(to + at, power, left);
    total = f32x4.add(total, loadLanes(to + at, left));
  }
  return sumLanes(total);
}

export function softmax(p: usize, thread: i32, threads: i32): void {
  const rows = int(p, SoftmaxOperand.Rows);
  const columns = int(p, SoftmaxOperand.Columns);
  const last = share(rows, thread + 1, threads);
  for (let row = share(rows, thread, threads); row < last; ++row) {
    const place = (<usize>row * <usize>columns) << 2;
    const from = address(p, SoftmaxOperand.From) + place;
    const to = address(p, SoftmaxOperand.To) + place;
    const total = rowPowers(from, to, columns, rowMaximum(from, columns));
    for (let i = 0; i < columns; ++i)
      store<f32>(to + ((<usize>i) << 2), load<f32>(to + ((<usize>i) << 2)) / total);
  }
}

/** dx = y·(dy − Σ dy·y). */
export function softmaxGradient(p: usize, thread: i32, threads: i32): void {
  const rows = int(p, SoftmaxGradientOperand.Rows);
  const columns = int(p, SoftmaxGradientOperand.Columns);
  const last = share(rows, thread + 1, threads);
  for (let row = share(rows, thread, threads); row < last; ++row) {
    const place = (<usize>row * <usize>columns) << 2;
    let total: f32 = 0;
    for (let i = 0; i < columns; ++i) {
      const at = place + ((<usize>i) << 2);
      total +=
        load<f32>(address(p, SoftmaxGradientOperand.Value) + at) *
        load<f32>(address(p, SoftmaxGradientOperand.Gradient) + at);
    }
    for (let i = 0; i < columns; ++i) {
      const at = place + ((<usize>i) << 2);
      store<f32>(
        address(p, SoftmaxGradientOperand.To) + at,
        load<f32>(address(p, SoftmaxGradientOperand.Value) + at) *
          (load<f32>(address(p, SoftmaxGradientOperand.Gradient) + at) - total),
      );
    }
  }
}

/** Where the first of the largest stands. */
export function rowBest(row: usize, columns: i32): i32 {
  let best = 0;
  for (let i = 1; i < columns; ++i)
    if (load<f32>(row + ((<usize>i) << 2)) > load<f32>(row + ((<usize>best) << 2))) best = i;
  return best;
}

export function argMax(p: usize, thread: i32, threads: i32): void {
  const columns = int(p, ArgMaxOperand.Columns);
  const last = share(int(p, ArgMaxOperand.Rows), thread + 1, threads);
  for (let row = share(int(p, ArgMaxOperand.Rows), thread, threads); row < last; ++row) {
    const from = address(p, ArgMaxOperand.From) + ((<usize>row * <usize>columns) << 2);
    store<f32>(address(p, ArgMaxOperand.To) + ((<usize>row) << 2), <f32>rowBest(from, columns));
  }
}
