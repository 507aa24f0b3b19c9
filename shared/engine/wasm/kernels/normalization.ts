/** Batch normalization (Ioffe & Szegedy 2015) over rows of channels, with biased variance. */
import {
  NormApplyOperand,
  NormCoefficientsOperand,
  NormGradientOperand,
  NormMovingOperand,
  NormStatisticsOperand,
  NormSumsOperand,
} from '../operands/normalization';
import { address, float, int, share } from './operands';
import { loadLanes, multiplyAdd, storeLanes } from './lanes';

/** r = 1 / √(σ² + ε), slope = γ·r, shift = β − μ·slope. */
export function normStatistics(p: usize, thread: i32, _threads: i32): void {
  if (thread !== 0) return;
  const gamma = address(p, NormStatisticsOperand.Gamma);
  const beta = address(p, NormStatisticsOperand.Beta);
  const channels = int(p, NormStatisticsOperand.Channels);
  const epsilon = float(p, NormStatisticsOperand.Epsilon);
  for (let c = 0; c < channels; ++c) {
    const at = (<usize>c) << 2;
    const r = <f32>(1 / sqrt(<f64>load<f32>(address(p, NormStatisticsOperand.Variance) + at) + <f64>epsilon));
    const slope = gamma === 0 ? r : load<f32>(gamma + at) * r;
    store<f32>(address(p, NormStatisticsOperand.R) + at, r);
    store<f32>(address(p, NormStatisticsOperand.Slope) + at, slope);
    const shift =
      (beta === 0 ? <f32>0 : load<f32>(beta + at)) - load<f32>(address(p, NormStatisticsOperand.Mean) + at) * slope;
    store<f32>(address(p, NormStatisticsOperand.Shift) + at, shift);
  }
}

/** moving ← moving·momentum + fresh·(1 − momentum). */
export function normMoving(p: usize, thread: i32, _threads: i32): void {
  if (thread !== 0) return;
  const moving = address(p, NormMovingOperand.Moving);
  const fresh = address(p, NormMovingOperand.Fresh);
  const channels = int(p, NormMovingOperand.Channels);
  const momentum = float(p, NormMovingOperand.Momentum);
  for (let c = 0; c < channels; ++c) {
    const at = (<usize>c) << 2;
    store<f32>(moving + at, load<f32>(moving + at) * momentum + load<f32>(fresh + at) * (1 - momentum));
  }
}

/** to = activation(from·slope + shift). */
export function normApply(p: usize, thread: i32, threads: i32): void {
  const slope = address(p, NormApplyOperand.Slope);
  const shift = address(p, NormApplyOperand.Shift);
  const rows = int(p, NormApplyOperand.Rows);
  const channels = int(p, NormApplyOperand.Channels);
  const activation = int(p, NormApplyOperand.Activation);
  const low = f32x4.splat(float(p, NormApplyOperand.Low));
  const high = f32x4.splat(float(p, NormApplyOperand.High));
  const rowBytes = (<usize>channels) << 2;
  const first = share(rows, thread, threads);
  const last = share(rows, thread + 1, threads);
  let source = address(p, NormApplyOperand.From) + <usize>first * rowBytes;
  let target = address(p, NormApplyOperand.To) + <usize>first * rowBytes;
  for (let row = first; row < last; ++row) {
    for (let c = 0; c < channels; c += 4) {
      const count = min(4, channels - c);
      const at = (<usize>c) << 2;
      let y = f32x4.add(
        f32x4.mul(loadLanes(source + at, count), loadLanes(slope + at, count)),
        loadLanes(shift + at, count),
      );
      if (activation === 1) y = f32x4.min(f32x4.max(y, low), high);
      else if (activation === 2) y = v128.bitselect(f32x4.mul(y, low), y, f32x4.lt(y, f32x4.splat(0)));
      storeLanes(target + at, y, count);
    }
    source += rowBytes;
    target += rowBytes;
  }
}

