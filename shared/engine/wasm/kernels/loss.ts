/** Cross entropies of logits by row with their gradients, and sums over rows. */
import { LossCode } from '../opcodes';
import { LossOperand, RowSumOperand } from '../operands/loss';
import { address, int, share } from './operands';
import { rowBest, rowMaximum, rowPowers } from './reduce';
import { exp, log, sigmoid, splat } from './math';

// @ts-ignore: a decorator of AssemblyScript
@inline
function one(x: v128): f32 {
  return f32x4.extract_lane(x, 0);
}

/** −log softmax(z)[y] has the gradient softmax(z) − onehot(y). */
function ofClass(value: usize, target: i32, to: usize, hit: usize, columns: i32, portion: f32): f64 {
  const largest = rowMaximum(value, columns);
  const powers = rowPowers(value, to, columns, largest);
  for (let i = 0; i < columns; ++i) {
    const cell = to + (<usize>i << 2);
    const chance = load<f32>(cell) / powers;
    store<f32>(cell, (i === target ? chance - 1 : chance) * portion);
  }
  store<f32>(hit, rowBest(value, columns) === target ? 1 : 0);
  const chosen = target >= 0 && target < columns ? load<f32>(value + (<usize>target << 2)) - largest : 0;
  return one(log(splat(powers))) - chosen;
}

/** −Σ t · log softmax(z) has the gradient (Σ t) · softmax(z) − t. */
function ofShares(value: usize, target: usize, to: usize, hit: usize, columns: i32, portion: f32): f64 {
  const largest = rowMaximum(value, columns);
  const powers = rowPowers(value, to, columns, largest);
  let mass: f32 = 0;
  let chosen: f64 = 0;
  for (let i = 0; i < columns; ++i) {
    const cell = <usize>i << 2;
    const t = load<f32>(target + cell);
    mass += t;
    chosen += t * (load<f32>(value + cell) - largest);
  }
  for (let i = 0; i < columns; ++i) {
    const cell = <usize>i << 2;
    const slope = (mass * load<f32>(to + cell)) / powers - load<f32>(target + cell);
    store<f32>(to + cell, slope * portion);
  }
  store<f32>(hit, rowBest(value, columns) === rowBest(target, columns) ? 1 : 0);
  return mass * one(log(splat(powers))) - chosen;
}

/** max(z, 0) − z·t + log(1 + exp(−|z|)), which never overflows, mean over the row; its gradient is σ(z) − t. */
function ofLabels(value: usize, target: usize, to: usize, columns: i32, portion: f32): f64 {
  let total: f64 = 0;
  const each = portion / <f32>columns;
  for (let i = 0; i < columns; ++i) {
    const cell = <usize>i << 2;
    const z = load<f32>(value + cell);
    const t = load<f32>(target + cell);
    total += max(z, 0) - z * t + one(log(splat(1 + one(exp(splat(-abs(z)))))));
    store<f32>(to + cell, (one(sigmoid(splat(z))) - t) * each);
  }
  return total / columns;
}

/** Each row's loss, its gradient times the row's share of the weights, and whether the largest value is the truth's. */
export function loss(p: usize, thread: i32, threads: i32): void {
  const code = int(p, LossOperand.Code);
  const rows = int(p, LossOperand.Rows);
  const columns = int(p, LossOperand.Columns);
  const last = share(rows, thread + 1, threads);
  for (let row = share(rows, thread, threads); row < last; ++row) {
    const place = (<usize>row * <usize>columns) << 2;
    const at = <usize>row << 2;
    const value = address(p, LossOperand.Value) + place;
    const to = address(p, LossOperand.Gradient) + place;
    const hit = address(p, LossOperand.Hits) + at;
    const portion = load<f32>(address(p, LossOperand.Shares) + at);
    let total: f64;
    if (code === LossCode.Categorical) {
      total = ofClass(value, <i32>load<f32>(address(p, LossOperand.Target) + at), to, hit, columns, portion);
    } else if (code === LossCode.CategoricalShares) {
      total = ofShares(value, address(p, LossOperand.Target) + place, to, hit, columns, portion);
    } else {
      total = ofLabels(value, address(p, LossOperand.Target) + place, to, columns, portion);
    }
    store<f32>(address(p, LossOperand.Losses) + at, <f32>total);
  }
}

/** result = Σ values · shares, or with `counting` Σ values of rows whose share is not 0, in float64. */
export function rowSum(p: usize, thread: i32, _threads: i32): void {
  if (thread !== 0) return;
  const rows = int(p, RowSumOperand.Rows);
  const counting = int(p, RowSumOperand.Counting);
  let total: f64 = 0;
  for (let row = 0; row < rows; ++row) {
    const at = <usize>row << 2;
    const portion = load<f32>(address(p, RowSumOperand.Shares) + at);
    if (portion === 0) continue;
    const value: f64 = load<f32>(address(p, RowSumOperand.Values) + at);
    total += counting ? value : value * portion;
  }
  store<f64>(address(p, RowSumOperand.Result), total);
}
