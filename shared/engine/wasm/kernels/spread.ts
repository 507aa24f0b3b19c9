/**
 * What many values are like: in pieces whose number the values' alone decides, so that sums don't depend on threads. A
 * piece's extent is 32 bytes: Σ x² and Σ x in float64, the least and the most in float32, and how many values are finite.
 */
import { DeadChannelsOperand, ExtentOperand, HistogramOperand } from '../operands/spread';
import { address, int, share } from './operands';

const EXTENT_BYTES: usize = 32;

// @ts-ignore: a decorator of AssemblyScript
@inline
function isNumber(x: f32): bool {
  return x - x === 0;
}

export function extent(p: usize, thread: i32, threads: i32): void {
  const from = address(p, ExtentOperand.From);
  const count = int(p, ExtentOperand.Count);
  const pieces = int(p, ExtentOperand.Pieces);
  const end = share(pieces, thread + 1, threads);
  for (let piece = share(pieces, thread, threads); piece < end; ++piece) {
    let squares: f64 = 0;
    let sum: f64 = 0;
    let least = f32.MAX_VALUE;
    let most = -f32.MAX_VALUE;
    let finite = 0;
    const last = share(count, piece + 1, pieces);
    for (let i = share(count, piece, pieces); i < last; ++i) {
      const x = load<f32>(from + (<usize>i << 2));
      if (!isNumber(x)) continue;
      const wide: f64 = x;
      squares += wide * wide;
      sum += wide;
      least = min(least, x);
      most = max(most, x);
      ++finite;
    }
    const to = address(p, ExtentOperand.Extents) + <usize>piece * EXTENT_BYTES;
    store<f64>(to, squares);
    store<f64>(to, sum, 8);
    store<f32>(to, least, 16);
    store<f32>(to, most, 20);
    store<i32>(to, finite, 24);
    store<i32>(to, 0, 28);
  }
}

/** How many of a piece's finite values lie in each bin. */
export function histogram(p: usize, thread: i32, threads: i32): void {
  const from = address(p, HistogramOperand.From);
  const extents = address(p, HistogramOperand.Extents);
  const count = int(p, HistogramOperand.Count);
  const pieces = int(p, HistogramOperand.Pieces);
  const bins = int(p, HistogramOperand.Bins);
  let least = f32.MAX_VALUE;
  let most = -f32.MAX_VALUE;
  for (let piece = 0; piece < pieces; ++piece) {
    least = min(least, load<f32>(extents + <usize>piece * EXTENT_BYTES, 16));
    most = max(most, load<f32>(extents + <usize>piece * EXTENT_BYTES, 20));
  }
  const width = (<f64>most - <f64>least) / bins;
  const end = share(pieces, thread + 1, threads);
  for (let piece = share(pieces, thread, threads); piece < end; ++piece) {
    const to = address(p, HistogramOperand.Counts) + ((<usize>piece * <usize>bins) << 2);
    for (let bin = 0; bin < bins; ++bin) store<i32>(to + (<usize>bin << 2), 0);
    const last = share(count, piece + 1, pieces);
    for (let i = share(count, piece, pieces); i < last; ++i) {
      const x = load<f32>(from + (<usize>i << 2));
      if (!isNumber(x)) continue;
      const bin = width > 0 ? min(bins - 1, <i32>((<f64>x - <f64>least) / width)) : 0;
      const cell = to + (<usize>bin << 2);
      store<i32>(cell, load<i32>(cell) + 1);
    }
  }
}

/** 1 for each channel that is 0 in every row, else 0. */
export function deadChannels(p: usize, thread: i32, threads: i32): void {
  const from = address(p, DeadChannelsOperand.From);
  const to = address(p, DeadChannelsOperand.To);
  const rows = int(p, DeadChannelsOperand.Rows);
  const columns = int(p, DeadChannelsOperand.Columns);
  const begin = share(columns, thread, threads);
  const end = share(columns, thread + 1, threads);
  for (let c = begin; c < end; ++c) store<f32>(to + (<usize>c << 2), 1);
  for (let row = 0; row < rows; ++row) {
    const source = from + ((<usize>row * <usize>columns) << 2);
    for (let c = begin; c < end; ++c)
      if (load<f32>(source + (<usize>c << 2)) !== 0) store<f32>(to + (<usize>c << 2), 0);
  }
}