/** Pieces of Σ dy and, behind them, of Σ dy·x̂ with x̂ = (x − μ)·r: partial sums are [pieces][2 · channels]. */
export function normSums(p: usize, thread: i32, threads: i32): void {
  const gradient = address(p, NormSumsOperand.Gradient);
  const from = address(p, NormSumsOperand.From);
  const to = address(p, NormSumsOperand.Partial);
  const rows = int(p, NormSumsOperand.Rows);
  const channels = int(p, NormSumsOperand.Channels);
  const length = int(p, NormSumsOperand.Length);
  const rowBytes = (<usize>channels) << 2;
  const pieces = (rows + length - 1) / length;
  const end = share(pieces, thread + 1, threads);
  for (let piece = share(pieces, thread, threads); piece < end; ++piece) {
    const first = piece * length;
    const last = min(first + length, rows);
    for (let c = 0; c < channels; c += 4) {
      const count = min(4, channels - c);
      const at = (<usize>c) << 2;
      const mean = loadLanes(address(p, NormSumsOperand.Mean) + at, count);
      const r = loadLanes(address(p, NormSumsOperand.R) + at, count);
      let place = <usize>first * rowBytes + at;
      let sum = f32x4.splat(0),
        product = f32x4.splat(0);
      for (let row = first; row < last; ++row) {
        const dy = loadLanes(gradient + place, count);
        const x = f32x4.mul(f32x4.sub(loadLanes(from + place, count), mean), r);
        sum = f32x4.add(sum, dy);
        product = multiplyAdd(dy, x, product);
        place += rowBytes;
      }
      const target = to + <usize>piece * 2 * rowBytes + at;
      storeLanes(target, sum, count);
      storeLanes(target + rowBytes, product, count);
    }
  }
}

/**
 * dβ = Σ dy, dγ = Σ dy·x̂, and the factors of dx = a·dy + b·x + d: with the batch's statistics over n rows
 * dx = γ·r·(dy − dβ/n − x̂·dγ/n), with the moving ones γ·r·dy.
 */
export function normCoefficients(p: usize, thread: i32, _threads: i32): void {
  if (thread !== 0) return;
  const sums = address(p, NormCoefficientsOperand.Sums);
  const byGamma = address(p, NormCoefficientsOperand.GammaGradient);
  const byBeta = address(p, NormCoefficientsOperand.BetaGradient);
  const factors = address(p, NormCoefficientsOperand.Factors);
  const channels = int(p, NormCoefficientsOperand.Channels);
  const rows = int(p, NormCoefficientsOperand.Rows);
  const ofBatch = int(p, NormCoefficientsOperand.OfBatch);
  const bytes = (<usize>channels) << 2;
  for (let c = 0; c < channels; ++c) {
    const at = (<usize>c) << 2;
    const beta = load<f32>(sums + at);
    const gamma = load<f32>(sums + bytes + at);
    if (byBeta !== 0) store<f32>(byBeta + at, load<f32>(byBeta + at) + beta);
    if (byGamma !== 0) store<f32>(byGamma + at, load<f32>(byGamma + at) + gamma);
    const slope: f64 = load<f32>(address(p, NormCoefficientsOperand.Slope) + at);
    let b: f64 = 0,
      d: f64 = 0;
    if (ofBatch) {
      b = (-slope * load<f32>(address(p, NormCoefficientsOperand.R) + at) * gamma) / rows;
      d = (-slope * beta) / rows - b * load<f32>(address(p, NormCoefficientsOperand.Mean) + at);
    }
    store<f32>(factors + at, <f32>slope);
    store<f32>(factors + bytes + at, <f32>b);
    store<f32>(factors + 2 * bytes + at, <f32>d);
  }
}

/** to = a·gradient + b·from + d by channel. */
export function normGradient(p: usize, thread: i32, threads: i32): void {
  const factors = address(p, NormGradientOperand.Factors);
  const rows = int(p, NormGradientOperand.Rows);
  const channels = int(p, NormGradientOperand.Channels);
  const bytes = (<usize>channels) << 2;
  const last = share(rows, thread + 1, threads);
  for (let row = share(rows, thread, threads); row < last; ++row) {
    const place = <usize>row * bytes;
    for (let c = 0; c < channels; c += 4) {
      const count = min(4, channels - c);
      const at = (<usize>c) << 2;
      const dy = loadLanes(address(p, NormGradientOperand.Gradient) + place + at, count);
      const x = loadLanes(address(p, NormGradientOperand.From) + place + at, count);
      let y = loadLanes(factors + 2 * bytes + at, count);
      y = multiplyAdd(x, loadLanes(factors + bytes + at, count), y);
      y = multiplyAdd(dy, loadLanes(factors + at, count), y);
      storeLanes(address(p, NormGradientOperand.To) + place + at, y, count);
    }
  }
}
