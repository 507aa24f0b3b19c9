/**
 * Sums over all axes but the last: the gradients of biases, and what normalization needs. Rows are summed in pieces
 * of a fixed length, and the pieces' sums in order, whatever the number of threads.
 */
import { ColumnSumsFinishOperand, ColumnSumsOperand } from '../operands/column-sums';
import { address, float, int, share } from './operands';
import { loadLanes, storeLanes } from './lanes';

/** Sums of pieces: of values, or of squared distances from a vector where one is given. */
export function columnSums(p: usize, thread: i32, threads: i32): void {
  const from = address(p, ColumnSumsOperand.From);
  const to = address(p, ColumnSumsOperand.Partial);
  const rows = int(p, ColumnSumsOperand.Rows);
  const columns = int(p, ColumnSumsOperand.Columns);
  const length = int(p, ColumnSumsOperand.Length);
  const center = address(p, ColumnSumsOperand.Center);
  const rowBytes = (<usize>columns) << 2;
  const pieces = (rows + length - 1) / length;
  const end = share(pieces, thread + 1, threads);
  for (let piece = share(pieces, thread, threads); piece < end; ++piece) {
    const first = piece * length;
    const last = min(first + length, rows);
    for (let c = 0; c < columns; c += 4) {
      const count = min(4, columns - c);
      const at = (<usize>c) << 2;
      let source = from + <usize>first * rowBytes + at;
      let sum = f32x4.splat(0);
      if (center === 0) {
        for (let row = first; row < last; ++row) {
          sum = f32x4.add(sum, loadLanes(source, count));
          source += rowBytes;
        }
      } else {
        const middle = loadLanes(center + at, count);
        for (let row = first; row < last; ++row) {
          const distance = f32x4.sub(loadLanes(source, count), middle);
          sum = f32x4.add(sum, f32x4.mul(distance, distance));
          source += rowBytes;
        }
      }
      storeLanes(to + <usize>piece * rowBytes + at, sum, count);
    }
  }
}

/** to = Σ pieces · factor, or added to it. */
export function columnSumsFinish(p: usize, thread: i32, threads: i32): void {
  const from = address(p, ColumnSumsFinishOperand.Partial);
  const to = address(p, ColumnSumsFinishOperand.To);
  const pieces = int(p, ColumnSumsFinishOperand.Pieces);
  const columns = int(p, ColumnSumsFinishOperand.Columns);
  const factor = float(p, ColumnSumsFinishOperand.Factor);
  const add = int(p, ColumnSumsFinishOperand.Add);
  const last = share(columns, thread + 1, threads);
  for (let c = share(columns, thread, threads); c < last; ++c) {
    const at = (<usize>c) << 2;
    let sum: f64 = 0;
    for (let piece = 0; piece < pieces; ++piece) {
      sum += load<f32>(from + ((<usize>piece * <usize>columns) << 2) + at);
    }
    const value = <f32>(sum * factor);
    store<f32>(to + at, add ? load<f32>(to + at) + value : value);
  }
}
