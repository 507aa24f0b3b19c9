/** Losses by row with their gradients, and the batch's mean. */
import { LossCode } from '../opcodes';
import { address, float, int, share } from './operands';
import { rowMaximum, rowPowers } from './reduce';
import { exp, log, sigmoid, splat } from './math';

// @ts-ignore: a decorator of AssemblyScript
@inline
function one(x: v128): f32 {
  return f32x4.extract_lane(x, 0);
}

/**
 * Each row's summed loss, whether its largest value is the target's (cross entropy of classes), and the gradient of
 * all losses times `factor`. −log softmax(z)[y] has the gradient softmax(z) − onehot(y).
 * Operands: code, value, targets, gradient, losses, hits, rows, columns, factor.
 */
export function loss(p: usize, thread: i32, threads: i32): void {
  const code = int(p, 0);
  const rows = int(p, 6);
  const columns = int(p, 7);
  const factor = float(p, 8);
  const last = share(rows, thread + 1, threads);
  for (let row = share(rows, thread, threads); row < last; ++row) {
    const place = (<usize>row * <usize>columns) << 2;
    const value = address(p, 1) + place;
    const to = address(p, 3) + place;
    const at = <usize>row << 2;
    let total: f64 = 0;
    let hit: f32 = 0;
    if (code === LossCode.SoftmaxCrossEntropy) {
      const target = <i32>load<f32>(address(p, 2) + at);
      const largest = rowMaximum(value, columns);
      const powers = rowPowers(value, to, columns, largest);
      let best = 0;
      for (let i = 0; i < columns; ++i) {
        const cell = to + (<usize>i << 2);
        if (load<f32>(value + (<usize>i << 2)) > load<f32>(value + (<usize>best << 2))) best = i;
        const chance = load<f32>(cell) / powers;
        store<f32>(cell, (i === target ? chance - 1 : chance) * factor);
      }
      const chosen = target >= 0 && target < columns ? load<f32>(value + (<usize>target << 2)) - largest : 0;
      total = one(log(splat(powers))) - chosen;
      hit = best === target ? 1 : 0;
    } else {
      const targets = address(p, 2) + place;
      for (let i = 0; i < columns; ++i) {
        const cell = <usize>i << 2;
        const z = load<f32>(value + cell);
        const t = load<f32>(targets + cell);
        let slope: f32;
        if (code === LossCode.SigmoidCrossEntropy) {
          // max(z, 0) − z·t + log(1 + exp(−|z|)), which never overflows.
          const tail = one(log(splat(1 + one(exp(splat(-abs(z)))))));
          total += max(z, 0) - z * t + tail;
          slope = one(sigmoid(splat(z))) - t;
        } else if (code === LossCode.MeanSquaredError) {
          total += (z - t) * (z - t);
          slope = 2 * (z - t);
        } else {
          total += abs(z - t);
          slope = z > t ? 1 : z < t ? -1 : 0;
        }
        store<f32>(to + cell, slope * factor);
      }
    }
    store<f32>(address(p, 4) + at, <f32>total);
    store<f32>(address(p, 5) + at, hit);
  }
}

/** result[0] += Σ losses / divisor, result[1] += Σ hits · weight. Operands: losses, hits, rows, divisor, weight, result. */
export function lossSum(p: usize, thread: i32, _threads: i32): void {
  if (thread !== 0) return;
  const rows = int(p, 2);
  const result = address(p, 5);
  let total: f64 = 0;
  let hits: f64 = 0;
  for (let row = 0; row < rows; ++row) {
    total += load<f32>(address(p, 0) + (<usize>row << 2));
    hits += load<f32>(address(p, 1) + (<usize>row << 2));
  }
  store<f64>(result, load<f64>(result) + total / int(p, 3));
  store<f64>(result, load<f64>(result, 8) + hits * float(p, 4), 8);
}
